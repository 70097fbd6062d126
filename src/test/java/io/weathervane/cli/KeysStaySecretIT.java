package io.weathervane.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.weathervane.config.KafkaConnection;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.embedded.FreePorts;
import io.weathervane.embedded.TestEngines;
import io.weathervane.index.ElasticsearchClients;
import io.weathervane.index.Topics;
import io.weathervane.source.CapturedLog;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.logging.log4j.Level;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The application with keys for all sources, through good answers, failures and refusals: where do the keys show? */
class KeysStaySecretIT {

    private static final String TWITTER_URL = "twitter4j.restBaseURL";
    private static final String X_TOKEN = "AAAAAAAAAAAAAAAAAAAAAcanary%2BxBearer%3Dtoken";
    private static final String NEWSAPI_KEY = "0123456789abcdefcafe0123456789ab";
    private static final List<String> TWITTER_KEYS =
            List.of("canaryConsumerKey", "canaryConsumerSecret", "1-canaryAccessToken", "canaryAccessTokenSecret");

    private static final List<String> HOOK_SECRETS =
            List.of("canaryHookPath", "canaryHookKey", "canaryHookToken", "canaryMailPassword");

    @RegisterExtension
    final WireMockExtension apis = WireMockExtension.newInstance()
            .options(options().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @TempDir
    Path data;

    private final String suffix = UUID.randomUUID().toString().substring(0, 8);
    private final int port = FreePorts.any();

    @Test
    @Timeout(120)
    void keys_are_in_no_log_no_mbean_no_record_and_no_answer() throws Exception {
        answers(
                "/2/tweets/search/recent",
                okJson(
                        "{\"data\":[{\"id\":\"30\",\"text\":\"t\"}],\"meta\":{\"newest_id\":\"30\",\"result_count\":1}}"),
                aResponse().withStatus(401).withBody("{\"detail\":\"No such token: Bearer " + X_TOKEN + "\"}"));
        answers(
                "/v2/everything",
                okJson(
                        "{\"status\":\"ok\",\"totalResults\":1,\"articles\":[{\"title\":\"t\",\"url\":\"https://n.example/1\"}]}"),
                aResponse()
                        .withStatus(401)
                        .withBody("{\"status\":\"error\",\"code\":\"apiKeyInvalid\",\"message\":\"No key " + NEWSAPI_KEY
                                + "\"}"));
        answers(
                "/search/tweets.json",
                okJson("{\"statuses\":[],\"search_metadata\":{}}"),
                aResponse().withStatus(401).withBody("{}"));
        System.setProperty(TWITTER_URL, apis.baseUrl() + "/");
        List<String> seen = new ArrayList<>();
        try (CapturedLog log = new CapturedLog(Level.TRACE)) {
            CamelApplication application =
                    application(Map.of("camel.main.routesIncludePattern", "file:routes/poll-*.camel.yaml"));
            application.main().start();
            CamelContext camel = application.main().getCamelContext();
            await().atMost(Duration.ofSeconds(60)).until(() -> Stream.of("poll-x-recent-search", "poll-newsapi")
                    .allMatch(route -> camel.getRouteController().getRouteStatus(route) == ServiceStatus.Stopped));
            await().until(() -> requests("/search/tweets.json") >= 4);
            seen.addAll(mbeans());
            seen.add(ask("/observe/status"));
            seen.add(ask("/observe/health"));
            seen.add(ask("/observe/metrics"));
            assertThat(ask("/observe/health/live")).contains("\"UP\"").doesNotContain("\"DOWN\"");
            seen.addAll(records());
            application.main().stop();
            seen.addAll(log.lines());
        } finally {
            System.clearProperty(TWITTER_URL);
        }
        try (Stream<Path> files = Files.walk(data)) {
            files.filter(Files::isRegularFile).forEach(file -> seen.add(content(file)));
        }

        apis.verify(getRequestedFor(urlPathEqualTo("/2/tweets/search/recent"))
                .withHeader("Authorization", equalTo("Bearer " + X_TOKEN)));
        apis.verify(getRequestedFor(urlPathEqualTo("/v2/everything")).withHeader("X-Api-Key", equalTo(NEWSAPI_KEY)));
        apis.verify(getRequestedFor(urlPathEqualTo("/search/tweets.json"))
                .withHeader("Authorization", containing("canaryConsumerKey")));
        assertThat(List.of("TRACE ", "EndpointUri=twitter-search:", "{\"id\":\"30\"", "weathervane.route"))
                .allSatisfy(text -> assertThat(seen.stream().filter(each -> each.contains(text)))
                        .isNotEmpty());
        assertThat(seen.stream().filter(text -> text.contains("\"DOWN\"") && text.contains("X_BEARER_TOKEN")))
                .hasSize(2);
        for (String key : keys()) {
            assertThat(seen.stream().filter(text -> text.contains(key)).map(text -> around(text, key)))
                    .isEmpty();
        }
    }

    @Test
    @Timeout(120)
    void address_of_a_webhook_and_passwords_are_in_no_log_and_no_mbean() throws Exception {
        String path = "/hooks/" + HOOK_SECRETS.get(0);
        apis.stubFor(post(urlPathEqualTo(path))
                .inScenario(path)
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(500).withBody("No hook " + HOOK_SECRETS))
                .willSetStateTo("failed"));
        apis.stubFor(post(urlPathEqualTo(path))
                .inScenario(path)
                .whenScenarioStateIs("failed")
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
                .willSetStateTo("broken"));
        apis.stubFor(post(urlPathEqualTo(path))
                .inScenario(path)
                .whenScenarioStateIs("broken")
                .willReturn(aResponse().withStatus(401).withBody("No token " + HOOK_SECRETS)));
        List<String> seen = new ArrayList<>();
        try (CapturedLog log = new CapturedLog(Level.TRACE)) {
            CamelApplication application = application(Map.of(
                    "camel.main.routesIncludePattern",
                    "file:routes/send-alerts.camel.yaml,file:routes/alert-to-*.camel.yaml",
                    "alerts.to",
                    "webhook",
                    "alerts.retry-delay",
                    "10",
                    "alerts.webhook.url",
                    apis.baseUrl() + path + "?key=" + HOOK_SECRETS.get(1),
                    "alerts.webhook.token",
                    HOOK_SECRETS.get(2),
                    "alerts.email.username",
                    "somebody",
                    "alerts.email.password",
                    HOOK_SECRETS.get(3)));
            application.main().start();
            send("alerts-" + suffix, "{\"text\":\"an alert\"}");
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            apis.findAll(postRequestedFor(urlPathEqualTo(path))).size() >= 4);
            seen.addAll(mbeans());
            seen.add(ask("/observe/status"));
            seen.add(ask("/observe/health"));
            seen.add(ask("/observe/metrics"));
            application.main().stop();
            seen.addAll(log.lines());
        }

        apis.verify(postRequestedFor(urlPathEqualTo(path))
                .withQueryParam("key", equalTo(HOOK_SECRETS.get(1)))
                .withHeader("Authorization", equalTo("Bearer " + HOOK_SECRETS.get(2))));
        assertThat(List.of("an alert", "EndpointUri=http://alert-webhook"))
                .allSatisfy(text -> assertThat(seen.stream().filter(each -> each.contains(text)))
                        .isNotEmpty());
        for (String secret : HOOK_SECRETS) {
            assertThat(seen.stream().filter(text -> text.contains(secret)).map(text -> around(text, secret)))
                    .isEmpty();
        }
    }

    private static void send(String topic, String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestEngines.kafkaBrokers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private void answers(String path, ResponseDefinitionBuilder good, ResponseDefinitionBuilder refusal) {
        List<ResponseDefinitionBuilder> answers = List.of(
                good,
                aResponse().withStatus(500).withBody("{}"),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                refusal);
        for (int i = 0; i < answers.size(); i++) {
            apis.stubFor(get(urlPathEqualTo(path))
                    .inScenario(path)
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "after " + i)
                    .willReturn(answers.get(i))
                    .willSetStateTo("after " + Math.min(i + 1, answers.size() - 1)));
        }
    }

    private CamelApplication application(Map<String, String> others) {
        String brokers = TestEngines.kafkaBrokers();
        new Topics(KafkaConnection.to(brokers), 1, 1, 1_048_576)
                .ensure(List.of("tweets-" + suffix, "news-" + suffix, "alerts-" + suffix), Duration.ofSeconds(30));
        Map<String, String> settings = new HashMap<>(Map.of(
                Setting.KAFKA_BROKERS.key(),
                brokers,
                Setting.KAFKA_TOPIC_TWEETS.key(),
                "tweets-" + suffix,
                Setting.KAFKA_TOPIC_NEWS.key(),
                "news-" + suffix,
                Setting.X_BEARER_TOKEN.key(),
                X_TOKEN,
                Setting.X_API_URL.key(),
                apis.baseUrl(),
                Setting.X_POLL_INTERVAL.key(),
                "100ms",
                Setting.NEWSAPI_API_KEY.key(),
                NEWSAPI_KEY,
                Setting.NEWSAPI_API_URL.key(),
                apis.baseUrl(),
                Setting.NEWSAPI_POLL_INTERVAL.key(),
                "100ms",
                Setting.NEWSAPI_DAILY_REQUESTS.key(),
                "1000000"));
        settings.put(Setting.TWITTER_CONSUMER_KEY.key(), TWITTER_KEYS.get(0));
        settings.put(Setting.TWITTER_CONSUMER_SECRET.key(), TWITTER_KEYS.get(1));
        settings.put(Setting.TWITTER_ACCESS_TOKEN.key(), TWITTER_KEYS.get(2));
        settings.put(Setting.TWITTER_ACCESS_TOKEN_SECRET.key(), TWITTER_KEYS.get(3));
        settings.put(Setting.TWITTER_POLL_INTERVAL.key(), "100");
        settings.put(Setting.DATA_DIR.key(), data.toString());
        settings.put(Setting.HTTP_PORT.key(), Integer.toString(port));
        settings.put(Setting.KAFKA_TOPIC_ALERTS.key(), "alerts-" + suffix);
        settings.put("reload.enabled", "false");
        settings.putAll(others);
        Settings all = Settings.load("prod").with(settings);
        Sources sources = Sources.of(all);
        Settings applied = sources.applyTo(all);
        RestClient nobody = ElasticsearchClients.connect(new ElasticsearchClients.Access(
                URI.create("http://127.0.0.1:9"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(1)));
        CamelApplication application = new CamelApplication(applied, sources, nobody);
        application
                .main()
                .configure()
                .addRoutesBuilder(new StatusRoute(new StatusSnapshot(
                        applied,
                        application.outcomes(),
                        new ConsumerLag(KafkaConnection.to(brokers), "group-" + suffix))));
        return application;
    }

    /** All attributes of all of Camel's MBeans, and all that they print. */
    private static List<String> mbeans() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<String> texts = new ArrayList<>();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            texts.add(name.toString());
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                texts.add(attribute.getName() + "=" + value(() -> server.getAttribute(name, attribute.getName())));
            }
            for (MBeanOperationInfo operation : server.getMBeanInfo(name).getOperations()) {
                if (operation.getName().startsWith("dump") && operation.getSignature().length == 0) {
                    texts.add(value(() -> server.invoke(name, operation.getName(), null, null)));
                }
            }
        }
        return texts;
    }

    private static String value(Value value) {
        try {
            return String.valueOf(value.get());
        } catch (JMException e) {
            return e.toString() + e.getCause();
        }
    }

    private List<String> records() {
        List<String> texts = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestEngines.kafkaBrokers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions =
                    List.of(new TopicPartition("tweets-" + suffix, 0), new TopicPartition("news-" + suffix, 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    texts.add(record.key() + record.value());
                    record.headers()
                            .forEach(header -> texts.add(header.key() + "=" + new String(header.value(), UTF_8)));
                });
                return partitions.stream().allMatch(partition -> consumer.position(partition) > 0);
            });
        }
        return texts;
    }

    private String ask(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private int requests(String path) {
        return apis.findAll(getRequestedFor(urlPathEqualTo(path))).size();
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(TWITTER_KEYS);
        keys.add(X_TOKEN);
        keys.add(NEWSAPI_KEY);
        return keys;
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String around(String text, String key) {
        int at = text.indexOf(key);
        return text.substring(Math.max(0, at - 150), Math.min(text.length(), at + 80));
    }

    private interface Value {
        Object get() throws JMException;
    }
}
