package io.weathervane.doccat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.weathervane.doccat.onnx.TinyOnnx;
import io.weathervane.doccat.onnx.TinyTokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model in ONNX behaves in a route as one of OpenNLP's does. */
class DoccatOnnxTest extends CamelTestSupport {

    private static final TinyTokenizer TOKENIZER = TinyTokenizer.byteLevelBpe("happy", "sad");
    private static final byte[] OLD = model(1);
    private static final byte[] NEW = model(-1);

    @TempDir
    Path models;

    /** Happy is glad, and sad is sad; or the other way round. */
    private static byte[] model(int sign) {
        return new TinyOnnx(TOKENIZER.size(), 0, 0, 1)
                .weigh(TOKENIZER.idOfBytes("happy"), 4 * sign, -4 * sign, 0)
                .weigh(TOKENIZER.idOfBytes("sad"), -4 * sign, 4 * sign, 0)
                .toByteArray();
    }

    @Override
    protected RoutesBuilder createRouteBuilder() throws Exception {
        Files.createDirectories(models.resolve("mood"));
        write("model.onnx", OLD);
        write("tokenizer.json", TOKENIZER.json().getBytes());
        write("labels.txt", "glad\nsad\nneutral".getBytes());
        DoccatComponent doccat = context.getComponent("doccat", DoccatComponent.class);
        doccat.setModelsDirectory(models.toString());
        doccat.setReloadInterval(20);
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:classify").routeId("classify").to("doccat:mood?alternatives=1");
                from("direct:strict").to("doccat:mood?minimumScore=1");
            }
        };
    }

    @Test
    void label_score_version_and_alternatives_are_added_to_the_body() {
        Map<?, ?> result = classify("happy");
        assertThat(result)
                .isEqualTo(Map.of(
                        "label", "glad",
                        "score", result.get("score"),
                        "model", Map.of("name", "mood", "version", TinyModels.version(OLD)),
                        "alternatives", result.get("alternatives")));
        double sum = Math.exp(4) + Math.exp(-4) + Math.exp(1);
        assertThat((Double) result.get("score")).isCloseTo(Math.exp(4) / sum, within(1e-6));
        assertThat((List<?>) result.get("alternatives")).singleElement().satisfies(next -> assertThat((Map<?, ?>) next)
                .extracting("label")
                .isEqualTo("neutral"));
        assertThat(classify("strict", "happy")).extracting("label").isEqualTo("unknown");
    }

    @Test
    void text_with_nothing_in_it_is_unknown_and_odd_text_harms_nothing() {
        for (String text : new String[] {"", " ", "\u200B\uFEFF", "\uD83D"}) {
            assertThat(classify(text)).extracting("label", "score").containsExactly("unknown", 0.0);
        }
        for (String text :
                List.of("a\uD83D happy", "\u0000 happy", "👩‍👩‍👧 happy", "happy " + "x".repeat(3_000_000))) {
            assertThat(classify(text)).extracting("label").isEqualTo("glad");
        }
    }

    @Test
    void model_is_swapped_under_load_without_a_failed_message() throws Exception {
        Map<String, String> labels = Map.of(TinyModels.version(OLD), "glad", TinyModels.version(NEW), "sad");
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService senders = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                running.add(senders.submit(() -> {
                    while (!stop.get()) {
                        Map<?, ?> result = classify("happy");
                        assertThat(result.get("label")).isEqualTo(labels.get(version(result)));
                    }
                }));
            }
            for (byte[] next : List.of(NEW, OLD, NEW, OLD, NEW)) {
                replace(next);
                await().until(() -> version(classify("happy")).equals(TinyModels.version(next)));
            }
            stop.set(true);
            for (Future<?> sender : running) {
                sender.get(10, TimeUnit.SECONDS);
            }
        } finally {
            stop.set(true);
            senders.shutdownNow();
        }
        assertThat(info().replacements()).isEqualTo(5);
        assertThat(info().failures()).isZero();
        assertThat(info().path()).isEqualTo(models.resolve("mood/model.onnx"));
    }

    @Test
    void broken_replacement_keeps_the_old_model_and_says_so() throws Exception {
        replace(new byte[] {1, 2, 3});
        await().until(() -> info().lastError() != null);
        assertThat(info().lastError())
                .startsWith(models.resolve("mood/model.onnx") + " cannot be used as a model: ")
                .doesNotContain("\n");
        assertThat(version(classify("happy"))).isEqualTo(TinyModels.version(OLD));
        replace(NEW);
        await().until(() -> info().lastError() == null);
        assertThat(version(classify("happy"))).isEqualTo(TinyModels.version(NEW));
    }

    @Test
    void changed_labels_count_without_a_new_model() throws Exception {
        write("labels.txt", "joy\nsorrow\nneither".getBytes());
        await().until(() -> "joy".equals(classify("happy").get("label")));
        assertThat(version(classify("happy"))).isEqualTo(TinyModels.version(OLD));
    }

    @Test
    void model_of_the_other_kind_takes_its_place() throws Exception {
        TinyModels.write(models, "mood", TinyModels.moods());
        await().until(() -> info().lastError() != null);
        assertThat(info().lastError())
                .isEqualTo(models.resolve("mood")
                        + " holds both model.bin and model.onnx: remove the one that is not meant");
        assertThat(classify("happy")).extracting("label").isEqualTo("glad");

        Files.delete(models.resolve("mood/model.onnx"));
        await().until(() -> "positive".equals(classify("happy").get("label")));
        assertThat(info().lastError()).isNull();
        assertThat(info().path()).isEqualTo(models.resolve("mood/model.bin"));
    }

    @Test
    void start_says_what_is_missing() throws Exception {
        Path other = Files.createDirectories(models.resolve("other"));
        Files.write(other.resolve("model.onnx"), OLD);
        Files.writeString(other.resolve("labels.txt"), "a\nb\nc");
        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:other").to("doccat:other");
                    }
                }))
                .hasStackTraceContaining(
                        "doccat:other: " + other.resolve("model.onnx")
                                + " cannot be used as a model: it has no tokenizer: put the tokenizer.json of its repository beside it");
    }

    private void write(String file, byte[] content) {
        try {
            Files.write(models.resolve("mood").resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void replace(byte[] model) throws IOException {
        Path next = Files.write(models.resolve("next"), model);
        Files.move(
                next,
                models.resolve("mood/model.onnx"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private ModelInfo info() {
        return context.getComponent("doccat", DoccatComponent.class).models().get(0);
    }

    private Map<?, ?> classify(String text) {
        return classify("classify", text);
    }

    private Map<?, ?> classify(String route, String text) {
        Map<?, ?> body = template.requestBody("direct:" + route, new HashMap<>(Map.of("text", text)), Map.class);
        return (Map<?, ?>) ((Map<?, ?>) body.get("classification")).get("mood");
    }

    private static String version(Map<?, ?> classification) {
        return (String) ((Map<?, ?>) classification.get("model")).get("version");
    }
}
