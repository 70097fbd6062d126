package io.weathervane.deadletter;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a dead letter stands, written {@code tweets.dead/0/42}. Immutable.
 *
 * @param topic the dead-letter topic
 */
public record DeadLetterPosition(String topic, int partition, long offset) implements Comparable<DeadLetterPosition> {

    private static final Pattern WRITTEN = Pattern.compile("([A-Za-z0-9._-]{1,249})/([0-9]{1,9})/([0-9]{1,18})");
    private static final Comparator<DeadLetterPosition> ORDER = Comparator.comparing(DeadLetterPosition::topic)
            .thenComparingInt(DeadLetterPosition::partition)
            .thenComparingLong(DeadLetterPosition::offset);

    /** Reads what {@link #toString} writes; the name of the topic may stand without its {@code .dead}. */
    public static Optional<DeadLetterPosition> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            return Optional.empty();
        }
        String topic = written.group(1);
        return Optional.of(new DeadLetterPosition(
                DeadLetter.isTopic(topic) ? topic : DeadLetter.topicFor(topic),
                Integer.parseInt(written.group(2)),
                Long.parseLong(written.group(3))));
    }

    TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }

    @Override
    public int compareTo(DeadLetterPosition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return topic + "/" + partition + "/" + offset;
    }
}
