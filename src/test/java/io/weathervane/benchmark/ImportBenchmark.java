package io.weathervane.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weathervane.cli.WeathervaneCommand;
import io.weathervane.embedded.EmbeddedKafka;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * How many made-up tweets a second {@code weathervane import} sends to a Kafka in another process of the same machine, by the format
 * of the file: {@code mvn -Pbenchmark test-compile exec:exec@import}. The clock counts, from the first to the last: connecting and
 * a cold JVM included in the first. The argument is how many tweets, 500,000 if there is none.
 */
public final class ImportBenchmark {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TWEETS = 500_000;
    private static final int TEXTS = 20_000;
    private static final int ANSWER = 100;
    private static final Path FOLDER = Path.of("target/benchmark/import");
    private static final double NANOS = 1e9;

    private ImportBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 0 && args[0].equals("broker")) {
            broker(Path.of(args[1]));
            return;
        }
        int tweets = args.length > 0 ? Integer.parseInt(args[0]) : TWEETS;
        Path run = Files.createTempDirectory(Files.createDirectories(FOLDER), "run");
        Process broker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ImportBenchmark.class.getName(),
                        "broker",
                        run.resolve("kafka").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            BufferedReader says = new BufferedReader(new InputStreamReader(broker.getInputStream()));
            System.setProperty("kafka.brokers", says.readLine());
            System.setProperty("data.dir", run.toString());
            List<String> texts = texts();
            measure("lines.jsonl", tweets, i -> tweet(i, texts) + "\n", "", "");
            measure("lines.jsonl.gz", tweets, i -> tweet(i, texts) + "\n", "", "");
            measure("array.json", tweets, i -> (i == 0 ? "" : ",\n") + tweet(i, texts), "[", "]");
            measure("answers.jsonl", tweets / ANSWER, i -> answer(i, texts), "", "");
            measure("table.csv", tweets, i -> row(i, texts), "id,text,created_at,author_id,author.username,lang\n", "");
        } finally {
            broker.destroy();
            broker.waitFor();
        }
    }

    private static void broker(Path directory) throws IOException {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            System.out.println(kafka.brokers());
            System.in.read();
        }
    }

    private static void measure(String name, int pieces, IntFunction<String> piece, String before, String after)
            throws IOException {
        Path file = FOLDER.resolve(name);
        try (Writer out = new BufferedWriter(new OutputStreamWriter(
                name.endsWith(".gz") ? new GZIPOutputStream(Files.newOutputStream(file)) : Files.newOutputStream(file),
                StandardCharsets.UTF_8))) {
            out.write(before);
            for (int i = 0; i < pieces; i++) {
                out.write(piece.apply(i));
            }
            out.write(after);
        }
        System.setProperty("kafka.topic.tweets", name);
        long start = System.nanoTime();
        int exitCode = WeathervaneCommand.execute("import", "tweets", file.toString());
        double seconds = (System.nanoTime() - start) / NANOS;
        System.out.printf(
                "%-16s %,6d MB in %.1f s with its start and end (exit code %d)%n%n",
                name, Files.size(file) / 1_000_000, seconds, exitCode);
        Files.delete(file);
    }

    private static List<String> texts() throws IOException {
        Path file = FOLDER.resolve("texts.tsv.gz");
        new SyntheticTweets(1).write(file, TEXTS);
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.substring(line.indexOf('\t') + 1))
                    .toList();
        }
    }

    private static String id(int i) {
        return Long.toString(1_500_000_000_000_000_000L + i * 4_194_304L);
    }

    private static ObjectNode author(int i) {
        ObjectNode author = JSON.createObjectNode();
        author.put("id", Integer.toString(i % 5_000))
                .put("username", "user_" + i % 5_000)
                .put("name", "User " + i % 5_000);
        author.put("created_at", "2015-03-01T00:00:00.000Z").put("verified", false);
        author.putObject("public_metrics")
                .put("followers_count", i % 900)
                .put("following_count", 12)
                .put("tweet_count", i % 70_000);
        return author;
    }

    private static ObjectNode tweet(int i, List<String> texts) {
        ObjectNode tweet = JSON.createObjectNode();
        tweet.put("id", id(i))
                .put("text", texts.get(i % texts.size()) + " " + i)
                .put("created_at", "2024-05-01T12:00:00.000Z");
        tweet.put("lang", "en")
                .put("possibly_sensitive", false)
                .put("conversation_id", id(i))
                .put("author_id", Integer.toString(i % 5_000));
        tweet.putArray("edit_history_tweet_ids").add(id(i));
        tweet.putObject("public_metrics")
                .put("retweet_count", i % 17)
                .put("reply_count", i % 5)
                .put("like_count", i % 101)
                .put("quote_count", 0)
                .put("impression_count", i);
        tweet.putObject("entities")
                .putArray("hashtags")
                .addObject()
                .put("start", 0)
                .put("end", 5)
                .put("tag", "storm");
        tweet.set("author", author(i));
        return tweet;
    }

    private static String answer(int i, List<String> texts) {
        ObjectNode answer = JSON.createObjectNode();
        for (int j = 0; j < ANSWER; j++) {
            ObjectNode tweet = tweet(i * ANSWER + j, texts);
            tweet.remove("author");
            answer.withArrayProperty("data").add(tweet);
            answer.withObjectProperty("includes").withArrayProperty("users").add(author(i * ANSWER + j));
        }
        answer.putObject("meta").put("result_count", ANSWER);
        return answer + "\n";
    }

    private static String row(int i, List<String> texts) {
        return id(i) + ",\"" + texts.get(i % texts.size()) + "\",2024-05-01T12:00:00.000Z," + i % 5_000 + ",user_"
                + i % 5_000 + ",en\n";
    }
}
