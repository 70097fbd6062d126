package io.weathervane.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weathervane.doccat.TextTokenizer;
import io.weathervane.doccat.features.AnalyzedText;
import io.weathervane.doccat.features.HashedCategorizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.zip.GZIPInputStream;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.DocumentCategorizerME;
import opennlp.tools.util.ext.ExtensionLoader;

/**
 * How many tweets a second one thread gives all labels that the route {@code classify-tweet} gives, beside what OpenNLP's own
 * categorizer makes of the same models in the same run. The first argument is a file of tweets (JSON Lines of X API v2, also
 * gzip); without it there are 20,000 made of the words of the samples, in another order, one in twenty of them changed so that no
 * memory of words knows it. The thread's processor time counts, not the clock: the machine may have other work.
 */
public final class ClassificationBenchmark {

    private static final List<String> MODELS = List.of("sentiment", "hate", "emotion", "irony", "topic");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TWEETS = 20_000;
    private static final int CHANGED = 20;
    private static final int WARM_UP = 15;
    private static final int ROUNDS = 15;
    private static final double NANOS = 1e9;

    private ClassificationBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        ExtensionLoader.registerAllowedPackage("io.weathervane");
        List<String> texts =
                arguments.length > 0 ? read(Path.of(arguments[0])) : madeOf(read(Path.of("samples/tweets.jsonl")));
        List<HashedCategorizer> hashed = new ArrayList<>();
        List<DocumentCategorizerME> opennlp = new ArrayList<>();
        for (String name : MODELS) {
            DoccatModel model = new DoccatModel(Path.of("models", name, "model.bin"));
            hashed.add(HashedCategorizer.of(model).orElseThrow());
            opennlp.add(new DocumentCategorizerME(model));
        }
        double ours = measure("Weathervane", texts, WARM_UP, ROUNDS, text -> {
            double sum = 0;
            for (HashedCategorizer categorizer : hashed) {
                // as doccat: does it, one model after the other
                sum += categorizer.categorize(AnalyzedText.of(text, TextTokenizer.INSTANCE))[0];
            }
            return sum;
        });
        double theirs = measure("OpenNLP", texts, 1, 3, text -> {
            String[] tokens = TextTokenizer.INSTANCE.tokenize(text);
            double sum = 0;
            for (DocumentCategorizerME categorizer : opennlp) {
                sum += categorizer.categorize(tokens)[0];
            }
            return sum;
        });
        System.out.printf("%d models %s, %,d tweets: ratio %.1f%n", MODELS.size(), MODELS, texts.size(), ours / theirs);
    }

    private static double measure(
            String name, List<String> texts, int warmUp, int rounds, ToDoubleFunction<String> classify) {
        double[] speeds = new double[rounds];
        double sum = 0;
        for (int round = -warmUp; round < rounds; round++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (String text : texts) {
                sum += classify.applyAsDouble(text);
            }
            long time = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            if (round >= 0) {
                speeds[round] = texts.size() * NANOS / time;
            }
        }
        Arrays.sort(speeds);
        // the sum is printed so that nothing can be left out as unused
        System.out.printf(
                "%-12s %,9.0f tweets a second of processor time (median of %d; %,.0f to %,.0f; sum %.3e)%n",
                name, speeds[rounds / 2], rounds, speeds[0], speeds[rounds - 1], sum);
        return speeds[rounds / 2];
    }

    private static List<String> read(Path file) throws IOException {
        List<String> texts = new ArrayList<>();
        InputStream bytes = Files.newInputStream(file);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode message = JSON.readTree(line);
                texts.add((message.has("data") ? message.get("data") : message)
                        .path("text")
                        .asText());
            }
        }
        return texts;
    }

    private static List<String> madeOf(List<String> samples) {
        Random random = new Random(1);
        List<String> words = new ArrayList<>();
        samples.forEach(sample -> words.addAll(List.of(sample.split("\\s+"))));
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < TWEETS; i++) {
            StringBuilder text = new StringBuilder();
            int length = samples.get(random.nextInt(samples.size())).split("\\s+").length;
            for (int word = 0; word < length; word++) {
                text.append(words.get(random.nextInt(words.size())));
                text.append(random.nextInt(CHANGED) == 0 ? Integer.toString(i, Character.MAX_RADIX) : "")
                        .append(' ');
            }
            texts.add(text.toString());
        }
        return texts;
    }
}
