package io.weathervane.cli;

import java.util.Map;
import java.util.Properties;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Gives the clients of Kafka that routes use what they log in with. Not as options of the component, which Camel writes
 * into its log when that is asked for everything. Thread-safe.
 */
final class KafkaLogin extends DefaultKafkaClientFactory {

    private final Map<String, String> security;

    /** @param security in Kafka's own names */
    KafkaLogin(Map<String, String> security) {
        this.security = security;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Producer getProducer(Properties config) {
        config.putAll(security);
        return super.getProducer(config);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Consumer getConsumer(Properties config) {
        config.putAll(security);
        return super.getConsumer(config);
    }
}
