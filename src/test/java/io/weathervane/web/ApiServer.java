package io.weathervane.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.weathervane.embedded.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;

/** The API alone on an HTTP server of its own, and what its description says of its answers. */
public final class ApiServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> SCHEMAS =
            Map.of("/timeline", "Timeline", "/top", "Top", "/messages", "Messages", "/pipeline", "Pipeline");

    private final HttpClient http = HttpClient.newHttpClient();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final RestClient elasticsearch;
    private final int port = FreePorts.any();

    public ApiServer(String elasticsearchUrl, Supplier<PipelineState> pipeline) throws Exception {
        elasticsearch = RestClient.builder(HttpHost.create(elasticsearchUrl)).build();
        camel.disableJMX();
        MainHttpServer server = new MainHttpServer();
        server.setHost("127.0.0.1");
        server.setPort(port);
        camel.addService(server);
        camel.addRoutes(new ApiRoutes("127.0.0.1", elasticsearch, pipeline, Clock.systemUTC()));
        camel.start();
    }

    /** @param address below the API's path, query included */
    public HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return send("GET", address);
    }

    HttpResponse<String> send(String method, String address) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + address))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** What an answer has that its description does not allow; empty if it keeps to it. */
    static Set<String> violations(String path, int status, String body) throws IOException {
        ObjectNode schema = JSON.createObjectNode();
        schema.putArray("allOf")
                .addObject()
                .put("$ref", "#/components/schemas/" + (status == 200 ? SCHEMAS.get(path) : "Error"));
        JsonNode components = new Contract().description().get("components").deepCopy();
        asJsonSchema(components.get("schemas"));
        schema.set("components", components);
        JsonSchema validator = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        schema,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
        return validator.validate(JSON.readTree(body)).stream()
                .map(Object::toString)
                .collect(Collectors.toSet());
    }

    /** OpenAPI 3.0 has nullable where JSON Schema has a list of types; and here nothing may be added that is not described. */
    private static void asJsonSchema(JsonNode node) {
        if (node instanceof ObjectNode schema) {
            if (schema.path("nullable").isBoolean()) {
                String type = schema.get("type").asText();
                schema.putArray("type").add(type).add("null");
            }
            if (schema.path("properties").isObject() && !schema.has("additionalProperties")) {
                schema.put("additionalProperties", false);
            }
        }
        node.forEach(ApiServer::asJsonSchema);
    }

    @Override
    public void close() throws IOException {
        camel.stop();
        elasticsearch.close();
    }
}
