package io.weathervane.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Camel that runs and a folder of routes that a person works in: what each kind of save does. */
class GuardedRouteReloadTest {

    private static final Duration LOOK = Duration.ofMillis(50);
    /** Long enough for anything that would happen to have happened. */
    private static final Duration QUIET = LOOK.multipliedBy(12);

    @TempDir
    Path folder;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ReloadReport report = new ReloadReport(Clock.systemUTC());
    private ProducerTemplate template;

    @BeforeEach
    void start_with_two_files() throws Exception {
        save("greet", answering("greet", "hello"));
        save("other", answering("other", "other"));
        camel.disableJMX();
        camel.getShutdownStrategy().setTimeout(5);
        for (String name : List.of("greet", "other")) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(PluginHelper.getResourceLoader(camel).resolveResource("file:" + file(name)));
        }
        camel.addService(new GuardedRouteReload(folder, report, LOOK, this::check));
        camel.start();
        template = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    /** As the real check does, but for texts that this test marks: it has tests of its own. */
    private List<Problem> check(Path file, Collection<Path> others) {
        List<Problem> problems = new ArrayList<>();
        String text = read(file);
        if (text.isBlank()) {
            return List.of(new Problem(file, 0, "the file is empty or cannot be read"));
        }
        if (text.contains("WRONG")) {
            problems.add(new Problem(file, 3, "no valid YAML"));
        }
        if (text.contains("needs:") && !Files.exists(folder.resolve("needed"))) {
            problems.add(new Problem(file, 4, "the model is missing"));
        }
        for (Path other : others) {
            id(text).filter(id -> id(read(other)).filter(id::equals).isPresent())
                    .ifPresent(id -> problems.add(new Problem(file, 2, "the id " + id + " is taken by " + other)));
        }
        return problems;
    }

    @Test
    void valid_edit_replaces_only_the_routes_of_its_file() throws Exception {
        Route other = camel.getRoute("other");
        save("greet", answering("greet", "hi"));
        awaitAnswer("greet", "hi");
        assertThat(camel.getRoute("other")).isSameAs(other);
        assertThat(report.problems()).isEmpty();
        await().until(() ->
                report.last().filter(save -> save.file().equals(file("greet"))).isPresent());
    }

    @Test
    void save_takes_effect_within_two_seconds_at_the_pace_of_the_application() throws Exception {
        camel.addService(new GuardedRouteReload(folder, report));
        long begin = System.nanoTime();
        save("new", answering("new", "new"));
        awaitAnswer("new", "new");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void yaml_error_keeps_the_old_route_and_says_line_and_reason_until_the_next_good_save() throws Exception {
        Route before = camel.getRoute("greet");
        save("greet", "- route: WRONG");
        awaitProblem("greet", "no valid YAML");
        assertThat(report.problems()).singleElement().hasToString(file("greet") + ":3: no valid YAML");
        assertThat(camel.getRoute("greet")).isSameAs(before);
        assertThat(answer("greet")).isEqualTo("hello");

        save("greet", answering("greet", "mended"));
        awaitAnswer("greet", "mended");
        await().until(() -> report.problems().isEmpty());
    }

    @Test
    void mistake_that_is_taken_back_leaves_the_route_running() throws Exception {
        Route before = camel.getRoute("greet");
        save("greet", "- route: WRONG");
        awaitProblem("greet", "no valid YAML");
        save("greet", answering("greet", "hello"));
        await().until(() -> report.problems().isEmpty());
        assertThat(camel.getRoute("greet")).isSameAs(before);
    }

    @Test
    void bad_endpoint_option_that_only_the_start_finds_puts_the_last_good_route_back() throws Exception {
        save("greet", answering("greet", "hi").replace("direct:greet", "direct:greet?noSuchOption=1"));
        awaitProblem("greet", "it does not start: .*noSuchOption");
        assertThat(answer("greet")).isEqualTo("hello");
        assertThat(ids()).containsExactlyInAnyOrder("greet", "other");
    }

    @Test
    void consumer_that_cannot_start_puts_the_last_good_route_back() throws Exception {
        // other has this consumer already, which nothing but the start knows
        save("greet", answering("greet", "hi").replace("direct:greet", "direct:other"));
        awaitProblem("greet", "it does not start: ");
        assertThat(answer("greet")).isEqualTo("hello");
        assertThat(answer("other")).isEqualTo("other");

        save("greet", answering("greet", "mended"));
        awaitAnswer("greet", "mended");
        await().until(() -> report.problems().isEmpty());
    }

    @Test
    void new_file_is_added() throws Exception {
        save("new", answering("new", "new"));
        awaitAnswer("new", "new");
        assertThat(report.problems()).isEmpty();
    }

    @Test
    void new_file_that_does_not_start_leaves_nothing_behind() throws Exception {
        save("new", answering("new", "new").replace("direct:new", "direct:other"));
        awaitProblem("new", "it does not start: ");
        assertThat(ids()).containsExactlyInAnyOrder("greet", "other");
        assertThat(camel.getRouteDefinition("new")).isNull();
    }

    @Test
    void deleted_file_takes_its_routes_with_it() throws Exception {
        Files.delete(file("greet"));
        await().until(() -> ids().equals(List.of("other")));
        assertThat(camel.getRouteDefinition("greet")).isNull();
    }

    @Test
    void deleted_file_takes_its_problems_with_it() throws Exception {
        save("new", "- route: WRONG");
        awaitProblem("new", "no valid YAML");
        Files.delete(file("new"));
        await().until(() -> report.problems().isEmpty());
    }

    @Test
    void renamed_file_is_swapped_without_a_word_about_its_id() throws Exception {
        Route before = camel.getRoute("greet");
        Files.move(file("greet"), file("a-greeting"));
        await().until(() -> camel.getRoute("greet") != before && camel.getRoute("greet") != null);
        assertThat(answer("greet")).isEqualTo("hello");
        await().during(QUIET).until(() -> report.problems().isEmpty());
        // it belongs to the new name
        Files.delete(file("a-greeting"));
        await().until(() -> ids().equals(List.of("other")));
    }

    @Test
    void renamed_file_that_is_there_twice_for_a_moment_is_swapped_when_the_old_one_goes() throws Exception {
        save("a-greeting", answering("greet", "hello"));
        awaitProblem("a-greeting", "the id greet is taken");
        Files.delete(file("greet"));
        await().until(() -> report.problems().isEmpty() && ids().size() == 2);
        assertThat(answer("greet")).isEqualTo("hello");
    }

    @Test
    void duplicate_id_in_a_new_file_is_refused_and_takes_effect_once_the_other_file_is_gone() throws Exception {
        save("second", answering("greet", "second"));
        awaitProblem("second", "the id greet is taken");
        assertThat(answer("greet")).isEqualTo("hello");
        // the first is not held up by the one that was refused
        save("greet", answering("greet", "first"));
        awaitAnswer("greet", "first");

        Files.delete(file("greet"));
        awaitAnswer("greet", "second");
        await().until(() -> report.problems().isEmpty());
    }

    @Test
    void id_stays_taken_by_a_route_that_runs_though_its_file_is_broken_meanwhile() throws Exception {
        save("greet", "- route: WRONG");
        awaitProblem("greet", "no valid YAML");
        save("second", answering("greet", "second"));
        awaitProblem("second", "the id greet is that of a route that runs from .*greet.camel.yaml");
        assertThat(answer("greet")).isEqualTo("hello");
    }

    @Test
    void two_files_that_exchange_their_routes_take_effect_together() throws Exception {
        String greet = read(file("greet"));
        save("greet", read(file("other")).replace("constant: other", "constant: from-greet"));
        save("other", greet.replace("constant: hello", "constant: from-other"));
        awaitAnswer("greet", "from-other");
        awaitAnswer("other", "from-greet");
        await().until(() -> report.problems().isEmpty());
    }

    @Test
    void route_with_a_new_id_takes_the_place_of_the_old_one() throws Exception {
        save("greet", answering("greet", "hi").replace("id: greet", "id: welcome"));
        await().until(() -> ids().containsAll(List.of("welcome", "other")) && ids().size() == 2);
        assertThat(answer("greet")).isEqualTo("hi");
    }

    @Test
    void edited_beans_are_refused_for_they_take_effect_at_a_start_only() throws Exception {
        save("greet", "- beans:\n    - name: clock\n      type: java.util.Date\n" + answering("greet", "hi"));
        awaitProblem("greet", "beans takes effect at a start only.*restart");
        assertThat(report.problems()).singleElement().extracting(Problem::line).isEqualTo(1);
        assertThat(answer("greet")).isEqualTo("hello");
        assertThat(camel.getRegistry().lookupByName("clock")).isNull();
    }

    @Test
    void file_that_is_emptied_and_then_written_does_no_harm() throws Exception {
        List<Problem> problems = new ArrayList<>();
        Files.writeString(file("greet"), "");
        await().pollInterval(Duration.ofMillis(5)).during(LOOK).until(() -> {
            problems.addAll(report.problems());
            return true;
        });
        Files.writeString(file("greet"), answering("greet", "hi"));
        awaitAnswer("greet", "hi");
        assertThat(problems).isEmpty();
    }

    @Test
    void file_that_stays_empty_is_refused() throws Exception {
        Files.writeString(file("greet"), "");
        awaitProblem("greet", "the file is empty");
        assertThat(answer("greet")).isEqualTo("hello");
    }

    @Test
    void file_without_a_route_is_refused() throws Exception {
        save("greet", "# nothing yet\n");
        awaitProblem("greet", "there is no route in it");
        assertThat(answer("greet")).isEqualTo("hello");
    }

    @Test
    void what_editors_leave_beside_a_file_is_not_looked_at() throws Exception {
        for (String name : List.of(
                ".greet.camel.yaml.swp",
                "greet.camel.yaml~",
                "#greet.camel.yaml#",
                ".#greet.camel.yaml",
                "4913",
                "greet.camel.yaml___jb_tmp___",
                ".greet.camel.yaml")) {
            Files.writeString(folder.resolve(name), "- route: WRONG");
        }
        await().during(QUIET).until(() -> report.last().isEmpty());
    }

    @Test
    void file_that_is_put_aside_and_written_anew_keeps_its_route_until_then() throws Exception {
        Route before = camel.getRoute("greet");
        Files.move(file("greet"), folder.resolve("greet.camel.yaml~"));
        await().pollInterval(Duration.ofMillis(5)).during(LOOK).until(() -> camel.getRoute("greet") == before);
        Files.writeString(file("greet"), answering("greet", "hi"));
        awaitAnswer("greet", "hi");
        assertThat(report.problems()).isEmpty();
    }

    @Test
    void file_that_is_touched_or_saved_with_the_same_content_restarts_nothing() throws Exception {
        Route before = camel.getRoute("greet");
        Files.setLastModifiedTime(file("greet"), FileTime.from(Instant.now().plusSeconds(60)));
        save("greet", answering("greet", "hello"));
        await().during(QUIET)
                .until(() -> camel.getRoute("greet") == before && report.last().isEmpty());
    }

    @Test
    void what_another_file_or_a_model_was_missing_for_is_checked_again_by_itself() throws Exception {
        save("new", answering("new", "new") + "# needs: a model\n");
        awaitProblem("new", "the model is missing");
        Files.createFile(folder.resolve("needed"));
        awaitAnswer("new", "new");
        await().until(() -> report.problems().isEmpty());
    }

    @Test
    void file_that_cannot_be_read_is_said_and_keeps_neither_its_route_nor_other_files_from_going_on() throws Exception {
        Route before = camel.getRoute("greet");
        Files.delete(file("greet"));
        // a link to itself, for who runs the tests may be allowed to read everything
        Files.createSymbolicLink(file("greet"), file("greet").getFileName());
        awaitProblem("greet", "cannot be read");
        assertThat(camel.getRoute("greet")).isSameAs(before);
        save("other", answering("other", "next"));
        awaitAnswer("other", "next");
        Files.delete(file("greet"));
        save("greet", answering("greet", "hi"));
        awaitAnswer("greet", "hi");
        assertThat(report.problems()).isEmpty();
    }

    @Test
    void folder_that_is_replaced_is_watched_on() throws Exception {
        Route other = camel.getRoute("other");
        Path next = Files.createDirectory(folder.resolveSibling(folder.getFileName() + "-next"));
        Files.copy(file("other"), next.resolve("other.camel.yaml"));
        Files.writeString(next.resolve("greet.camel.yaml"), answering("greet", "next"));
        Path old = folder.resolveSibling(folder.getFileName() + "-old");
        Files.move(folder, old);
        Files.move(next, folder);
        awaitAnswer("greet", "next");
        save("greet", answering("greet", "and on"));
        awaitAnswer("greet", "and on");
        assertThat(camel.getRoute("other")).isSameAs(other);
    }

    @Test
    void folder_that_is_gone_stops_nothing_and_is_said() throws Exception {
        Path away = folder.resolveSibling(folder.getFileName() + "-away");
        Files.move(folder, away);
        await().until(() -> report.problems().size() == 1);
        assertThat(report.problems().get(0).reason()).contains("cannot be read");
        assertThat(ids()).hasSize(2);
        Files.move(away, folder);
        await().until(() -> report.problems().isEmpty());
        assertThat(ids()).hasSize(2);
    }

    @Test
    void link_that_is_pointed_elsewhere_counts_as_a_save_as_in_a_kubernetes_volume() throws Exception {
        Path first = Files.createDirectory(folder.resolve("..1"));
        Path second = Files.createDirectory(folder.resolve("..2"));
        Files.writeString(first.resolve("new.camel.yaml"), answering("new", "first"));
        Files.writeString(second.resolve("new.camel.yaml"), answering("new", "second"));
        Files.createSymbolicLink(folder.resolve("..data"), first.getFileName());
        Files.createSymbolicLink(file("new"), Path.of("..data", "new.camel.yaml"));
        awaitAnswer("new", "first");
        Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), second.getFileName());
        Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        awaitAnswer("new", "second");
    }

    @Test
    void message_in_flight_finishes_on_the_old_route_and_later_ones_wait_for_the_new() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        camel.getRegistry().bind("gate", (org.apache.camel.Processor) exchange -> {
            entered.countDown();
            go.await();
        });
        save(
                "greet",
                answering("greet", "slow").replace("steps:", "steps:\n        - process:\n            ref: gate"));
        await().until(() -> report.last().isPresent());
        CompletableFuture<Object> inFlight = template.asyncRequestBody("direct:greet", "x");
        entered.await();
        save("greet", answering("greet", "fast"));
        await().until(() -> camel.getRoute("greet").getConsumer() instanceof org.apache.camel.StatefulService consumer
                && consumer.getStatus() != ServiceStatus.Started);
        CompletableFuture<Object> later = template.asyncRequestBody("direct:greet", "x");
        assertThat(inFlight).isNotDone();
        go.countDown();
        assertThat(inFlight.get()).isEqualTo("slow");
        assertThat(later.get()).isEqualTo("fast");
    }

    @Test
    void callers_without_a_pause_see_no_failure_in_twenty_saves() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger answers = new AtomicInteger();
        AtomicInteger rejected = new AtomicInteger();
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            callers.add(CompletableFuture.runAsync(() -> {
                while (!stop.get()) {
                    try {
                        assertThat(answer("greet")).asString().startsWith("hello");
                        answers.incrementAndGet();
                    } catch (CamelExecutionException e) {
                        // Camel may hand out a consumer that has just gone; the index routes read the batch again then
                        assertThat(e).hasCauseInstanceOf(RejectedExecutionException.class);
                        rejected.incrementAndGet();
                    }
                }
            }));
        }
        for (int i = 0; i < 20; i++) {
            String text = "hello" + i;
            int before = answers.get();
            save("greet", i % 4 == 3 ? "- route: WRONG" + i : answering("greet", text));
            if (i % 4 == 3) {
                awaitProblem("greet", "no valid YAML");
            } else {
                awaitAnswer("greet", text);
            }
            await().until(() -> answers.get() > before);
        }
        stop.set(true);
        for (CompletableFuture<Void> caller : callers) {
            caller.get();
        }
        assertThat(rejected).hasValueLessThan(5);
    }

    private static String answering(String id, String answer) {
        return """
                - route:
                    id: %s
                    from:
                      uri: direct:%s
                      steps:
                        - setBody:
                            constant: %s
                """.formatted(id, id, answer);
    }

    private static java.util.Optional<String> id(String text) {
        return text.lines()
                .filter(line -> line.strip().startsWith("id: "))
                .map(line -> line.strip().substring(4))
                .findFirst();
    }

    private Path file(String name) {
        return folder.resolve(name + ".camel.yaml");
    }

    /** As careful editors do: at no time is there half a file. */
    private void save(String name, String text) throws IOException {
        Path written = Files.writeString(folder.resolve(name + ".tmp"), text);
        Files.move(written, file(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private List<String> ids() {
        return camel.getRoutes().stream().map(Route::getRouteId).sorted().toList();
    }

    private Object answer(String name) {
        return template.requestBody("direct:" + name, "x");
    }

    private void awaitAnswer(String name, String expected) {
        // on a busy machine a swap takes its time
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> camel.getRoute(name) != null && expected.equals(answer(name)));
    }

    private void awaitProblem(String name, String pattern) {
        await().untilAsserted(() -> assertThat(report.problemsOf(file(name)))
                .anySatisfy(problem -> assertThat(problem.reason()).containsPattern(pattern)));
    }
}
