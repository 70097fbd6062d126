package io.weathervane.alert;

import java.time.Duration;
import org.apache.camel.Exchange;

/**
 * Which messages are alerted one by one, as the route of the rule says it.
 *
 * @param rule the name of the route
 * @param indices an index expression
 * @param query words, as in the search of the page; blank for all messages
 * @param minimumScore of that label, 0 to 1
 * @param causeField messages with the same value of this field have the same cause
 */
record MessageRule(
        String rule,
        String indices,
        String query,
        String classifier,
        String label,
        double minimumScore,
        String causeField,
        Duration quietPeriod) {

    static MessageRule of(Exchange exchange) {
        RuleProperties properties = new RuleProperties(exchange);
        return new MessageRule(
                properties.rule(),
                properties.text("alertIndices"),
                properties.optional("alertQuery"),
                properties.text("alertClassifier"),
                properties.text("alertLabel"),
                properties.number("alertMinimumScore", 0, 1),
                properties.text("alertCauseField"),
                properties.duration("alertQuietPeriod"));
    }
}
