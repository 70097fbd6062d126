package io.weathervane.cli;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weathervane.config.Settings;
import io.weathervane.index.IndexBeans;
import java.io.IOException;
import java.time.Clock;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelBeanPostProcessor;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PluginHelper;
import org.elasticsearch.client.RestClient;

/**
 * Makes Weathervane's beans and settings for routes that the Camel CLI runs, without Weathervane's main class:
 * {@code camel run … --prop=camel.main.configurationClasses=io.weathervane.cli.CamelRunBeans}. It starts no server and
 * installs nothing in one: as in the profile {@code prod}, Kafka and Elasticsearch are where the environment says.
 */
public final class CamelRunBeans implements CamelConfiguration {

    @Override
    public void configure(CamelContext camel) throws Exception {
        // the CLI's own class loader does not know the jar's application.properties
        ClassLoader callers = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(CamelRunBeans.class.getClassLoader());
        try {
            bind(camel);
        } finally {
            Thread.currentThread().setContextClassLoader(callers);
        }
    }

    private static void bind(CamelContext camel) throws Exception {
        Settings configured = Settings.load("prod");
        Pipeline.requireAddresses(configured);
        Sources sources = Sources.of(configured);
        Settings settings = sources.applyTo(configured);
        RestClient elasticsearch = Pipeline.elasticsearch(settings);
        camel.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopped(CamelContext context) {
                close(elasticsearch);
            }
        });
        settings.asProperties().forEach((key, value) -> camel.getPropertiesComponent()
                .addOverrideProperty((String) key, (String) value));
        camel.getRegistry().bind("elasticsearchClient", elasticsearch);
        MeterRegistry meters = new SimpleMeterRegistry();
        IndexBeans index = new IndexBeans(settings, meters, Clock.systemUTC());
        CamelBeanPostProcessor binder = PluginHelper.getBeanPostProcessor(camel);
        for (CamelConfiguration beans : CamelApplication.beans(settings, sources, elasticsearch, meters, index)) {
            binder.postProcessBeforeInitialization(beans, beans.getClass().getName());
            beans.configure(camel);
            binder.postProcessAfterInitialization(beans, beans.getClass().getName());
        }
    }

    private static void close(RestClient elasticsearch) {
        try {
            elasticsearch.close();
        } catch (IOException e) {
            // it is not used any more
        }
    }
}
