package io.weathervane.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weathervane.config.ConfigurationException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertWebhookTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://chat.example/s3cret path",
                "chat.example/s3cret",
                "file:///s3cret",
                "https:///s3cret",
                "https://me:s3cret@chat.example/hook",
                "https://chat.example/s3cret\nX"
            })
    void address_that_is_none_is_told_without_repeating_it(String url) {
        assertThatThrownBy(() -> new AlertWebhook(url, ""))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ALERTS_WEBHOOK_URL")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    @Test
    void token_with_a_line_end_is_refused_without_repeating_it() {
        assertThatThrownBy(() -> new AlertWebhook("https://chat.example/", "t0ken\nX-Other: y"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ALERTS_WEBHOOK_TOKEN")
                .hasMessageNotContaining("t0ken");
    }

    @Test
    void neither_path_nor_token_is_in_the_exchange() {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader("Authorization", "from the record");

        new AlertWebhook("https://chat.example/s3cret?key=s3cret", "t0ken").request(exchange);

        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(Exchange.HTTP_URI, "https://chat.example")
                .doesNotContainKey("Authorization");
        assertThat(exchange.getMessage().getHeaders().toString()).doesNotContain("s3cret", "t0ken");
    }

    @Test
    void alert_for_no_address_says_what_to_set() {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());

        assertThatThrownBy(() -> new AlertWebhook(" ", "").request(exchange))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("set ALERTS_WEBHOOK_URL");
    }
}
