package io.weathervane.benchmark;

import io.weathervane.training.Evaluation;
import io.weathervane.training.ModelTrainer;
import io.weathervane.training.TrainingProperties;
import io.weathervane.training.TrainingResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Trains on 1.6 million made-up tweets with word 1-3-grams, and says how long each step took and how much memory it needed:
 * {@code mvn -Pbenchmark test-compile exec:exec@training}. Another file may be given as an argument, and after it one to measure on.
 */
final class TrainingBenchmark {

    private static final int TWEETS = 1_600_000;
    private static final int UNSEEN = 20_000;
    private static final double NANOS = 1e9;
    private static final double MEGABYTE = 1 << 20;

    private TrainingBenchmark() {}

    public static void main(String[] args) throws IOException {
        Path data = args.length > 0 ? Path.of(args[0]) : Path.of("target/benchmark/tweets.tsv.gz");
        Path unseen = args.length > 1 ? Path.of(args[1]) : Path.of("target/benchmark/unseen.tsv.gz");
        if (args.length == 0) {
            say("writing %,d made-up tweets to %s%n", TWEETS, data);
            SyntheticTweets tweets = new SyntheticTweets(1);
            tweets.write(data, TWEETS);
            tweets.write(unseen, UNSEEN);
        }
        Properties recipe = new Properties();
        recipe.setProperty("data", data.toAbsolutePath().toString());
        recipe.setProperty("validation", unseen.toAbsolutePath().toString());
        recipe.setProperty("features", "words word-pairs word-triples");
        System.getProperties().stringPropertyNames().stream()
                .filter(key -> key.startsWith("trainer."))
                .forEach(key -> recipe.setProperty(key, System.getProperty(key)));
        Steps steps = new Steps();
        TrainingResult result = new ModelTrainer()
                .train(
                        TrainingProperties.of("benchmark", recipe, "the benchmark", Path.of(""), Path.of("")),
                        steps::at);
        steps.end();
        report(result, steps);
    }

    private static void report(TrainingResult result, Steps steps) throws IOException {
        steps.seconds.forEach((step, seconds) -> say("%-40s %7.1f s%n", step, seconds[0]));
        say("%-40s %7.1f s, %.1f s of them on a processor%n", "in all", steps.total(), steps.processor());
        say(
                "processors %d, largest heap allowed %,.0f MiB, in use at most %,.0f MiB%n",
                Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory() / MEGABYTE, peak());
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM"))
                    .forEach(line -> say("%s%n", line));
        }
        say(
                "%,d texts, %,d features, cutoff %d, model %,d bytes%n",
                result.texts(), result.features(), result.trainer().cutoff(), result.model().length);
        result.crossValidation().ifPresent(figures -> say("held out", figures));
        result.validation().ifPresent(figures -> say("unseen", figures));
    }

    private static void say(String what, Evaluation figures) {
        say(
                "%s: accuracy %.4f ± %.4f, calibration error %.4f (%,d texts)%n",
                what,
                figures.accuracy(),
                figures.accuracyMargin(),
                figures.expectedCalibrationError(),
                figures.texts());
    }

    private static void say(String format, Object... values) {
        System.out.printf(format, values);
    }

    /** The sum over the parts of the heap, each at its fullest. */
    private static double peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(java.lang.management.MemoryUsage::getUsed)
                        .sum()
                / MEGABYTE;
    }

    /** Notes when each step began. */
    private static final class Steps {

        private final Map<String, double[]> seconds = new LinkedHashMap<>();
        private final long start = System.nanoTime();
        private final long processorStart = processorNanos();
        private long since = start;
        private String current = "";

        void at(String step, long done, long total) {
            if (!step.equals(current)) {
                end();
                current = step;
            }
        }

        void end() {
            long now = System.nanoTime();
            if (!current.isEmpty()) {
                seconds.computeIfAbsent(current, step -> new double[1])[0] += (now - since) / NANOS;
            }
            since = now;
        }

        double total() {
            return (since - start) / NANOS;
        }

        double processor() {
            return (processorNanos() - processorStart) / NANOS;
        }

        private static long processorNanos() {
            return ManagementFactory.getOperatingSystemMXBean()
                            instanceof com.sun.management.OperatingSystemMXBean system
                    ? system.getProcessCpuTime()
                    : 0;
        }
    }
}
