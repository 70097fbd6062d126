package io.weathervane.embedded;

import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits until a launched Elasticsearch can be used, or tells why it will not be. */
final class ElasticsearchReadiness {

    private static final long POLL_MILLIS = 100;

    private final URI url;
    private final Process process;
    private final StartLog log;

    ElasticsearchReadiness(URI url, Process process, StartLog log) {
        this.url = url;
        this.process = process;
        this.log = log;
    }

    /** Returns when all primary shards are there. */
    void await(Duration atMost) {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        HttpRequest health = HttpRequest.newBuilder(url.resolve("/_cluster/health?wait_for_status=yellow&timeout=1s"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long end = System.nanoTime() + atMost.toNanos();
        try {
            while (System.nanoTime() < end) {
                if (isReady(client, health)) {
                    return;
                }
                if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new ConfigurationException("The embedded Elasticsearch has ended with exit code "
                            + process.exitValue() + ": " + log.reason() + " (see " + log + ")");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Elasticsearch was starting", e);
        }
        throw new ConfigurationException("The embedded Elasticsearch is not ready after " + atMost.toSeconds() + " s: "
                + log.reason() + " (see " + log + ")");
    }

    private static boolean isReady(HttpClient client, HttpRequest health) throws InterruptedException {
        try {
            // 408 is the answer to a health that was not reached in time
            return client.send(health, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
