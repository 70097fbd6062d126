package io.weathervane.cli;

import io.micrometer.core.instrument.MeterRegistry;
import io.weathervane.config.KafkaConnection;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.observe.ClassificationMeters;
import io.weathervane.observe.ElasticsearchProbe;
import io.weathervane.observe.KafkaProbe;
import io.weathervane.observe.ModelHealth;
import io.weathervane.observe.ReloadHealth;
import io.weathervane.observe.StateMeters;
import io.weathervane.observe.WatchedServer;
import io.weathervane.reload.ReloadReport;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.service.ServiceSupport;
import org.elasticsearch.client.RestClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code /observe/health} and {@code /observe/metrics} say beside Camel's own: puts that together. */
final class Observation extends MainListenerSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Observation.class);
    private static final long UPDATE_SECONDS = 5;

    private final MeterRegistry meters;
    private final ReloadReport reloads;
    private final WatchedServer kafka;
    private final WatchedServer elasticsearch;
    private final Watch watch = new Watch();
    private CamelContext camel;
    private ScheduledExecutorService timer;

    Observation(Settings settings, MeterRegistry meters, RestClient client, ReloadReport reloads) {
        this.meters = meters;
        this.reloads = reloads;
        this.kafka = new WatchedServer(
                "kafka",
                new KafkaProbe(KafkaConnection.of(settings)),
                "Start it, or correct KAFKA_BROKERS and start again; nothing is lost meanwhile");
        this.elasticsearch = new WatchedServer(
                "elasticsearch",
                new ElasticsearchProbe(client, settings.text(Setting.ELASTICSEARCH_URL)),
                "Start it, or correct ELASTICSEARCH_URL and its login and start again; messages wait in Kafka meanwhile");
    }

    void addTo(Main main) {
        main.bind("metricsRegistry", meters);
        main.bind("classificationMeters", new ClassificationMeters(meters));
        main.bind("kafkaHealth", kafka);
        main.bind("elasticsearchHealth", elasticsearch);
        main.bind("modelHealth", new ModelHealth());
        main.bind("reloadHealth", new ReloadHealth(reloads));
        main.addMainListener(this);
    }

    @Override
    public void afterConfigure(BaseMainSupport main) {
        camel = main.getCamelContext();
        try {
            camel.addService(watch);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    /** Starts and stops with Camel. */
    private final class Watch extends ServiceSupport {

        @Override
        protected void doStart() {
            kafka.start(camel);
            elasticsearch.start(camel);
            StateMeters state = new StateMeters(meters, camel, reloads);
            timer = camel.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "metrics");
            timer.scheduleWithFixedDelay(() -> update(state), 1, UPDATE_SECONDS, TimeUnit.SECONDS);
        }

        private void update(StateMeters state) {
            try {
                state.update();
            } catch (RuntimeException e) {
                // the executor never calls again what threw
                LOG.debug("The metrics of the state are not brought up to date", e);
            }
        }

        @Override
        protected void doStop() {
            // Camel also stops what it has never started
            if (timer != null) {
                timer.shutdownNow();
            }
            kafka.stop();
            elasticsearch.stop();
        }
    }
}
