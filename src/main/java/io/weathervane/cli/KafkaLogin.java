package io.weathervane.cli;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/**
 * Gives the clients of Kafka that routes use what they log in with. Not as properties of the component: Camel shows these,
 * and knows a few of them only.
 */
final class KafkaLogin extends MainListenerSupport {

    private final Map<String, String> security;

    /** @param security in Kafka's own names */
    KafkaLogin(Map<String, String> security) {
        this.security = security;
    }

    @Override
    public void beforeConfigure(BaseMainSupport main) {
        main.getCamelContext()
                .getComponent("kafka", KafkaComponent.class)
                .getConfiguration()
                .setAdditionalProperties(new HashMap<>(security));
    }
}
