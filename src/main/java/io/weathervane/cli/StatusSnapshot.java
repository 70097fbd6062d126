package io.weathervane.cli;

import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.config.Version;
import io.weathervane.index.OutcomeCounters;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.kafka.common.utils.AppInfoParser;

/** Takes the {@link ApplicationStatus} of the running application, for whoever is to be told. Thread-safe. */
final class StatusSnapshot {

    private static final Duration LAG_PATIENCE = Duration.ofSeconds(2);

    private final Settings settings;
    private final OutcomeCounters outcomes;
    private final ConsumerLag lag;

    StatusSnapshot(Settings settings, OutcomeCounters outcomes, ConsumerLag lag) {
        this.settings = settings;
        this.outcomes = outcomes;
        this.lag = lag;
    }

    /** How it is now; takes some seconds while Kafka does not answer. */
    ApplicationStatus of(CamelContext camel) {
        List<TopicStatus> topics = Stream.of(Setting.KAFKA_TOPIC_TWEETS, Setting.KAFKA_TOPIC_NEWS)
                .map(settings::text)
                .map(topic -> TopicStatus.of(topic, outcomes, lag.of(topic, LAG_PATIENCE)))
                .toList();
        return new ApplicationStatus(
                Version.current(),
                System.getProperty("java.version"),
                camel.getVersion(),
                AppInfoParser.getVersion(),
                settings.profile(),
                ProcessHandle.current().pid(),
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime())
                        .toString(),
                settings.text(Setting.KAFKA_BROKERS),
                settings.text(Setting.KAFKA_CONSUMER_GROUP),
                settings.text(Setting.ELASTICSEARCH_URL),
                topics,
                SourceStatus.of(camel),
                ReloadStatus.of(camel));
    }
}
