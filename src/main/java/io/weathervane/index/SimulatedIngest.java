package io.weathervane.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/**
 * Asks Elasticsearch what would become of a document, with pipelines and templates as they are in their files, and stores
 * nothing: no document, no pipeline, no template. Needs Elasticsearch 8.16 or newer. Not thread-safe.
 */
public final class SimulatedIngest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RestClient client;
    private final List<AssetFile> templates;
    private final List<AssetFile> pipelines;

    /**
     * Reads the files.
     *
     * @param client stays the caller's to close
     * @throws ConfigurationException if one of them cannot be read or is no JSON
     */
    public SimulatedIngest(RestClient client, ElasticsearchAssets assets) {
        this.client = client;
        List<AssetFile> files = assets.files();
        this.templates = files.stream()
                .filter(file -> file.kind() != AssetFile.Kind.PIPELINE)
                .toList();
        this.pipelines = files.stream()
                .filter(file -> file.kind() == AssetFile.Kind.PIPELINE)
                .toList();
    }

    /**
     * Sends the document as the bulk request would.
     *
     * @throws AssetRefusedException if Elasticsearch refuses one of the files
     * @throws CalledPipelinesException if this server cannot say it
     * @throws ConfigurationException if Elasticsearch does not answer, or not to this user
     */
    public SimulatedDocument simulate(MessageFormat format, Document document) {
        var operation = BulkSender.operation(format.dataset(), document);
        CalledPipelines used = new CalledPipelines(pipelines, operation.pipeline());
        ObjectNode request = JSON.createObjectNode();
        ObjectNode doc = request.putArray("docs").addObject();
        doc.put("_index", operation.index()).put("_id", operation.id());
        doc.set("_source", json(document.json()));
        String path = "/_ingest/" + operation.index() + "/_simulate?pipeline=" + operation.pipeline();
        List<AssetFile> files = new ArrayList<>(used.files());
        files.addAll(templates);
        JsonNode answer;
        try {
            answer = post(path, Substitutions.added(request, files));
        } catch (ResponseException e) {
            throw explained(e, path, request, files);
        }
        List<String> differing = used.notInstalled(installed(used.names()));
        if (!differing.isEmpty()) {
            throw new CalledPipelinesException(InstalledAssets.address(client), differing);
        }
        return read(answer.path("docs").path(0).path("doc"));
    }

    private SimulatedDocument read(JsonNode doc) {
        return new SimulatedDocument(
                resolved(doc.path("_index").asText()),
                doc.path("_id").asText(),
                Optional.of(doc.path("_source")).filter(JsonNode::isObject),
                StreamSupport.stream(doc.path("executed_pipelines").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList(),
                StreamSupport.stream(doc.path("ignored_fields").spliterator(), false)
                        .map(field -> field.path("field").asText())
                        .toList(),
                Optional.of(doc.path("error"))
                        .filter(JsonNode::isObject)
                        .map(error -> ServerReason.of(
                                JSON.createObjectNode().set("error", error).toString())));
    }

    /** The server knows what a date math expression means; it says so in its answer, even if there is no such index. */
    private String resolved(String index) {
        if (!index.startsWith("<")) {
            return index;
        }
        try {
            Iterator<String> names =
                    get("/" + encoded(index) + "/_settings?flat_settings=true").fieldNames();
            return names.hasNext() ? names.next() : index;
        } catch (ResponseException e) {
            try {
                String name = JSON.readTree(EntityUtils.toString(e.getResponse().getEntity()))
                        .at("/error/index")
                        .asText();
                return name.isEmpty() ? index : name;
            } catch (IOException noJson) {
                return index;
            }
        }
    }

    private JsonNode installed(List<String> names) {
        if (names.isEmpty()) {
            return JSON.createObjectNode();
        }
        try {
            return get("/_ingest/pipeline/"
                    + String.join(
                            ",", names.stream().map(SimulatedIngest::encoded).toList()));
        } catch (ResponseException e) {
            if (e.getResponse().getStatusLine().getStatusCode() == 404) {
                return JSON.createObjectNode();
            }
            throw general(e);
        }
    }

    /** Elasticsearch says what is wrong, but not in which of the files: each is tried alone. */
    private ConfigurationException explained(
            ResponseException failure, String path, ObjectNode request, List<AssetFile> files) {
        try {
            post(path, request);
        } catch (ResponseException e) {
            return general(e);
        }
        for (AssetFile file : files) {
            try {
                post(path, Substitutions.added(request, List.of(file)));
            } catch (ResponseException e) {
                return new AssetRefusedException(file.file(), ServerReason.of(e.getResponse()), e);
            }
        }
        return general(failure);
    }

    private ConfigurationException general(ResponseException e) {
        return new ConfigurationException(
                "Elasticsearch at " + InstalledAssets.address(client) + " answers "
                        + e.getResponse().getStatusLine().getStatusCode()
                        + " to a simulated request, for which it must be 8.16 or newer and its user must have the"
                        + " privileges read_pipeline and, on the indices, index: "
                        + ServerReason.of(e.getResponse()),
                e);
    }

    private JsonNode post(String path, JsonNode body) throws ResponseException {
        Request request = new Request("POST", path);
        request.setJsonEntity(body.toString());
        return perform(request);
    }

    private JsonNode get(String path) throws ResponseException {
        return perform(new Request("GET", path));
    }

    private JsonNode perform(Request request) throws ResponseException {
        try {
            return JSON.readTree(client.performRequest(request).getEntity().getContent());
        } catch (ResponseException e) {
            throw e;
        } catch (IOException e) {
            throw InstalledAssets.unreachable(client, e);
        }
    }

    private static JsonNode json(byte[] document) {
        try {
            return JSON.readTree(document);
        } catch (IOException e) {
            throw new IllegalArgumentException("a document is JSON", e);
        }
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
