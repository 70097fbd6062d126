package io.weathervane.doccat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoccatReloadTest extends CamelTestSupport {

    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final byte[] OLD = TinyModels.moods();
    private static final byte[] NEW = TinyModels.trained("good", "so-so", "bad");

    @TempDir
    Path models;

    @Override
    protected RoutesBuilder createRouteBuilder() {
        TinyModels.write(models, "sentiment", OLD);
        DoccatComponent doccat = context.getComponent("doccat", DoccatComponent.class);
        doccat.setModelsDirectory(models.toString());
        doccat.setReloadInterval(INTERVAL.toMillis());
        return route();
    }

    private static RouteBuilder route() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:classify").routeId("classify").to("doccat:sentiment");
            }
        };
    }

    @Test
    void model_is_swapped_under_load_without_a_failed_message() throws Exception {
        Map<String, String> labels = Map.of(TinyModels.version(OLD), "positive", TinyModels.version(NEW), "good");
        Set<String> versions = ConcurrentHashMap.newKeySet();
        AtomicLong messages = new AtomicLong();
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService senders = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                running.add(senders.submit(() -> {
                    while (!stop.get()) {
                        Map<?, ?> result = classify();
                        String version = version(result);
                        assertThat(result.get("label")).isEqualTo(labels.get(version));
                        versions.add(version);
                        messages.incrementAndGet();
                    }
                }));
            }
            await().until(() -> messages.get() > 100);
            replace(NEW);
            await().until(() -> version(classify()).equals(TinyModels.version(NEW)));
            long swapped = messages.get();
            await().until(() -> messages.get() > swapped + 100);
            stop.set(true);
            for (Future<?> sender : running) {
                sender.get(10, TimeUnit.SECONDS);
            }
        } finally {
            stop.set(true);
            senders.shutdownNow();
        }
        assertThat(versions).containsExactlyInAnyOrderElementsOf(labels.keySet());
        assertThat(classify()).extracting("label").isEqualTo("good");
        assertThat(model().replacements()).isEqualTo(1);
        assertThat(model().failures()).isZero();
    }

    @Test
    void file_written_in_place_is_swapped_too() throws Exception {
        Files.write(file(), NEW);
        await().until(() -> version(classify()).equals(TinyModels.version(NEW)));
        assertThat(model().failures()).isZero();
    }

    @Test
    void broken_replacement_keeps_the_old_model_and_says_so() throws Exception {
        Instant loadedAt = model().loadedAt();
        replace(Arrays.copyOf(NEW, NEW.length / 2));
        await().until(() -> model().lastError() != null);

        assertThat(model().lastError())
                .contains(file() + " cannot be used as a model: ")
                .doesNotContain("\n");
        assertThat(model().failures()).isEqualTo(1);
        assertThat(model().loadedAt()).isEqualTo(loadedAt);
        assertThat(version(classify())).isEqualTo(TinyModels.version(OLD));

        replace(NEW);
        await().until(() -> model().lastError() == null);
        assertThat(version(classify())).isEqualTo(TinyModels.version(NEW));
        assertThat(model().failures()).isEqualTo(1);
    }

    @Test
    void deleted_file_keeps_the_old_model_and_is_said_once() throws Exception {
        Files.delete(file());
        await().until(() -> model().lastError() != null);
        assertThat(model().lastError()).isEqualTo(file() + " does not exist");
        await().during(INTERVAL.multipliedBy(10)).until(() -> model().failures() == 1);
        assertThat(version(classify())).isEqualTo(TinyModels.version(OLD));

        Files.write(file(), OLD);
        await().until(() -> model().lastError() == null);
        assertThat(model().replacements()).isZero();
    }

    @Test
    void file_that_is_touched_or_copied_over_itself_is_not_loaded_again() throws Exception {
        Instant loadedAt = model().loadedAt();
        Files.setLastModifiedTime(file(), FileTime.from(Instant.now().plusSeconds(60)));
        replace(OLD);
        await().during(INTERVAL.multipliedBy(10))
                .until(() -> model().loadedAt().equals(loadedAt) && model().failures() == 0);
    }

    @Test
    void file_that_grows_slowly_is_loaded_when_it_is_complete() throws Exception {
        DoccatComponent doccat = context.getComponent("doccat", DoccatComponent.class);
        doccat.stop();
        for (int length = 100; length < NEW.length; length += NEW.length / 5) {
            Files.write(file(), Arrays.copyOf(NEW, length));
            doccat.modelFiles().check();
        }
        Files.write(file(), NEW);
        doccat.modelFiles().check();
        assertThat(model().version()).isEqualTo(TinyModels.version(OLD));
        doccat.modelFiles().check();
        assertThat(model().version()).isEqualTo(TinyModels.version(NEW));
        assertThat(model().failures()).isZero();
    }

    @Test
    void interval_of_zero_leaves_files_alone() throws Exception {
        DoccatComponent doccat = context.getComponent("doccat", DoccatComponent.class);
        doccat.stop();
        doccat.setReloadInterval(0);
        doccat.start();
        replace(NEW);
        await().during(INTERVAL.multipliedBy(10))
                .until(() -> version(classify()).equals(TinyModels.version(OLD)));
    }

    @Test
    void model_that_no_route_uses_is_looked_at_again_when_one_does() throws Exception {
        DoccatComponent doccat = context.getComponent("doccat", DoccatComponent.class);
        removeRoute();
        assertThat(doccat.models()).isEmpty();
        replace(NEW);
        context.addRoutes(route());
        assertThat(version(classify())).isEqualTo(TinyModels.version(NEW));
    }

    @Test
    void model_that_broke_while_no_route_used_it_fails_the_start_each_time() throws Exception {
        removeRoute();
        replace(new byte[] {1});
        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThatThrownBy(() -> context.addRoutes(route())).hasStackTraceContaining("cannot be used as a model");
        }
    }

    private void removeRoute() throws Exception {
        context.getRouteController().stopRoute("classify");
        context.removeRoute("classify");
    }

    private Path file() {
        return models.resolve("sentiment/model.bin");
    }

    private void replace(byte[] model) throws Exception {
        Path next = models.resolve("next.bin");
        Files.write(next, model);
        Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private ModelInfo model() {
        return context.getComponent("doccat", DoccatComponent.class).models().get(0);
    }

    private Map<?, ?> classify() {
        Map<?, ?> body = template.requestBody("direct:classify", new HashMap<>(Map.of("text", "so happy")), Map.class);
        return (Map<?, ?>) ((Map<?, ?>) body.get("classification")).get("sentiment");
    }

    private static String version(Map<?, ?> classification) {
        return (String) ((Map<?, ?>) classification.get("model")).get("version");
    }
}
