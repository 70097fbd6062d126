package io.weathervane.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weathervane.config.Version;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportFilesRouteTest {

    @TempDir
    Path inbox;

    private final MutableClock clock = new MutableClock("2026-11-21T12:00:00Z");
    private final RouteHarness harness = new RouteHarness();
    private final CapturedLog log = new CapturedLog();

    @BeforeEach
    void start() throws Exception {
        harness.settings.put("inbox.dir", inbox.toString());
        harness.settings.put("inbox.poll-interval", "50");
        harness.settings.put("inbox.settle-time", "300");
        harness.bind(
                "fileImport",
                new FileImport(
                        inbox,
                        new KafkaMessages("tweets", false, clock),
                        new KafkaMessages("news", false, clock),
                        1_000_000,
                        clock));
    }

    @AfterEach
    void stop() {
        harness.close();
        log.close();
    }

    @Test
    void files_go_to_the_topic_of_their_folder_and_then_to_done() throws Exception {
        drop("tweets/a.jsonl", tweets(1, 1_234));
        drop("tweets/2026/b.json", "[" + tweets(5_000, 1).strip() + "]");
        drop("tweets/c.csv", "id,text\n6000,a\n");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(inbox.resolve("news/n.jsonl.gz")))) {
            out.write("{\"title\":\"A\",\"url\":\"https://news.example/a\"}\n".getBytes(UTF_8));
        }

        harness.start("import-files");

        await().until(() -> Files.exists(inbox.resolve("done/tweets/a.jsonl"))
                && Files.exists(inbox.resolve("done/tweets/2026/b.json"))
                && Files.exists(inbox.resolve("done/tweets/c.csv"))
                && Files.exists(inbox.resolve("done/news/n.jsonl.gz")));
        assertThat(harness.keys("tweets"))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                IntStream.rangeClosed(1, 1_234).mapToObj(Integer::toString), Stream.of("5000", "6000"))
                        .toList());
        assertThat(harness.keys("news")).containsExactly(ArticleUrl.key("https://news.example/a"));
        ProducerRecord<String, byte[]> record = harness.sent.get(0);
        assertThat(RouteHarness.header(record, "weathervane.route")).isEqualTo("import-files");
        assertThat(RouteHarness.header(record, "weathervane.fetched-at")).isEqualTo("2026-11-21T12:00:00Z");
        assertThat(RouteHarness.header(record, "weathervane.trace-id")).matches("[0-9a-f]{32}");
        assertThat(record.headers().toArray()).hasSize(3);
        assertThat(files("tweets")).isEmpty();
        assertThat(log.lines()).noneMatch(line -> line.startsWith("WARN") || line.startsWith("ERROR"));
    }

    @Test
    void file_with_bad_lines_goes_to_failed_the_bad_lines_to_the_dead_letters_and_the_rest_to_the_topic()
            throws Exception {
        drop("tweets/a.jsonl", "{\"id\":\"1\"}\noops\n{\"id\":\"2\"}\n{\"text\":\"x\"}\n");

        harness.start("import-files");

        await().until(() -> Files.exists(inbox.resolve("failed/tweets/a.jsonl")));
        assertThat(harness.keys("tweets")).containsExactly("1", "2");
        assertThat(harness.sent)
                .filteredOn(record -> record.topic().equals("tweets.dead"))
                .extracting(
                        record -> RouteHarness.header(record, "weathervane.dead.reason"),
                        record -> RouteHarness.header(record, "weathervane.dead.file"),
                        record -> RouteHarness.header(record, "weathervane.dead.topic"),
                        record -> RouteHarness.header(record, "weathervane.dead.time"),
                        record -> RouteHarness.header(record, "weathervane.dead.attempts"),
                        record -> RouteHarness.header(record, "weathervane.dead.version"),
                        record -> new String(record.value(), UTF_8))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "not-json",
                                "tweets/a.jsonl:2",
                                "tweets",
                                "2026-11-21T12:00:00Z",
                                "1",
                                Version.current(),
                                "oops"),
                        org.assertj.core.groups.Tuple.tuple(
                                "no-id",
                                "tweets/a.jsonl:4",
                                "tweets",
                                "2026-11-21T12:00:00Z",
                                "1",
                                Version.current(),
                                "{\"text\":\"x\"}"));
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("WARN"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("2 messages imported", "2 bad ones", "line 2 not-json", "line 4 no-id"));
    }

    @Test
    void file_that_kafka_does_not_take_stays_and_is_tried_again() throws Exception {
        harness.kafkaFails = true;
        drop("tweets/a.jsonl", tweets(1, 600));

        harness.start("import-files");

        await().until(() -> log.lines().stream().anyMatch(line -> line.contains("stays in the inbox")));
        assertThat(inbox.resolve("tweets/a.jsonl")).exists();
        assertThat(log.lines()).anyMatch(line -> line.contains("the broker does not answer"));
        harness.kafkaFails = false;
        await().until(() -> Files.exists(inbox.resolve("done/tweets/a.jsonl")));
        assertThat(harness.keys("tweets")).contains("1", "600");
        assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR"));
    }

    @Test
    void file_is_not_moved_before_its_last_line_is_acknowledged() throws Exception {
        harness.kafkaIsSlow = true;
        drop("tweets/a.jsonl", tweets(1, 3));

        harness.start("import-files");

        await().until(() -> harness.sent.size() == 3);
        await().during(java.time.Duration.ofMillis(200)).until(() -> Files.exists(inbox.resolve("tweets/a.jsonl")));
        harness.acknowledge();
        await().until(() -> Files.exists(inbox.resolve("done/tweets/a.jsonl")));
    }

    @Test
    void file_that_is_being_written_is_left_alone_until_it_is_complete() throws Exception {
        Path file = Files.createFile(inbox.resolve("tweets/slow.jsonl"));
        harness.start("import-files");

        for (int i = 1; i <= 10; i++) {
            int next = i;
            await().pollDelay(java.time.Duration.ofMillis(100)).until(() -> next > 0);
            Files.writeString(file, tweets(i, 1), StandardOpenOption.APPEND);
            assertThat(harness.sent).isEmpty();
        }

        await().until(() -> Files.exists(inbox.resolve("done/tweets/slow.jsonl")));
        assertThat(harness.keys("tweets")).hasSize(10);
    }

    @Test
    void file_of_the_same_name_as_one_before_does_not_replace_it() throws Exception {
        Files.createDirectories(inbox.resolve("done/tweets"));
        Files.writeString(inbox.resolve("done/tweets/a.jsonl"), "the first");
        drop("tweets/a.jsonl", tweets(1, 1));

        harness.start("import-files");

        await().until(() -> files("done/tweets").size() == 2);
        assertThat(inbox.resolve("done/tweets/a.jsonl")).hasContent("the first");
        assertThat(files("done/tweets")).contains("20261121T120000.000Z-a.jsonl");
    }

    @Test
    void empty_file_is_done_and_a_damaged_one_is_failed() throws Exception {
        drop("tweets/empty.jsonl", "");
        drop("news/damaged.jsonl.gz", "\u001f");
        Files.write(inbox.resolve("news/damaged.jsonl.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
        settle(inbox.resolve("news/damaged.jsonl.gz"));

        harness.start("import-files");

        await().until(() -> Files.exists(inbox.resolve("done/tweets/empty.jsonl"))
                && Files.exists(inbox.resolve("failed/news/damaged.jsonl.gz")));
        assertThat(harness.sent).singleElement().satisfies(record -> assertThat(
                        RouteHarness.header(record, "weathervane.dead.reason"))
                .isEqualTo("damaged-file"));
    }

    @Test
    void files_elsewhere_in_the_inbox_are_left_alone() throws Exception {
        drop("readme.json", tweets(1, 1));
        drop("done/tweets/old.jsonl", tweets(2, 1));
        drop("tweets/new.jsonl", tweets(3, 1));

        harness.start("import-files");

        await().until(() -> Files.exists(inbox.resolve("done/tweets/new.jsonl")));
        assertThat(harness.keys("tweets")).containsExactly("3");
        assertThat(inbox.resolve("readme.json")).exists();
    }

    private void drop(String name, String content) throws IOException {
        Path file = inbox.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        settle(file);
    }

    private static void settle(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private List<String> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(inbox.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static String tweets(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(id -> "{\"id\":\"" + id + "\",\"text\":\"t\"}\n")
                .collect(java.util.stream.Collectors.joining());
    }
}
