package io.weathervane.pipeline;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weathervane.alert.AlertBeans;
import io.weathervane.config.Settings;
import io.weathervane.index.IndexBeans;
import io.weathervane.nlp.NlpBeans;
import io.weathervane.source.SourceBeans;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.main.Main;
import org.elasticsearch.client.RestClient;

/** A Camel with the routes as they are in {@code routes/} and the beans that they name, in the test's own process. */
final class ShippedRoutes {

    static final Path FOLDER = Path.of("routes");

    private ShippedRoutes() {}

    /** Settings under which no source is polled, nothing is reloaded and no port is opened. */
    static Settings settings(Path scratch, Map<String, String> others) {
        Map<String, String> changes = new LinkedHashMap<>();
        for (String source : new String[] {"x", "newsapi", "twitter", "samples"}) {
            changes.put(source + ".enabled", "false");
        }
        for (String key : new String[] {"consumer-key", "consumer-secret", "access-token", "access-token-secret"}) {
            changes.put("twitter." + key, "unset");
        }
        changes.put("reload.enabled", "false");
        changes.put("camel.server.enabled", "false");
        changes.put("data.dir", scratch.resolve("data").toString());
        changes.put("inbox.dir", scratch.resolve("inbox").toString());
        changes.putAll(others);
        return Settings.load("prod").with(changes);
    }

    /**
     * Not started yet.
     *
     * @param routes the file names of the routes, with * as in a shell, separated by commas
     */
    static Main main(Settings settings, RestClient elasticsearch, Clock clock, String routes) {
        return main(settings, elasticsearch, clock, FOLDER, routes);
    }

    /** The same with routes of another folder. */
    static Main main(Settings settings, RestClient elasticsearch, Clock clock, Path folder, String routes) {
        Main main = new Main();
        main.configure().withProfile(settings.profile());
        main.setPropertyPlaceholderLocations(settings.locations());
        settings.asProperties().forEach((key, value) -> main.addOverrideProperty((String) key, (String) value));
        main.addOverrideProperty(
                "camel.main.routesIncludePattern",
                "file:" + folder + "/" + routes.replace(",", ",file:" + folder + "/"));
        main.bind("elasticsearchClient", elasticsearch);
        main.configure().addConfiguration(new IndexBeans(settings, new SimpleMeterRegistry(), clock));
        main.configure().addConfiguration(new NlpBeans(settings));
        main.configure().addConfiguration(new AlertBeans(settings, elasticsearch, clock));
        for (CamelConfiguration beans : SourceBeans.of(settings, new SimpleMeterRegistry(), true, true, clock)) {
            main.configure().addConfiguration(beans);
        }
        return main;
    }
}
