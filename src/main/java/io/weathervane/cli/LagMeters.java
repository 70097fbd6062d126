package io.weathervane.cli;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/**
 * {@code weathervane.consumer.lag}: how many records of each topic wait for the consumer group. Kafka is asked in the
 * background, so that no scrape waits for it; the value is none (NaN) when Kafka does not say.
 */
final class LagMeters extends MainListenerSupport {

    private static final long ASK_SECONDS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ConsumerLag lag;
    private final Map<String, AtomicReference<Double>> topics = new LinkedHashMap<>();
    private ScheduledExecutorService timer;

    LagMeters(MeterRegistry meters, ConsumerLag lag, List<String> topics) {
        this.lag = lag;
        for (String topic : topics) {
            AtomicReference<Double> latest = new AtomicReference<>(Double.NaN);
            this.topics.put(topic, latest);
            Gauge.builder("weathervane.consumer.lag", latest::get)
                    .description("Records that the consumer group has not committed yet; NaN if Kafka does not say")
                    .tag("topic", topic)
                    .register(meters);
        }
    }

    @Override
    public void afterStart(BaseMainSupport main) {
        timer = main.getCamelContext().getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "lag");
        timer.scheduleWithFixedDelay(this::ask, 0, ASK_SECONDS, TimeUnit.SECONDS);
    }

    private void ask() {
        topics.forEach((topic, latest) -> {
            var records = lag.of(topic, PATIENCE);
            latest.set(records.isPresent() ? (double) records.getAsLong() : Double.NaN);
        });
    }

    @Override
    public void beforeStop(BaseMainSupport main) {
        if (timer != null) {
            timer.shutdownNow();
        }
    }
}
