package io.weathervane.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weathervane.embedded.TestEngines;
import io.weathervane.index.ElasticsearchAssets;
import io.weathervane.web.ApiServer;
import io.weathervane.web.PipelineState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.apache.http.HttpHost;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;

/**
 * How long the live page waits for each of its views, with 100,000 made-up messages of a week that went through the shipped ingest
 * pipelines into an Elasticsearch in a child process: {@code mvn -Pbenchmark test-compile exec:exec@page}. No two questions are
 * about the same time, so that no cache answers; most of them are about most of the messages.
 */
public final class PageBenchmark {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MESSAGES = 100_000;
    private static final int BULK = 2_000;
    private static final int WARM_UP = 30;
    private static final int REQUESTS = 60;
    private static final long WEEK = Duration.ofDays(7).toMillis();
    private static final double MILLIS = 1e6;
    private static final Path FOLDER = Path.of("target/benchmark/page");

    private static final List<String> VIEWS = List.of(
            "/timeline?classifier=sentiment",
            "/timeline?classifier=hate",
            "/timeline?classifier=emotion&sentiment=negative",
            "/top?of=topic",
            "/top?of=author",
            "/top?of=outlet",
            "/top?of=language",
            "/top?of=hashtag",
            "/top?of=word",
            "/top?of=word&sentiment=negative&hate=hate",
            "/messages?size=20",
            "/messages?size=100&page=100",
            "/messages?size=20&sentiment=negative&q=ka");

    private final Random random = new Random(1);
    private final Instant now = Instant.now();

    private PageBenchmark() {}

    public static void main(String[] args) throws Exception {
        new PageBenchmark().run();
        System.exit(0);
    }

    private void run() throws Exception {
        try (RestClient elasticsearch = RestClient.builder(HttpHost.create(TestEngines.elasticsearchUrl()))
                .build()) {
            new ElasticsearchAssets(
                            elasticsearch,
                            Path.of("es-ingest-pipelines"),
                            Path.of("es-index-templates"),
                            Duration.ofSeconds(30))
                    .install();
            long start = System.nanoTime();
            index(elasticsearch, texts());
            System.out.printf(
                    Locale.ROOT, "%,d messages indexed in %.1f s%n%n", MESSAGES, (System.nanoTime() - start) / 1e9);
        }
        PipelineState none =
                new PipelineState("", "", now, true, List.of(), false, List.of(), List.of(), List.of(), null);
        try (ApiServer api = new ApiServer(TestEngines.elasticsearchUrl(), () -> none)) {
            System.out.printf("%-52s %8s %8s %8s%n", "view", "median", "p95", "longest");
            for (String view : VIEWS) {
                measure(api, view);
            }
        }
    }

    private void measure(ApiServer api, String view) throws IOException, InterruptedException {
        for (int i = 0; i < WARM_UP; i++) {
            ask(api, view);
        }
        double[] millis = new double[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            millis[i] = ask(api, view);
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%-52s %5.0f ms %5.0f ms %5.0f ms%n",
                view,
                millis[REQUESTS / 2],
                millis[REQUESTS * 95 / 100],
                millis[REQUESTS - 1]);
    }

    private double ask(ApiServer api, String view) throws IOException, InterruptedException {
        Instant from = now.minusMillis(WEEK - random.nextInt(86_400_000));
        Instant to = now.minusMillis(random.nextInt(86_400_000));
        long start = System.nanoTime();
        HttpResponse<String> answer = api.get(view + "&from=" + from + "&to=" + to);
        double millis = (System.nanoTime() - start) / MILLIS;
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(view + ": " + answer.body());
        }
        return millis;
    }

    private void index(RestClient elasticsearch, List<String> texts) throws IOException {
        StringBuilder bulk = new StringBuilder();
        for (int i = 0; i < MESSAGES; i++) {
            boolean news = i % 5 == 0;
            String dataset = news ? "news" : "tweets";
            ObjectNode action = JSON.createObjectNode();
            action.putObject("index")
                    .put("_index", dataset + "-new")
                    .put("_id", "m" + i)
                    .put("pipeline", dataset);
            bulk.append(action)
                    .append('\n')
                    .append(news ? article(i, texts) : tweet(i, texts))
                    .append('\n');
            if ((i + 1) % BULK == 0) {
                Request request = new Request("POST", "/_bulk");
                request.setJsonEntity(bulk.toString());
                String answer = new String(
                        elasticsearch
                                .performRequest(request)
                                .getEntity()
                                .getContent()
                                .readAllBytes(),
                        StandardCharsets.UTF_8);
                if (!answer.contains("\"errors\":false") || answer.contains("-failed")) {
                    throw new IllegalStateException(answer.substring(0, Math.min(2_000, answer.length())));
                }
                bulk.setLength(0);
            }
        }
        elasticsearch.performRequest(new Request("POST", "/_refresh"));
    }

    private ObjectNode tweet(int i, List<String> texts) {
        int user = few(5_000);
        ObjectNode tweet = JSON.createObjectNode()
                .put("text", texts.get(i % texts.size()) + " #tag" + few(500))
                .put("created_at", time())
                .put("lang", List.of("en", "en", "en", "de", "es", "fr").get(random.nextInt(6)));
        tweet.putObject("author")
                .put("id", "" + user)
                .put("username", "user_" + user)
                .put("name", "User " + user);
        ObjectNode classification = tweet.putObject("classification");
        label(classification, "sentiment", "negative", "neutral", "positive");
        label(classification, "hate", "none", "none", "none", "offensive", "hate");
        label(classification, "emotion", "anger", "joy", "optimism", "sadness");
        label(classification, "irony", "none", "irony");
        label(classification, "topic", topics());
        return tweet;
    }

    private ObjectNode article(int i, List<String> texts) {
        ObjectNode article = JSON.createObjectNode()
                .put("title", texts.get(i % texts.size()))
                .put("description", texts.get((i + 1) % texts.size()))
                .put("content", texts.get((i + 2) % texts.size()))
                .put("url", "https://outlet.example/" + i)
                .put("author", "Author " + few(300))
                .put("publishedAt", time());
        article.putObject("source").put("name", "Outlet " + few(100));
        ObjectNode classification = article.putObject("classification");
        label(classification, "news-sentiment", "negative", "neutral", "positive");
        label(classification, "topic", topics());
        return article;
    }

    private void label(ObjectNode classification, String classifier, String... labels) {
        ObjectNode said = classification.putObject(classifier);
        said.put("label", labels[random.nextInt(labels.length)]).put("score", random.nextFloat());
        said.putObject("model").put("name", classifier).put("version", "0123456789ab");
    }

    private static String[] topics() {
        return new String[] {"politics", "sport", "science", "weather", "health", "music", "unknown"};
    }

    private String time() {
        return now.minusMillis((long) (random.nextDouble() * WEEK)).toString();
    }

    /** A number below the bound, small ones more often. */
    private int few(int bound) {
        return (int) (Math.pow(random.nextDouble(), 3) * bound);
    }

    private static List<String> texts() throws IOException {
        Path file = FOLDER.resolve("texts.tsv.gz");
        Files.createDirectories(FOLDER);
        new SyntheticTweets(1).write(file, MESSAGES);
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.substring(line.indexOf('\t') + 1))
                    .toList();
        }
    }
}
