package io.weathervane.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weathervane.config.ConfigurationException;
import io.weathervane.reload.ReloadReport.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines and templates that a person works on, and a server that takes them, refuses them or is away. */
class GuardedAssetReloadTest {

    private static final Duration LOOK = Duration.ofMillis(20);

    @TempDir
    Path folder;

    private final ReloadReport report = new ReloadReport(Clock.systemUTC());
    private final List<String> installed = new CopyOnWriteArrayList<>();
    private final Map<String, String> refusals = new ConcurrentHashMap<>();
    private volatile boolean away;
    private Path components;
    private Path templates;
    private Path pipelines;
    private GuardedAssetReload reload;

    @BeforeEach
    void start() throws IOException {
        templates = Files.createDirectory(folder.resolve("templates"));
        components = Files.createDirectory(templates.resolve("components"));
        pipelines = Files.createDirectory(folder.resolve("pipelines"));
        Files.writeString(pipelines.resolve("tweets.json"), "{}");
        reload = new GuardedAssetReload(
                List.of(
                        new GuardedAssetReload.Folder(Kind.TEMPLATE, components),
                        new GuardedAssetReload.Folder(Kind.TEMPLATE, templates),
                        new GuardedAssetReload.Folder(Kind.PIPELINE, pipelines)),
                report,
                this::install,
                LOOK,
                LOOK);
        reload.start();
    }

    @AfterEach
    void stop() {
        reload.close();
    }

    private Optional<Problem> install(Path file) {
        if (away) {
            throw new ConfigurationException("Elasticsearch does not answer");
        }
        String name = file.getFileName().toString();
        if (refusals.containsKey(name)) {
            return Optional.of(new Problem(file, 0, refusals.get(name)));
        }
        installed.add(name);
        return Optional.empty();
    }

    @Test
    void saved_file_is_installed_and_nothing_else_is() throws Exception {
        Files.writeString(pipelines.resolve("tweets.json"), "{\"version\":2}");
        await().until(() -> report.last().isPresent());
        await().during(LOOK.multipliedBy(10)).until(() -> installed.equals(List.of("tweets.json")));
        assertThat(report.last().orElseThrow().kind()).isEqualTo(Kind.PIPELINE);
    }

    @Test
    void refused_file_is_reported_with_the_reason_until_the_next_good_save() throws Exception {
        refusals.put("tweets.json", "[field] required property is missing");
        Path file = Files.writeString(pipelines.resolve("tweets.json"), "{\"version\":2}");
        await().until(() -> report.problems().size() == 1);
        assertThat(report.problems()).singleElement().hasToString(file + ": [field] required property is missing");
        refusals.clear();
        Files.writeString(file, "{\"version\":3}");
        await().until(() -> report.problems().isEmpty());
        assertThat(installed).containsExactly("tweets.json");
    }

    @Test
    void what_others_refer_to_is_installed_first() throws Exception {
        away = true;
        Files.writeString(pipelines.resolve("a.json"), "{}");
        Files.writeString(templates.resolve("b.json"), "{}");
        Files.writeString(components.resolve("c.json"), "{}");
        await().until(() -> !report.problems().isEmpty());
        await().during(LOOK.multipliedBy(5)).until(() -> true);
        away = false;
        await().until(() -> installed.size() == 3);
        assertThat(installed).containsExactly("c.json", "b.json", "a.json");
    }

    @Test
    void server_that_is_away_is_asked_again_until_it_answers() throws Exception {
        away = true;
        Files.writeString(pipelines.resolve("tweets.json"), "{\"version\":2}");
        await().until(() -> report.problems().size() == 1);
        assertThat(report.problems().get(0).reason()).isEqualTo("not installed yet: Elasticsearch does not answer");
        away = false;
        await().until(() -> report.problems().isEmpty());
        assertThat(installed).containsExactly("tweets.json");
    }

    @Test
    void file_that_was_refused_for_want_of_another_is_installed_after_it() throws Exception {
        refusals.put("b.json", "component template [c] does not exist");
        Files.writeString(templates.resolve("b.json"), "{}");
        await().until(() -> report.problems().size() == 1);
        refusals.clear();
        Files.writeString(components.resolve("c.json"), "{}");
        await().until(() -> report.problems().isEmpty());
        assertThat(installed).containsExactly("c.json", "b.json");
    }

    @Test
    void deleted_file_leaves_what_is_installed_and_its_problems_go() throws Exception {
        refusals.put("tweets.json", "no");
        Files.writeString(pipelines.resolve("tweets.json"), "{\"version\":2}");
        await().until(() -> report.problems().size() == 1);
        Files.delete(pipelines.resolve("tweets.json"));
        await().until(() -> report.problems().isEmpty());
        assertThat(installed).isEmpty();
    }
}
