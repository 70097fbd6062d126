package io.weathervane.index;

import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/** The pipelines and templates that Elasticsearch has; what it refuses is an error that says what to do. Thread-safe. */
final class InstalledAssets {

    private final RestClient client;
    private final Duration timeout;

    /** @param timeout of a single request, at least a millisecond */
    InstalledAssets(RestClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    /** What Elasticsearch has under its name, if anything. */
    Optional<String> content(AssetFile asset) {
        Request request = request("GET", asset);
        request.addParameter("ignore", "404");
        Response response = perform(request, asset);
        if (response.getStatusLine().getStatusCode() == 404) {
            return Optional.empty();
        }
        try {
            return Optional.of(EntityUtils.toString(response.getEntity()));
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** Installs it, in the place of what is there. */
    void put(AssetFile asset) {
        Request request = request("PUT", asset);
        request.setJsonEntity(asset.content().toString());
        perform(request, asset);
    }

    private Request request(String method, AssetFile asset) {
        String id = URLEncoder.encode(asset.id(), StandardCharsets.UTF_8).replace("+", "%20");
        Request request = new Request(method, asset.kind().endpoint + id);
        request.addParameter("master_timeout", timeout.toMillis() + "ms");
        int milliseconds = Math.toIntExact(timeout.toMillis());
        RequestConfig config = RequestConfig.custom()
                .setConnectTimeout(milliseconds)
                .setConnectionRequestTimeout(milliseconds)
                .setSocketTimeout(milliseconds)
                .build();
        request.setOptions(RequestOptions.DEFAULT.toBuilder().setRequestConfig(config));
        return request;
    }

    private Response perform(Request request, AssetFile asset) {
        try {
            return client.performRequest(request);
        } catch (ResponseException e) {
            throw refused(asset, e);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private ConfigurationException refused(AssetFile asset, ResponseException e) {
        int status = e.getResponse().getStatusLine().getStatusCode();
        String reason = ServerReason.of(e.getResponse());
        if (status == 400) {
            return new AssetRefusedException(asset.file(), reason, e);
        }
        String message =
                switch (status) {
                    case 401 ->
                        "Elasticsearch at " + address() + " does not accept the credentials: check"
                                + " ELASTICSEARCH_API_KEY, or ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD";
                    case 403 ->
                        "Elasticsearch at " + address() + " does not allow installing the " + asset.label()
                                + ": give its user the cluster privileges manage_index_templates and"
                                + " manage_ingest_pipelines (" + reason + ")";
                    default ->
                        "Elasticsearch at " + address() + " answers " + status + " to " + asset.file() + ": " + reason;
                };
        return new ConfigurationException(message, e);
    }

    private ConfigurationException unreachable(IOException e) {
        return unreachable(client, e);
    }

    static ConfigurationException unreachable(RestClient client, IOException e) {
        String cause = e.getMessage() == null ? e.getClass().getSimpleName() : ServerReason.oneLine(e.getMessage());
        return new ConfigurationException(
                "Elasticsearch at " + address(client) + " does not answer (" + cause
                        + "): start it, or set ELASTICSEARCH_URL to the address of a running one",
                e);
    }

    private String address() {
        return address(client);
    }

    /** Of the hosts alone: the URL that was configured may hold a password. */
    static String address(RestClient client) {
        return String.join(
                ", ",
                client.getNodes().stream().map(node -> node.getHost().toURI()).toList());
    }
}
