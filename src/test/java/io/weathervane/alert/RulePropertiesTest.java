package io.weathervane.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulePropertiesTest {

    private static final Map<String, String> BURST = Map.of(
            "alertIndices", "tweets-*",
            "alertClassifier", "sentiment",
            "alertLabel", "negative",
            "alertWindow", "15m",
            "alertBaseline", "24h",
            "alertMinimumMessages", "20",
            "alertDeviations", "3",
            "alertMinimumRise", "0.15",
            "alertQuietPeriod", "1h");

    @Test
    void rule_is_what_its_route_says() {
        BurstRule rule = BurstRule.of(exchange(BURST));

        assertThat(rule)
                .isEqualTo(new BurstRule(
                        "my-rule",
                        "tweets-*",
                        "",
                        "sentiment",
                        "negative",
                        Duration.ofMinutes(15),
                        Duration.ofHours(24),
                        20,
                        3,
                        0.15,
                        Duration.ofHours(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "alertIndices,         '',   is missing",
        "alertLabel,           '  ', is missing",
        "alertMinimumRise,     1.5,  must be a number from 0.0 to 1.0",
        "alertMinimumRise,     NaN,  must be a number from 0.0 to 1.0",
        "alertMinimumRise,     much, must be a number from 0.0 to 1.0",
        "alertMinimumMessages, 2.5,  must be a whole number",
        "alertWindow,          soon, must be a time such as 15m or 1h",
        "alertWindow,          -1h,  must be a time such as 15m or 1h",
        "alertBaseline,        15m,  must be from 4 to 2000 times alertWindow"
    })
    void mistake_names_the_property_and_the_route(String name, String value, String why) {
        Map<String, String> properties = new HashMap<>(BURST);
        properties.put(name, value);

        assertThatThrownBy(() -> BurstRule.of(exchange(properties)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the property " + name + " of the route my-rule " + why);
    }

    private static Exchange exchange(Map<String, String> properties) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getExchangeExtension().setFromRouteId("my-rule");
        properties.forEach(exchange::setProperty);
        return exchange;
    }
}
