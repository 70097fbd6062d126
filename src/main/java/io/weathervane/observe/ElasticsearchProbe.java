package io.weathervane.observe;

import java.io.IOException;
import java.util.Optional;
import org.apache.http.client.config.RequestConfig;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/** Asks Elasticsearch for its name, by the connections and with the login that the worker indexes with. */
public final class ElasticsearchProbe implements ServerProbe {

    private final RestClient client;
    private final String url;

    /** @param client stays the caller's to close */
    public ElasticsearchProbe(RestClient client, String url) {
        this.client = client;
        this.url = url;
    }

    @Override
    public Optional<String> problem() {
        Request request = new Request("GET", "/");
        int millis = (int) PATIENCE.toMillis();
        request.setOptions(RequestOptions.DEFAULT.toBuilder()
                .setRequestConfig(RequestConfig.custom()
                        .setConnectTimeout(millis)
                        .setSocketTimeout(millis)
                        .setConnectionRequestTimeout(millis)
                        .build()));
        try {
            client.performRequest(request);
            return Optional.empty();
        } catch (ResponseException e) {
            int status = e.getResponse().getStatusLine().getStatusCode();
            return Optional.of("Elasticsearch answers with HTTP status " + status + " at " + url);
        } catch (IOException | RuntimeException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return Optional.of("Elasticsearch does not answer at " + url + " (" + reason + ")");
        }
    }

    @Override
    public void close() {
        // the client is not its own
    }
}
