package io.weathervane.observe;

import java.io.IOException;
import java.util.Optional;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/**
 * Asks Elasticsearch how the indices are that the worker writes, by the connections and with the login that it indexes with.
 * One that may not ask that ({@code monitor}) is known to be let in, and that is enough.
 */
public final class ElasticsearchProbe implements ServerProbe {

    private static final int FORBIDDEN = 403;

    private final RestClient client;
    private final String url;

    /** @param client stays the caller's to close */
    public ElasticsearchProbe(RestClient client, String url) {
        this.client = client;
        this.url = url;
    }

    @Override
    public Optional<String> problem() {
        // these indices alone: what is wrong with others of the same cluster is no concern of the worker
        Request request = new Request("GET", "/_cluster/health/tweets-*,news-*");
        request.addParameter("filter_path", "status");
        int millis = (int) PATIENCE.toMillis();
        request.setOptions(RequestOptions.DEFAULT.toBuilder()
                .setRequestConfig(RequestConfig.custom()
                        .setConnectTimeout(millis)
                        .setSocketTimeout(millis)
                        .setConnectionRequestTimeout(millis)
                        .build()));
        try {
            String health = EntityUtils.toString(client.performRequest(request).getEntity());
            return health.contains("\"red\"")
                    ? Optional.of("An index of tweets or news at " + url + " is red: a part of it is on no node, and"
                            + " documents for it wait. GET _cluster/allocation/explain says why")
                    : Optional.empty();
        } catch (ResponseException e) {
            int status = e.getResponse().getStatusLine().getStatusCode();
            if (status == FORBIDDEN) {
                return Optional.empty();
            }
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
