package io.weathervane.cli;

import io.micrometer.core.instrument.MeterRegistry;
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
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.elasticsearch.client.RestClient;

/** What {@code /observe/health} and {@code /observe/metrics} say beside Camel's own: puts that together. */
final class Observation extends MainListenerSupport {

    private static final long UPDATE_SECONDS = 5;

    private final MeterRegistry meters;
    private final ReloadReport reloads;
    private final WatchedServer kafka;
    private final WatchedServer elasticsearch;
    private ScheduledExecutorService timer;

    Observation(Settings settings, MeterRegistry meters, RestClient client, ReloadReport reloads) {
        this.meters = meters;
        this.reloads = reloads;
        this.kafka = new WatchedServer(
                "kafka",
                new KafkaProbe(settings.text(Setting.KAFKA_BROKERS)),
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
    public void beforeStart(BaseMainSupport main) {
        kafka.start(main.getCamelContext());
        elasticsearch.start(main.getCamelContext());
    }

    @Override
    public void afterStart(BaseMainSupport main) {
        StateMeters state = new StateMeters(meters, main.getCamelContext(), reloads);
        timer = main.getCamelContext().getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "metrics");
        timer.scheduleWithFixedDelay(state::update, 0, UPDATE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void beforeStop(BaseMainSupport main) {
        if (timer != null) {
            timer.shutdownNow();
        }
        kafka.stop();
        elasticsearch.stop();
    }
}
