package io.weathervane.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.http.HttpHost;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;

/** Everything that an Elasticsearch keeps, in its own words: the same before and after means that nothing was stored. */
final class StoredThings {

    private static final List<String> PATHS = List.of(
            "/_ingest/pipeline",
            "/_index_template",
            "/_component_template",
            "/_cat/indices?h=index,docs.count&s=index");

    private StoredThings() {}

    static Map<String, String> of(String url) throws IOException {
        Map<String, String> stored = new TreeMap<>();
        try (RestClient client = RestClient.builder(HttpHost.create(url)).build()) {
            for (String path : PATHS) {
                Request request = new Request("GET", path);
                request.addParameter("ignore", "404");
                stored.put(
                        path,
                        EntityUtils.toString(client.performRequest(request).getEntity()));
            }
        }
        return stored;
    }
}
