package io.weathervane.observe;

import io.weathervane.config.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Asks Kafka who its brokers are, by a connection of its own that nothing else waits for. For one thread. */
public final class KafkaProbe implements ServerProbe {

    private final KafkaConnection kafka;
    private Admin admin;

    public KafkaProbe(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    @Override
    public Optional<String> problem() {
        try {
            connected().describeCluster().nodes().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            String reason = cause.getMessage() == null ? "no answer in time" : cause.getMessage();
            return Optional.of("Kafka does not answer at " + kafka + " (" + reason + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("Kafka is not looked at any more");
        }
    }

    private Admin connected() {
        if (admin == null) {
            int millis = (int) PATIENCE.toMillis();
            Map<String, Object> config = kafka.config();
            config.put(AdminClientConfig.CLIENT_ID_CONFIG, "weathervane-health");
            config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
            config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
            admin = Admin.create(config);
        }
        return admin;
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
