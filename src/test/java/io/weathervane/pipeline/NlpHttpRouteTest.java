package io.weathervane.pipeline;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.weathervane.source.CapturedLog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The route to an NLP service as it is shipped, with the shipped model as the one that stands in. */
class NlpHttpRouteTest {

    private static final String PATH = "/v1/sentiment";
    private static final String KEY = "s3cr3t-k3y";
    private static final String GOOD = "{\"label\":\"delighted\",\"score\":0.75,\"model\":{\"version\":\"7\"}}";

    @RegisterExtension
    final WireMockExtension service = WireMockExtension.newInstance()
            .options(options().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @TempDir
    Path scratch;

    private final CapturedLog log = new CapturedLog();
    private final RestClient nobody =
            RestClient.builder(HttpHost.create("http://127.0.0.1:1")).build();
    private final Map<String, String> settings = new HashMap<>(Map.of(
            "kafka.brokers", "127.0.0.1:1",
            "nlp-http.api-key", KEY,
            "nlp-http.timeout", "300",
            "nlp-http.retry-delay", "10ms"));
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private Main main;

    @AfterEach
    void stop() throws Exception {
        main.stop();
        nobody.close();
        log.close();
        assertThat(log.lines()).noneMatch(line -> line.contains(KEY));
    }

    @Test
    void answer_lands_in_the_message_where_a_local_model_would_put_it() throws Exception {
        answer(okJson(GOOD));
        start(service.url(PATH));

        Map<String, Object> tweet = new HashMap<>(Map.of("id", "7", "text", "say \"hi\" ${body} größer"));
        tweet.put("classification", Map.of("topic", "kept"));
        Exchange exchange = send(tweet);

        assertThat(exchange.getMessage().getBody())
                .isEqualTo(Map.of(
                        "id", "7",
                        "text", "say \"hi\" ${body} größer",
                        "classification",
                                Map.of(
                                        "topic",
                                        "kept",
                                        "sentiment",
                                        Map.of(
                                                "label",
                                                "delighted",
                                                "score",
                                                0.75,
                                                "model",
                                                Map.of("name", "nlp-http", "version", "7")))));
        service.verify(
                1,
                postRequestedFor(urlEqualTo(PATH))
                        .withHeader("Authorization", equalTo("Bearer " + KEY))
                        .withHeader("Content-Type", equalTo("application/json"))
                        .withRequestBody(equalToJson("{\"text\": \"say \\\"hi\\\" ${body} größer\"}")));
        assertThat(exchange.getMessage().getHeaders().keySet())
                .noneMatch(header -> header.startsWith("CamelHttp") || header.equalsIgnoreCase("Authorization"));
        assertThat(exchange.getAllProperties().toString()
                        + exchange.getMessage().getHeaders())
                .doesNotContain(KEY);
    }

    @Test
    void key_may_stand_in_a_header_of_its_own() throws Exception {
        settings.put("nlp-http.key-header", "X-Api-Key");
        answer(okJson(GOOD));
        start(service.url(PATH));

        assertThat(classify("so happy")).isEqualTo("delighted");
        service.verify(postRequestedFor(urlEqualTo(PATH)).withHeader("X-Api-Key", equalTo(KEY)));
    }

    @Test
    void without_an_address_the_local_model_answers_and_it_is_said_once() throws Exception {
        start("");

        assertThat(classify("so happy")).isEqualTo("positive");
        assertThat(classify("so sad")).isEqualTo("negative");
        assertThat(warnings()).singleElement().asString().contains("nlp-http.url is not set", "NLP_HTTP_URL");
    }

    @Test
    void slow_service_is_not_waited_for_longer_than_the_timeout() throws Exception {
        answer(okJson(GOOD).withFixedDelay(5_000));
        start(service.url(PATH));

        long start = System.nanoTime();
        assertThat(classify("so happy")).isEqualTo("positive");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        service.verify(1, postRequestedFor(urlEqualTo(PATH)));
        assertThat(warnings()).singleElement().asString().contains("the local model sentiment classifies");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void text_that_is_refused_for_now_is_sent_again(int status) throws Exception {
        first(status(status), okJson(GOOD));
        start(service.url(PATH));

        assertThat(classify("so happy")).isEqualTo("delighted");
        service.verify(2, postRequestedFor(urlEqualTo(PATH)));
        assertThat(warnings()).isEmpty();
    }

    @Test
    void broken_connection_is_tried_again() throws Exception {
        first(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), okJson(GOOD));
        start(service.url(PATH));

        assertThat(classify("so happy")).isEqualTo("delighted");
    }

    @Test
    void limit_that_lasts_longer_than_the_pause_is_not_waited_for() throws Exception {
        answer(status(429).withHeader("Retry-After", "3600"));
        start(service.url(PATH));

        assertThat(classify("so happy")).isEqualTo("positive");
        service.verify(1, postRequestedFor(urlEqualTo(PATH)));
    }

    @Test
    void refused_key_names_the_setting_and_is_not_tried_again() throws Exception {
        answer(status(401).withBody("no: Bearer " + KEY));
        start(service.url(PATH));

        assertThat(classify("so happy")).isEqualTo("positive");
        assertThat(classify("so sad")).isEqualTo("negative");
        service.verify(2, postRequestedFor(urlEqualTo(PATH)));
        assertThat(warnings()).singleElement().asString().contains("status 401", "NLP_HTTP_API_KEY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "",
                "[]",
                "{\"label\":\"delighted\"}",
                "{\"label\":\"delighted\",\"score\":\"0.5\"}",
                "{\"label\":\"delighted\",\"score\":7}",
                "{\"label\":{},\"score\":0.5}"
            })
    void answer_that_cannot_be_read_is_no_answer(String body) throws Exception {
        answer(okJson(body));
        start(service.url(PATH));

        assertThat(classify("so happy")).isEqualTo("positive");
        assertThat(warnings()).hasSize(1);
    }

    @Test
    void nobody_at_the_address_leaves_the_local_model() throws Exception {
        start("http://127.0.0.1:1/");

        assertThat(classify("so happy")).isEqualTo("positive");
        assertThat(warnings()).singleElement().asString().contains("the local model sentiment classifies");
    }

    @Test
    void failing_service_is_left_alone() throws Exception {
        settings.put("nlp-http.retries", "0");
        answer(status(500));
        start(service.url(PATH));
        for (int i = 0; i < 50; i++) {
            assertThat(classify("so happy")).isEqualTo("positive");
        }
        service.verify(10, postRequestedFor(urlEqualTo(PATH)));
        assertThat(warnings()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 500})
    void every_step_is_on_the_thread_of_the_caller(int then) throws Exception {
        first(status(503), okJson(GOOD).withStatus(then));
        start(service.url(PATH));

        classify("so happy");
        service.verify(2, postRequestedFor(urlEqualTo(PATH)));
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void text_with_nothing_in_it_is_not_sent() throws Exception {
        answer(okJson(GOOD));
        start(service.url(PATH));

        assertThat(classify(" ")).isEqualTo("unknown");
        service.verify(0, postRequestedFor(urlEqualTo(PATH)));
    }

    private void answer(ResponseDefinitionBuilder answer) {
        service.stubFor(post(urlEqualTo(PATH)).willReturn(answer));
    }

    private void first(ResponseDefinitionBuilder first, ResponseDefinitionBuilder then) {
        service.stubFor(post(urlEqualTo(PATH))
                .inScenario("s")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(first)
                .willSetStateTo("then"));
        service.stubFor(post(urlEqualTo(PATH))
                .inScenario("s")
                .whenScenarioStateIs("then")
                .willReturn(then));
    }

    private void start(String url) throws Exception {
        settings.put("nlp-http.url", url);
        main = ShippedRoutes.main(
                ShippedRoutes.settings(scratch, settings), nobody, Clock.systemUTC(), "nlp-http.camel.yaml");
        main.bind("threads", (InterceptStrategy)
                (context, definition, target, next) -> new DelegateAsyncProcessor(target) {
                    @Override
                    public boolean process(Exchange exchange, AsyncCallback callback) {
                        threads.add(Thread.currentThread());
                        return super.process(exchange, done -> {
                            threads.add(Thread.currentThread());
                            callback.done(done);
                        });
                    }
                });
        main.start();
    }

    private Object classify(String text) {
        Map<?, ?> body = send(new HashMap<>(Map.of("text", text))).getMessage().getBody(Map.class);
        assertThat(body.get("text")).isEqualTo(text);
        return ((Map<?, ?>) ((Map<?, ?>) body.get("classification")).get("sentiment")).get("label");
    }

    private Exchange send(Map<String, Object> tweet) {
        Exchange exchange = new DefaultExchange(main.getCamelContext());
        exchange.getMessage().setBody(tweet);
        Exchange result = main.getCamelContext().createProducerTemplate().send("direct:nlp-http", exchange);
        assertThat(result.getException()).isNull();
        return result;
    }

    private List<String> warnings() {
        return log.lines().stream()
                .filter(line -> line.startsWith("WARN") || line.startsWith("ERROR"))
                .toList();
    }
}
