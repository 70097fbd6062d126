package io.weathervane.cli;

import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.config.Version;
import io.weathervane.index.OutcomeCounters;
import io.weathervane.reload.ReloadReport;
import io.weathervane.web.PageAccess;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the person at the console what runs where, which sources are samples, and from time to time what has happened. */
final class ConsoleReport extends MainListenerSupport {

    private static final Duration LAG_PATIENCE = Duration.ofSeconds(2);
    /** Stopping must not wait for a Kafka that is away. */
    private static final Duration LAG_PATIENCE_AT_STOP = Duration.ofMillis(300);

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleReport.class);

    private final Consumer<String> out = LogFormat.isJson() ? LOG::info : System.out::println;
    private final Settings settings;
    private final Sources sources;
    private final DevServices services;
    private final OutcomeCounters outcomes;
    private final ConsumerLag lag;
    private final ReloadReport reloads;
    private final Map<String, String> lastLines = new LinkedHashMap<>();
    private ScheduledExecutorService timer;

    ConsoleReport(
            Settings settings,
            Sources sources,
            DevServices services,
            OutcomeCounters outcomes,
            ConsumerLag lag,
            ReloadReport reloads) {
        this.settings = settings;
        this.sources = sources;
        this.services = services;
        this.outcomes = outcomes;
        this.lag = lag;
        this.reloads = reloads;
    }

    @Override
    public void afterStart(BaseMainSupport main) {
        banner();
        long seconds = Math.max(1, settings.duration(Setting.REPORT_INTERVAL).toSeconds());
        timer = main.getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "console-report");
        timer.scheduleAtFixedRate(() -> report(LAG_PATIENCE), Math.min(10, seconds), seconds, TimeUnit.SECONDS);
    }

    @Override
    public void beforeStop(BaseMainSupport main) {
        out.accept("Stopping: what is in flight is finished or comes again at the next start.");
    }

    @Override
    public void afterStop(BaseMainSupport main) {
        report(LAG_PATIENCE_AT_STOP);
        out.accept("Weathervane has stopped.");
    }

    private void banner() {
        String elasticsearch = settings.text(Setting.ELASTICSEARCH_URL);
        blankLine();
        say("Weathervane %s is running (%s profile). Ctrl-C stops it.", Version.current(), settings.profile());
        if (PageAccess.isOn(settings)) {
            say("  page            %s/", RunningApplication.httpAddress(settings));
        }
        say("  X               %s", sources.describeX(settings));
        say("  NewsAPI         %s", sources.describeNewsApi(settings));
        say("  Twitter v1      %s", sources.describeTwitterV1(settings));
        say("  files           drop them into %1$s/tweets or %1$s/news", settings.text(Setting.INBOX_DIR));
        say("  Kafka           %s %s", settings.text(Setting.KAFKA_BROKERS), services.describeKafka());
        say("  Elasticsearch   %s %s", elasticsearch, services.describeElasticsearch());
        say("  routes          %s/ (save one: it takes effect at once)", settings.text(Setting.ROUTES_DIR));
        if ("dev".equals(settings.profile())) {
            say("  Hawtio          %s", services.describeHawtio());
        }
        say("  look            curl '%s/tweets-*,news-*/_search?sort=@timestamp:desc&size=3&pretty'", elasticsearch);
        blankLine();
    }

    private void say(String format, Object... arguments) {
        String line = format.formatted(arguments);
        out.accept(LogFormat.isJson() ? line.strip() : line);
    }

    private void blankLine() {
        if (!LogFormat.isJson()) {
            out.accept("");
        }
    }

    private synchronized void report(Duration lagPatience) {
        for (String topic :
                List.of(settings.text(Setting.KAFKA_TOPIC_TWEETS), settings.text(Setting.KAFKA_TOPIC_NEWS))) {
            TopicStatus status = TopicStatus.of(topic, outcomes, lag.of(topic, lagPatience));
            String line =
                    "%s: read %,d, indexed %,d, updated %,d, pipeline errors %,d, dead-lettered %,d, in flight %,d, lag %s"
                            .formatted(
                                    topic,
                                    status.read() - status.released(),
                                    status.indexed(),
                                    status.updated(),
                                    status.pipelineErrors(),
                                    status.deadLettered(),
                                    status.inFlight(),
                                    status.lagText());
            if (!line.equals(lastLines.put(topic, line))) {
                out.accept(line);
            }
        }
        reloads.problems().forEach(problem -> out.accept(TerminalText.line("not in effect: " + problem)));
    }
}
