package io.weathervane.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Settings;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertBeansTest {

    @Test
    void webhook_without_an_address_is_said_before_the_first_alert() {
        assertThatThrownBy(() -> beans("webhook", "true").alertWebhook())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("set ALERTS_WEBHOOK_URL");
    }

    @Test
    void without_alerts_or_with_another_receiver_it_needs_none() {
        assertThat(beans("webhook", "false").alertWebhook()).isNotNull();
        assertThat(beans("file", "true").alertWebhook()).isNotNull();
    }

    private static AlertBeans beans(String to, String enabled) {
        Settings settings = Settings.load("dev").with(Map.of("alerts.to", to, "alerts.enabled", enabled));
        return new AlertBeans(settings, null, Clock.systemUTC());
    }
}
