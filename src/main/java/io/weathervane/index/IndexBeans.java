package io.weathervane.index;

import io.micrometer.core.instrument.MeterRegistry;
import io.weathervane.config.KafkaConnection;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.config.Version;
import io.weathervane.deadletter.DeadLetterProducer;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;

/** The beans that the index routes name: {@code batches}, {@code bulkIndexer} and {@code offsets}. */
public final class IndexBeans implements CamelConfiguration {

    private static final String BULK = "elasticsearch:weathervane?operation=Bulk";

    private final Settings settings;
    private final MeterRegistry meters;
    private final OutcomeCounters counters;
    private final Clock clock;

    public IndexBeans(Settings settings, MeterRegistry meters, Clock clock) {
        this.settings = settings;
        this.meters = meters;
        this.counters = new OutcomeCounters(meters);
        this.clock = clock;
    }

    @BindToRegistry("outcomes")
    public OutcomeCounters outcomes() {
        return counters;
    }

    @BindToRegistry("batches")
    public BatchAssembler batches() {
        return new BatchAssembler(
                new DocumentMaker(new RecordParser(clock)),
                Map.of(
                        settings.text(Setting.KAFKA_TOPIC_TWEETS), MessageFormat.TWEET,
                        settings.text(Setting.KAFKA_TOPIC_NEWS), MessageFormat.ARTICLE),
                counters);
    }

    @BindToRegistry("offsets")
    public OffsetCommitter offsets() {
        return new OffsetCommitter();
    }

    @BindToRegistry(value = "deadLetters", destroyMethod = "close")
    public DeadLetterProducer deadLetters() {
        KafkaConnection kafka = KafkaConnection.of(settings);
        return new DeadLetterProducer(
                () -> DeadLetterProducer.connect(kafka, settings.integer(Setting.KAFKA_MAX_MESSAGE_BYTES)),
                Version.current(),
                clock);
    }

    @BindToRegistry("bulkIndexer")
    public BulkIndexer bulkIndexer(CamelContext camel) {
        Backoff backoff = new Backoff(
                settings.duration(Setting.INDEX_RETRY_INITIAL),
                settings.duration(Setting.INDEX_RETRY_MAXIMUM),
                ThreadLocalRandom.current()::nextLong);
        return new BulkIndexer(
                new BulkSender(camel.createProducerTemplate(), BULK, new BulkMeters(meters)),
                camel.getRegistry().lookupByNameAndType("deadLetters", DeadLetterProducer.class),
                counters,
                backoff,
                settings.integer(Setting.INDEX_BULK_BYTES));
    }
}
