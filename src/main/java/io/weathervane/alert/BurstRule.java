package io.weathervane.alert;

import java.time.Duration;
import org.apache.camel.Exchange;

/**
 * When the share of a label counts as a burst, as the route of the rule says it.
 *
 * @param rule the name of the route
 * @param indices an index expression
 * @param query what the messages are about, in words as in the search of the page; blank for all messages
 * @param window the last so many minutes are compared with as long windows before
 * @param baseline how far back these go
 * @param minimumMessages a window with fewer says nothing
 * @param deviations how many standard deviations of the baseline's windows the share must be above their mean
 * @param minimumRise and by how much at least, 0 to 1
 */
record BurstRule(
        String rule,
        String indices,
        String query,
        String classifier,
        String label,
        Duration window,
        Duration baseline,
        int minimumMessages,
        double deviations,
        double minimumRise,
        Duration quietPeriod) {

    private static final int LARGEST_BASELINE = 2_000;

    static BurstRule of(Exchange exchange) {
        RuleProperties properties = new RuleProperties(exchange);
        BurstRule rule = new BurstRule(
                properties.rule(),
                properties.text("alertIndices"),
                properties.optional("alertQuery"),
                properties.text("alertClassifier"),
                properties.text("alertLabel"),
                properties.duration("alertWindow"),
                properties.duration("alertBaseline"),
                properties.wholeNumber("alertMinimumMessages", 1, 1_000_000),
                properties.number("alertDeviations", 0, 100),
                properties.number("alertMinimumRise", 0, 1),
                properties.duration("alertQuietPeriod"));
        long windows = rule.baseline.dividedBy(rule.window);
        if (windows < BurstAlerts.MINIMUM_WINDOWS || windows > LARGEST_BASELINE) {
            throw new IllegalArgumentException("the property alertBaseline of the route " + rule.rule + " must be from "
                    + BurstAlerts.MINIMUM_WINDOWS + " to " + LARGEST_BASELINE + " times alertWindow");
        }
        return rule;
    }
}
