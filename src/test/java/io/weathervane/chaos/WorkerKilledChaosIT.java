package io.weathervane.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weathervane.cli.TestWorker;
import io.weathervane.config.KafkaConnection;
import io.weathervane.config.Setting;
import io.weathervane.embedded.TestEngines;
import io.weathervane.index.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker as a process of its own, killed with SIGKILL at random moments while it works. */
class WorkerKilledChaosIT {

    private static final int KILLS = 20;
    private static final int TWEETS_PER_LIFE = 3_000;

    @Test
    void killed_twenty_times_in_a_row_mid_bulk(@TempDir Path directory) throws Exception {
        String topic = "killed-worker";
        TestWorker.install(TestEngines.elasticsearchUrl());
        new Topics(KafkaConnection.to(TestEngines.kafkaBrokers()), 6, 1, 10_485_760)
                .ensure(List.of(topic), Duration.ofSeconds(30));
        Random random = new Random(20);
        try (FaultProxy proxy = new FaultProxy(TestEngines.elasticsearchUrl());
                Tweets tweets = new Tweets(TestEngines.kafkaBrokers(), topic)) {
            // an answer takes a moment, so that most kills meet a bulk request that is under way
            proxy.fault(bulk -> bulk.applyAndAnswerAfter(Duration.ofMillis(20)));
            for (int i = 0; i < KILLS; i++) {
                tweets.send(TWEETS_PER_LIFE);
                int before = proxy.bulks.get();
                Process worker = startWorker(proxy.url(), topic, directory.resolve("worker-" + i + ".log"));
                try {
                    await().atMost(Duration.ofMinutes(1)).until(() -> proxy.bulks.get() > before);
                    worker.waitFor(random.nextInt(1_000), TimeUnit.MILLISECONDS);
                } finally {
                    worker.destroyForcibly().waitFor();
                }
            }
            try (TestWorker last =
                    TestWorker.start(TestEngines.kafkaBrokers(), TestEngines.elasticsearchUrl(), topic, Map.of())) {
                new Found(TestEngines.kafkaBrokers(), TestEngines.elasticsearchUrl(), topic)
                        .assertExactly(tweets.ids(), Duration.ofMinutes(2));
                await().until(() -> last.inFlight() == 0);
                assertThat(last.unaccountedFor()).isZero();
            }
        }
    }

    private static Process startWorker(String elasticsearch, String topic, Path log) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkerProcess.class.getName(),
                        TestEngines.kafkaBrokers(),
                        elasticsearch,
                        topic)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** The main class of the worker's process. */
    static final class WorkerProcess {
        public static void main(String[] args) throws Exception {
            TestWorker.start(args[0], args[1], args[2], Map.of(Setting.INDEX_BATCH_SIZE.key(), "50"));
            Thread.currentThread().join();
        }
    }
}
