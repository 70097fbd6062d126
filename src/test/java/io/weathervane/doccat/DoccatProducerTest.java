package io.weathervane.doccat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoccatProducerTest extends CamelTestSupport {

    @TempDir
    static Path models;

    private static final byte[] MODEL = TinyModels.moods();

    @BeforeAll
    static void writeModels() {
        TinyModels.write(models, "sentiment", MODEL);
        TinyModels.write(models, "topic", TinyModels.trained("party", "furniture", "funeral"));
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                context.getComponent("doccat", DoccatComponent.class).setModelsDirectory(models.toString());
                from("direct:plain").to("doccat:sentiment");
                from("direct:two").to("doccat:sentiment").to("doccat:topic");
                from("direct:strict").to("doccat:sentiment?minimumScore=1&unknownLabel=unsure&alternatives=9");
                from("direct:alternatives").to("doccat:sentiment?alternatives=1");
                from("direct:article").to("doccat:sentiment?text=${body[title]} ${body[description]}");
                from("direct:nested").to("doccat:sentiment?text=${body?[note]?[text]}");
                from("direct:header").to("doccat:sentiment?text=${header.words}");
                from("direct:raw").to("doccat:sentiment?text=${body}");
            }
        };
    }

    @Test
    void label_score_and_model_are_added_to_the_body() {
        Map<String, Object> tweet = tweet("I am so happy");
        Map<String, Object> result = send("direct:plain", tweet);

        assertThat(result).isSameAs(tweet).containsEntry("id", "7").containsEntry("text", "I am so happy");
        assertThat(classification(result, "sentiment"))
                .containsOnlyKeys("label", "score", "model")
                .containsEntry("label", "positive")
                .containsEntry("model", Map.of("name", "sentiment", "version", TinyModels.version(MODEL)));
        assertThat((Double) classification(result, "sentiment").get("score")).isBetween(0.5, 1.0);
    }

    @Test
    void each_classifier_adds_its_own_result() {
        Map<String, Object> result = send("direct:two", tweet("so sad"));
        assertThat(classification(result, "sentiment")).containsEntry("label", "negative");
        assertThat(classification(result, "topic")).containsEntry("label", "funeral");
    }

    @Test
    void label_under_the_minimum_score_is_unknown_and_leads_the_alternatives() {
        Map<String, Object> result = classification(send("direct:strict", tweet("the table")), "sentiment");
        assertThat(result).containsEntry("label", "unsure");
        assertThat((Double) result.get("score")).isGreaterThan(0.5);
        assertThat(alternatives(result)).hasSize(3).first().satisfies(best -> assertThat(best)
                .containsEntry("label", "neutral")
                .containsEntry("score", result.get("score")));
        assertThat(alternatives(result))
                .isSortedAccordingTo((a, b) -> Double.compare((Double) b.get("score"), (Double) a.get("score")));
    }

    @Test
    void alternatives_are_the_next_best_labels() {
        Map<String, Object> result =
                classification(send("direct:alternatives", tweet("so happy, so sad, happy, glad")), "sentiment");
        assertThat(result).containsEntry("label", "positive");
        assertThat(alternatives(result)).singleElement().satisfies(next -> assertThat(next)
                .containsEntry("label", "negative"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\n", "\u200B\uFEFF", "\uD83D"})
    void text_with_nothing_in_it_is_unknown(String text) {
        assertUnknown(send("direct:plain", tweet(text)));
    }

    @Test
    void what_is_not_text_is_unknown() {
        assertUnknown(send("direct:plain", new HashMap<>(Map.of("id", "7"))));
        for (Object value : List.of(42, 1.5, true, List.of("happy"), Map.of("happy", "happy"))) {
            assertUnknown(send("direct:plain", tweet(value)));
        }
        assertUnknown(send("direct:nested", new HashMap<>(Map.of("note", Map.of()))));
        assertUnknown(send("direct:nested", new HashMap<>()));
    }

    @Test
    void unknown_text_has_no_alternatives() {
        assertThat(alternatives(classification(send("direct:alternatives", tweet("")), "sentiment")))
                .isEmpty();
    }

    @Test
    void any_character_sequence_is_text() {
        assertThat(classification(send("direct:plain", tweet(new StringBuilder("so sad"))), "sentiment"))
                .containsEntry("label", "negative");
    }

    @Test
    void text_can_be_put_together_from_several_places() {
        Map<String, Object> article = new HashMap<>(Map.of("title", "A chair", "description", "and the table"));
        assertThat(classification(send("direct:article", article), "sentiment")).containsEntry("label", "neutral");
        article = new HashMap<>(Map.of("title", "so happy"));
        article.put("description", null);
        assertThat(classification(send("direct:article", article), "sentiment")).containsEntry("label", "positive");
        assertUnknown(send("direct:article", new HashMap<>()));
        assertThat(classification(
                        send("direct:nested", new HashMap<>(Map.of("note", Map.of("text", "so sad")))), "sentiment"))
                .containsEntry("label", "negative");
        assertThat(classification(
                        (Map<?, ?>) template.requestBodyAndHeader("direct:header", new HashMap<>(), "words", "so sad"),
                        "sentiment"))
                .containsEntry("label", "negative");
    }

    @Test
    void expressions_and_placeholders_inside_a_text_are_data() {
        AtomicInteger calls = new AtomicInteger();
        context.getRegistry().bind("trap", new Trap(calls));
        for (String text : List.of(
                "${bean:trap?method=spring}",
                "{{env:HOME}}",
                "{{nothing.of.the.kind}}",
                "$simple{bean:trap}",
                "${body[",
                "RAW(x)",
                "%s \\ ${")) {
            Map<String, Object> result = send("direct:plain", tweet(text));
            assertThat(result).containsEntry("text", text);
            assertThat(classification(result, "sentiment")).containsKey("label");
            classification(send("direct:article", new HashMap<>(Map.of("title", text))), "sentiment");
        }
        assertThat(calls).hasValue(0);
    }

    @Test
    void body_that_is_no_map_is_refused_with_a_reason() {
        for (Object body : Arrays.asList("{\"text\":\"happy\"}", List.of(), null)) {
            assertThatThrownBy(() -> template.requestBody("direct:plain", body))
                    .isInstanceOf(CamelExecutionException.class)
                    .cause()
                    .hasMessageContaining("doccat:sentiment needs a Map as the body of the message")
                    .hasMessageContaining(
                            body == null
                                    ? "not an empty body"
                                    : "not a " + body.getClass().getName());
        }
    }

    @Test
    void immutable_body_and_classification_are_replaced_by_copies() {
        Map<String, Object> body = Map.of("text", "so happy", "classification", Map.of("topic", "kept"));
        Map<String, Object> result = send("direct:plain", body);
        assertThat(result).isNotSameAs(body).containsEntry("text", "so happy");
        assertThat(classification(result, "sentiment")).containsEntry("label", "positive");
        assertThat((Map<?, ?>) result.get("classification")).extracting("topic").isEqualTo("kept");
        assertThat((Map<?, ?>) body.get("classification")).hasSize(1);
        result.put("mutable", true);
    }

    @Test
    void classification_that_is_no_map_is_replaced() {
        for (Object junk : List.of("junk", 1, List.of("junk"))) {
            Map<String, Object> body = tweet("so happy");
            body.put("classification", junk);
            assertThat(classification(send("direct:plain", body), "sentiment")).containsEntry("label", "positive");
        }
    }

    @Test
    void endless_text_is_read_at_its_beginning_only() {
        assertThat(classification(send("direct:plain", tweet("so happy ".repeat(600_000))), "sentiment"))
                .containsEntry("label", "positive");
    }

    @Test
    void endpoints_share_one_instance_of_a_model() {
        assertThat(context.getComponent("doccat", DoccatComponent.class).models())
                .hasSize(2)
                .first()
                .satisfies(model -> {
                    assertThat(model.name()).isEqualTo("sentiment");
                    assertThat(model.version()).isEqualTo(TinyModels.version(MODEL));
                    assertThat(model.path()).isEqualTo(models.resolve("sentiment/model.bin"));
                    assertThat(model.loadedAt()).isNotNull();
                    assertThat(model.lastError()).isNull();
                });
    }

    /** Something that an expression in a message could call. */
    public static final class Trap {

        private final AtomicInteger calls;

        Trap(AtomicInteger calls) {
            this.calls = calls;
        }

        public String spring() {
            calls.incrementAndGet();
            return "caught";
        }
    }

    private static void assertUnknown(Map<String, Object> result) {
        assertThat(classification(result, "sentiment"))
                .containsEntry("label", "unknown")
                .containsEntry("score", 0.0)
                .containsKey("model");
    }

    private static Map<String, Object> tweet(Object text) {
        Map<String, Object> tweet = new HashMap<>(Map.of("id", "7"));
        tweet.put("text", text);
        return tweet;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> send(String uri, Map<String, Object> body) {
        return template.requestBody(uri, body, Map.class);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> classification(Map<?, ?> body, String name) {
        return (Map<String, Object>) ((Map<?, ?>) body.get("classification")).get(name);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> alternatives(Map<String, Object> classification) {
        return (List<Map<String, Object>>) classification.get("alternatives");
    }
}
