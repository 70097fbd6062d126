package io.weathervane.cli;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weathervane.cli.Sources.Polling;
import io.weathervane.config.Settings;
import io.weathervane.index.IndexBeans;
import io.weathervane.index.OutcomeCounters;
import io.weathervane.management.GuardedHttpServers;
import io.weathervane.management.JolokiaAccess;
import io.weathervane.nlp.NlpBeans;
import io.weathervane.source.SourceBeans;
import java.time.Clock;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.elasticsearch.client.RestClient;

/** The Camel application: Camel Main with Weathervane's settings and the beans that its routes name. */
final class CamelApplication {

    private final Main main = new Main();
    private final IndexBeans index;

    /** @param elasticsearch stays the caller's to close */
    CamelApplication(Settings settings, Sources sources, RestClient elasticsearch) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        index = new IndexBeans(settings, meters, Clock.systemUTC());
        // whoever runs it stops Camel first and the engines below it afterwards; Camel's own strategy would race it
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.configure().withProfile(settings.profile());
        main.setPropertyPlaceholderLocations(settings.locations());
        settings.asProperties().forEach((key, value) -> main.addOverrideProperty((String) key, (String) value));
        main.bind("elasticsearchClient", elasticsearch);
        main.bind("metricsRegistry", meters);
        JolokiaAccess.of(settings).ifPresent(access -> main.bind("httpServers", new GuardedHttpServers(access)));
        main.configure().addConfiguration(index);
        main.configure().addConfiguration(new NlpBeans(settings));
        for (CamelConfiguration beans : SourceBeans.of(
                settings,
                meters,
                sources.x() == Polling.SAMPLE,
                sources.newsApi() == Polling.SAMPLE,
                Clock.systemUTC())) {
            main.configure().addConfiguration(beans);
        }
    }

    Main main() {
        return main;
    }

    OutcomeCounters outcomes() {
        return index.outcomes();
    }
}
