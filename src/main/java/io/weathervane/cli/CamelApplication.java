package io.weathervane.cli;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.weathervane.alert.AlertBeans;
import io.weathervane.cli.Sources.Polling;
import io.weathervane.config.KafkaConnection;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.index.IndexBeans;
import io.weathervane.index.OutcomeCounters;
import io.weathervane.management.GuardedHttpServers;
import io.weathervane.management.JolokiaAccess;
import io.weathervane.nlp.NlpBeans;
import io.weathervane.reload.ReloadReport;
import io.weathervane.source.SourceBeans;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.cli.connector.DefaultCliConnectorFactory;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.elasticsearch.client.RestClient;

/** The Camel application: Camel Main with Weathervane's settings and the beans that its routes name. */
final class CamelApplication {

    private final CheckedMain main = new CheckedMain();
    private final MeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final IndexBeans index;
    private final ReloadReport reloads = new ReloadReport(Clock.systemUTC());

    /** @param elasticsearch stays the caller's to close */
    CamelApplication(Settings settings, Sources sources, RestClient elasticsearch) {
        index = new IndexBeans(settings, meters, Clock.systemUTC());
        // whoever runs it stops Camel first and the engines below it afterwards; Camel's own strategy would race it
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.configure().withProfile(settings.profile());
        main.setPropertyPlaceholderLocations(settings.locations());
        settings.asProperties().forEach((key, value) -> main.addOverrideProperty((String) key, (String) value));
        // two that replace the same routes would be one too many
        main.addOverrideProperty("camel.main.routesReloadEnabled", "false");
        main.bind("kafkaLogin", new KafkaLogin(KafkaConnection.of(settings).security()));
        main.addOverrideProperty("camel.component.kafka.kafkaClientFactory", "#bean:kafkaLogin");
        main.bind("elasticsearchClient", elasticsearch);
        main.bind("reloadReport", reloads);
        new Observation(settings, meters, elasticsearch, reloads).addTo(main);
        DefaultCliConnectorFactory connector = new DefaultCliConnectorFactory();
        connector.setEnabled(settings.isOn(Setting.CLI_ENABLED));
        main.bind("cliConnector", connector);
        JolokiaAccess.of(settings).ifPresent(access -> main.bind("httpServers", new GuardedHttpServers(access)));
        beans(settings, sources, elasticsearch, meters, index).forEach(main.configure()::addConfiguration);
        if (settings.isOn(Setting.RELOAD_ENABLED)) {
            main.addMainListener(new LiveEditing(settings, elasticsearch, reloads));
        }
    }

    /** The beans that the routes name. */
    static List<CamelConfiguration> beans(
            Settings settings, Sources sources, RestClient elasticsearch, MeterRegistry meters, IndexBeans index) {
        List<CamelConfiguration> beans = new ArrayList<>();
        beans.add(index);
        beans.add(new NlpBeans(settings));
        beans.add(new AlertBeans(settings, elasticsearch, Clock.systemUTC()));
        beans.addAll(List.of(SourceBeans.of(
                settings,
                meters,
                sources.x() == Polling.SAMPLE,
                sources.newsApi() == Polling.SAMPLE,
                Clock.systemUTC())));
        return beans;
    }

    Main main() {
        return main;
    }

    MeterRegistry meters() {
        return meters;
    }

    OutcomeCounters outcomes() {
        return index.outcomes();
    }

    /** What became of what was saved while it runs. */
    ReloadReport reloads() {
        return reloads;
    }
}
