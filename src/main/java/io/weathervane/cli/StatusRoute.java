package io.weathervane.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.kafka.common.utils.AppInfoParser;

/** Answers {@code GET /observe/status} on the application's HTTP server with an {@link ApplicationStatus}. */
final class StatusRoute extends RouteBuilder {

    static final String PATH = "/observe/status";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LAG_PATIENCE = Duration.ofSeconds(2);

    private final Settings settings;
    private final OutcomeCounters outcomes;
    private final ConsumerLag lag;

    StatusRoute(Settings settings, OutcomeCounters outcomes, ConsumerLag lag) {
        this.settings = settings;
        this.outcomes = outcomes;
        this.lag = lag;
    }

    @Override
    public void configure() {
        from("platform-http:" + PATH + "?httpMethodRestrict=GET")
                .routeId("serve-status")
                .routeDescription("Answers what has become of the records of each topic, for `weathervane status`.")
                .process(this::answer);
    }

    private void answer(Exchange exchange) throws JsonProcessingException {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json; charset=utf-8");
        message.setHeader("Cache-Control", "no-store");
        message.setBody(JSON.writeValueAsBytes(status(exchange.getContext())));
    }

    private ApplicationStatus status(CamelContext camel) {
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
