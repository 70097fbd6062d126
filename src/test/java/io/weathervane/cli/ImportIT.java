package io.weathervane.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weathervane.WeathervaneApplication;
import io.weathervane.config.KafkaConnection;
import io.weathervane.embedded.EmbeddedKafka;
import io.weathervane.embedded.TestEngines;
import io.weathervane.index.Topics;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Kafka; what is interrupted is a real process. */
class ImportIT {

    private static final int TWEETS = 400_000;
    private static final int BAD_EVERY = 50_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final String topic = "import-" + UUID.randomUUID();
    private String brokers = TestEngines.kafkaBrokers();

    @Test
    void every_format_arrives_and_what_was_imported_is_not_imported_again() throws IOException {
        Path gzip = folder.resolve("lines.jsonl.gz");
        try (Writer out = new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(gzip)), UTF_8)) {
            out.write("{\"id\":\"1\",\"text\":\"a\"}\n{\"id\":\"2\",\"text\":\"b\"}\n");
        }
        Path array = write("array.json", "[{\"id\":\"3\",\"text\":\"c\"},\n{\"id\":\"4\",\"text\":\"d\"}]");
        Path answer =
                write("answer.json", "{\n\"data\":[{\"id\":\"5\",\"text\":\"e\"}],\"meta\":{\"result_count\":1}}");
        Path csv = write("table.csv", "tweet_id,content\n6,f\n");
        String[] files = {gzip.toString(), array.toString(), answer.toString(), csv.toString()};

        CommandLineRun first = run(files, "--column", "id=tweet_id", "--column", "text=content");

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains("lines.jsonl.gz: 2 messages imported", "table.csv: 1 messages imported");
        assertThat(keys()).containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6");
        CommandLineRun second = run(files, "--column", "id=tweet_id", "--column", "text=content");
        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).contains("2 messages were imported before, --restart imports them again");
        assertThat(keys()).hasSize(6);
        run(files, "--column", "id=tweet_id", "--column", "text=content", "--restart");
        assertThat(keys()).hasSize(12);
    }

    @Test
    void bad_lines_go_to_the_reject_file_and_the_exit_code_says_so() throws IOException {
        Path file = write("a.jsonl", "{\"id\":\"1\"}\noops\n{\"id\":\"2\"}\n");
        Path common = folder.resolve("common.jsonl");

        CommandLineRun run = run(new String[] {file.toString()});

        assertThat(run.exitCode()).isEqualTo(ImportRun.REJECTED);
        assertThat(run.out()).contains("2 messages imported, 1 rejected: see " + file + ".rejected.jsonl", "line 2");
        assertThat(rejectedLines(Path.of(file + ".rejected.jsonl"))).containsExactly(2);
        assertThat(keys()).containsExactlyInAnyOrder("1", "2");

        Path other = write("b.jsonl", "{}\n");
        String[] all = {file.toString(), file + ".rejected.jsonl", other.toString()};
        CommandLineRun both = run(all, "--rejects", common.toString(), "--restart");
        assertThat(both.exitCode()).isEqualTo(ImportRun.REJECTED);
        assertThat(both.out()).contains("left out");
        assertThat(rejectedLines(common)).containsExactly(2, 1);
        assertThat(run(all, "--rejects", common.toString()).exitCode()).isEqualTo(ImportRun.REJECTED);
        assertThat(rejectedLines(common)).containsExactly(2, 1);
    }

    @Test
    @CtrlC.Heard
    void import_stopped_by_ctrl_c_goes_on_without_a_gap_and_sends_nothing_twice() throws Exception {
        Path file = manyTweets();
        Process process = start(file);
        try {
            awaitStoredPosition();
            CtrlC.press(process);
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("ends at once").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(output()).isEqualTo(ImportRun.INTERRUPTED);
        assertThat(output()).contains("messages imported so far", "the same command goes on from here");
        int before = keys().size();
        assertThat(before).as("still in the middle of it").isPositive().isLessThan(TWEETS);

        CommandLineRun rest = run(new String[] {file.toString()});

        assertThat(rest.exitCode()).as(rest.err()).isEqualTo(ImportRun.REJECTED);
        assertThat(rest.out()).contains(String.format("%,d messages in", TWEETS - before));
        List<String> keys = keys();
        assertThat(keys).hasSize(TWEETS);
        assertAllThere(keys, file);
    }

    @Test
    void import_that_was_killed_goes_on_without_a_gap() throws Exception {
        Path file = manyTweets();
        Process process = start(file);
        awaitStoredPosition();
        process.destroyForcibly().waitFor();

        CommandLineRun rest = run(new String[] {file.toString()});

        assertThat(rest.exitCode()).as(rest.err()).isEqualTo(ImportRun.REJECTED);
        List<String> keys = keys();
        assertThat(keys).as("not from its beginning").hasSizeLessThan(2 * TWEETS);
        assertAllThere(keys, file);
    }

    @Test
    void kafka_that_goes_away_is_waited_for_and_nothing_is_lost() throws Exception {
        Path data = TestEngines.newDirectory("kafka-away");
        Path file = manyTweets();
        EmbeddedKafka kafka = EmbeddedKafka.start(data, 0);
        try {
            brokers = kafka.brokers();
            Process process = start(file);
            try {
                awaitStoredPosition();
                kafka.close();
                await().atMost(PATIENCE).until(() -> output().contains("has not answered for"));
                kafka = EmbeddedKafka.start(data, Integer.parseInt(brokers.replaceFirst(".*:", "")));
                assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            } finally {
                process.destroyForcibly();
            }
            assertThat(process.exitValue()).as(output()).isEqualTo(ImportRun.REJECTED);
            assertAllThere(keys(), file);
        } finally {
            kafka.close();
        }
    }

    @Test
    void message_that_the_topic_does_not_take_is_rejected() throws IOException {
        new Topics(KafkaConnection.to(brokers), 1, 1, 300_000).ensure(List.of(topic), PATIENCE);
        Path file = write(
                "a.jsonl", "{\"id\":\"1\"}\n{\"id\":\"2\",\"text\":\"" + noise(800_000) + "\"}\n{\"id\":\"3\"}\n");

        CommandLineRun run = run(new String[] {file.toString()});

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ImportRun.REJECTED);
        assertThat(keys()).containsExactlyInAnyOrder("1", "3");
        assertThat(rejectedLines(Path.of(file + ".rejected.jsonl"))).containsExactly(2);
    }

    /** What no compression makes small. */
    private static String noise(int length) {
        return new java.util.Random(1)
                .ints(length, 'a', 'z')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private void assertAllThere(List<String> keys, Path file) throws IOException {
        Set<String> expected =
                IntStream.rangeClosed(1, TWEETS).mapToObj(Integer::toString).collect(Collectors.toSet());
        assertThat(new HashSet<>(keys).equals(expected))
                .as("exactly the ids of the file")
                .isTrue();
        assertThat(rejectedLines(Path.of(file + ".rejected.jsonl")))
                .as("each bad line once")
                .isEqualTo(IntStream.rangeClosed(1, TWEETS / BAD_EVERY)
                        .mapToObj(i -> i * (BAD_EVERY + 1))
                        .toList());
    }

    /** A bad line after so many good ones. */
    private Path manyTweets() throws IOException {
        Path file = folder.resolve("many.jsonl");
        String rest = "\",\"created_at\":\"2024-05-01T12:00:00Z\",\"text\":\"" + noise(200) + "\"}\n";
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 1; i <= TWEETS; i++) {
                out.append("{\"id\":\"").append(Integer.toString(i)).append(rest);
                if (i % BAD_EVERY == 0) {
                    out.append("oops\n");
                }
            }
        }
        return file;
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Map<String, String> settings() {
        return Map.of(
                "kafka.brokers", brokers,
                "kafka.topic.tweets", topic,
                "data.dir", folder.resolve("data").toString());
    }

    private CommandLineRun run(String[] files, String... options) {
        List<String> command = new ArrayList<>(List.of("import", "tweets"));
        command.addAll(List.of(files));
        command.addAll(List.of(options));
        try (SettingsInForce inForce = new SettingsInForce(settings())) {
            return CommandLineRun.of(command.toArray(String[]::new));
        }
    }

    private Process start(Path file) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        settings().forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                WeathervaneApplication.class.getName(),
                "import",
                "tweets",
                file.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
    }

    private void awaitStoredPosition() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            String[] states = folder.resolve("data/imports").toFile().list((dir, name) -> name.endsWith(".json"));
            return states != null && states.length > 0;
        });
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }

    private static List<Integer> rejectedLines(Path file) throws IOException {
        List<Integer> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode reject = new ObjectMapper().readTree(line);
            assertThat(reject.path("reason").asText()).isNotEmpty();
            lines.add(reject.path("line").asInt());
        }
        return lines;
    }

    /** The keys of all records, as often as they are there. */
    private List<String> keys() {
        Map<String, Object> config = new HashMap<>(Map.of("bootstrap.servers", brokers));
        List<String> keys = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long total = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            while (keys.size() < total) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> keys.add(record.key()));
            }
        }
        return keys;
    }
}
