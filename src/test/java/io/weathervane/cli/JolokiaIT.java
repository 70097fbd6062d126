package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.embedded.FreePorts;
import io.weathervane.index.ElasticsearchClients;
import io.weathervane.management.JolokiaAccess;
import io.weathervane.source.CapturedLog;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.ServiceStatus;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a worker in production answers at /observe/jolokia, and to whom. */
class JolokiaIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "hawtio";
    private static final String WORD = "canary-Jolokia-pässword";
    private static final int PORT = FreePorts.any();
    private static final String CONTEXT = "org.apache.camel:context=weathervane,type=context,name=\"weathervane\"";
    private static final String ROUTE = "org.apache.camel:context=weathervane,type=routes,name=\"tick\"";

    @TempDir
    static Path folder;

    private static CapturedLog log;
    private static CamelApplication application;

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(folder.resolve("tick.camel.yaml"), """
                - route:
                    id: tick
                    from:
                      uri: timer:tick?period=100
                      steps:
                        - to: direct:tock
                - route:
                    id: tock
                    from:
                      uri: direct:tock
                      steps:
                        - setBody:
                            constant: tock
                """);
        log = new CapturedLog(Level.TRACE);
        Settings settings = settings("true", NAME, WORD, "127.0.0.1");
        Sources off = new Sources(Sources.Polling.OFF, Sources.Polling.OFF, false);
        application = new CamelApplication(
                settings,
                off,
                ElasticsearchClients.connect(new ElasticsearchClients.Access(
                        URI.create("http://127.0.0.1:9"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(1))));
        application.main().start();
    }

    @AfterAll
    static void stop() {
        application.main().stop();
        log.close();
    }

    private static Settings settings(String enabled, String name, String word, String host) {
        Map<String, String> settings = new HashMap<>(Map.of(
                Setting.JOLOKIA_ENABLED.key(),
                enabled,
                Setting.JOLOKIA_USERNAME.key(),
                name,
                Setting.JOLOKIA_PASSWORD.key(),
                word,
                Setting.HTTP_HOST.key(),
                host,
                Setting.HTTP_PORT.key(),
                String.valueOf(PORT),
                Setting.DATA_DIR.key(),
                folder.resolve("data").toString(),
                "camel.main.routesIncludePattern",
                "file:" + folder + "/*.camel.yaml",
                "camel.main.routesReloadEnabled",
                "false"));
        return Settings.load("prod").with(settings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/version", "/list", "/../jolokia/version", "/read/java.lang:type=Memory"})
    void without_the_login_nothing_is_answered(String path) throws Exception {
        assertThat(get("/observe/jolokia" + path, null).statusCode()).isEqualTo(401);
        assertThat(get("/observe/jolokia" + path, NAME + ":wrong").statusCode()).isEqualTo(401);
        assertThat(get("/observe/jolokia" + path, "wrong:" + WORD).statusCode()).isEqualTo(401);
        assertThat(get("/observe/jolokia" + path, NAME + ":").statusCode()).isEqualTo(401);
        assertThat(get("/observe/jolokia" + path, ":").statusCode()).isEqualTo(401);
    }

    @Test
    void health_is_answered_without_a_login() throws Exception {
        assertThat(get("/observe/health/live", null).statusCode()).isEqualTo(200);
    }

    @Test
    void state_counts_and_diagram_of_the_routes_can_be_read() throws Exception {
        assertThat(ask(read(ROUTE, "State")).path("value").asText()).isEqualTo("Started");
        assertThat(ask(read(ROUTE, "ExchangesTotal")).path("status").asInt()).isEqualTo(200);
        assertThat(ask(exec(CONTEXT, "dumpRoutesAsXml()")).path("value").asText())
                .contains("route id=\"tick\"", "direct:tock");
        assertThat(ask(exec(CONTEXT, "dumpRoutesStatsAsXml(boolean,boolean)", true, true))
                        .path("value")
                        .asText())
                .contains("routeStat id=\"tick\"");
        assertThat(ask(Map.of("type", "list"))
                        .path("value")
                        .path("org.apache.camel")
                        .isObject())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"stop", "stop()", "stop(long)", "start()", "remove()", "updateRouteFromXml(java.lang.String)"})
    void route_cannot_be_changed(String operation) throws Exception {
        assertThat(ask(exec(ROUTE, operation)).path("status").asInt()).isEqualTo(403);
        assertThat(application.main().getCamelContext().getRouteController().getRouteStatus("tick"))
                .isEqualTo(ServiceStatus.Started);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sendBody", "sendStringBody(java.lang.String,java.lang.String)", "stop()", "removeEndpoints"})
    void context_cannot_be_changed(String operation) throws Exception {
        assertThat(ask(exec(CONTEXT, operation, "direct:tock", "x"))
                        .path("status")
                        .asInt())
                .isEqualTo(403);
    }

    @Test
    void nothing_is_written() throws Exception {
        assertThat(ask(Map.of("type", "write", "mbean", CONTEXT, "attribute", "Tracing", "value", true))
                        .path("status")
                        .asInt())
                .isEqualTo(403);
        assertThat(ask(Map.of("type", "write", "mbean", ROUTE, "attribute", "StatisticsEnabled", "value", false))
                        .path("status")
                        .asInt())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "java.lang:type=Runtime, SystemProperties",
        "java.lang:type=Runtime, InputArguments",
        "java.lang:type=Runtime, ClassPath",
        "java.util.logging:type=Logging, LoggerNames",
        "com.sun.management:type=HotSpotDiagnostic, DiagnosticOptions"
    })
    void what_may_hold_a_secret_is_not_read(String mbean, String attribute) throws Exception {
        assertThat(ask(read(mbean, attribute)).path("status").asInt()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "com.sun.management:type=DiagnosticCommand, vmSystemProperties()",
        "com.sun.management:type=HotSpotDiagnostic, 'dumpHeap(java.lang.String,boolean)'",
        "java.lang:type=Memory, gc()",
        "java.lang:type=Threading, 'dumpAllThreads(boolean,boolean)'"
    })
    void jvm_takes_no_orders(String mbean, String operation) throws Exception {
        assertThat(ask(exec(mbean, operation)).path("status").asInt()).isEqualTo(403);
    }

    @Test
    void page_from_elsewhere_is_refused_even_with_the_login() throws Exception {
        HttpResponse<String> answer = post(read(ROUTE, "State"), "https://elsewhere.example");

        assertThat(answer.statusCode()).isNotEqualTo(200);
        assertThat(answer.body()).doesNotContain("Started");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(post(read(ROUTE, "State"), "http://127.0.0.1:8161").statusCode())
                .isEqualTo(200);
    }

    @Test
    void password_is_in_no_answer_and_no_log() throws Exception {
        StringBuilder seen = new StringBuilder(
                get("/observe/jolokia/list", NAME + ":" + WORD).body());
        for (JsonNode name :
                ask(Map.of("type", "search", "mbean", "org.apache.camel:*")).path("value")) {
            seen.append(ask(Map.of("type", "read", "mbean", name.asText())));
        }
        seen.append(ask(exec(CONTEXT, "dumpRoutesAsXml()")));

        assertThat(seen).contains("direct://tock").doesNotContain("canary-Jolokia");
        assertThat(String.join("\n", log.lines())).contains("TRACE").doesNotContain("canary-Jolokia");
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, '', ''", "0.0.0.0, hawtio, ''", "::, '', secret", "127.0.0.1, '', ''"})
    void start_is_refused_without_a_login_and_says_what_to_set(String host, String name, String word) {
        assertThatThrownBy(() -> JolokiaAccess.of(settings("true", name, word, host)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("http.host=" + host, "JOLOKIA_USERNAME", "JOLOKIA_PASSWORD")
                .hasMessageNotContaining("secret");
    }

    @Test
    void it_is_off_unless_it_is_switched_on() {
        assertThat(Settings.load("prod").isOn(Setting.JOLOKIA_ENABLED)).isFalse();
        assertThat(JolokiaAccess.of(settings("false", "", "", "0.0.0.0"))).isEmpty();
    }

    private static Map<String, Object> read(String mbean, String attribute) {
        return Map.of("type", "read", "mbean", mbean, "attribute", attribute);
    }

    private static Map<String, Object> exec(String mbean, String operation, Object... arguments) {
        return Map.of("type", "exec", "mbean", mbean, "operation", operation, "arguments", arguments);
    }

    private static JsonNode ask(Map<String, ?> request) throws Exception {
        return JSON.readTree(post(request, null).body());
    }

    private static HttpResponse<String> post(Map<String, ?> request, String origin) throws Exception {
        HttpRequest.Builder builder =
                to("/observe/jolokia", NAME + ":" + WORD).header("Content-Type", "application/json");
        if (origin != null) {
            builder.header("Origin", origin);
        }
        return send(builder.POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(request))));
    }

    private static HttpResponse<String> get(String path, String login) throws Exception {
        return send(to(path, login));
    }

    private static HttpRequest.Builder to(String path, String login) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + path));
        if (login != null) {
            builder.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        }
        return builder;
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
