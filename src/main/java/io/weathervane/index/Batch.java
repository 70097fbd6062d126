package io.weathervane.index;

import io.weathervane.deadletter.DeadLetter;
import io.weathervane.deadletter.DeadLetterReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.Message;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of one poll on their way: read from Kafka, classified, answered for. Belongs to one exchange; not
 * thread-safe.
 */
public final class Batch {

    /** A record that could be read, as the message that the classify route gets. */
    record Readable(KafkaRecord record, Message message) {}

    private final List<KafkaRecord> records;
    private final String dataset;
    private final Consumer<?, ?> consumer;
    private final ConsumerPause pause;
    private final List<Readable> readable = new ArrayList<>();
    private final List<Document> documents = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private int answered;

    /**
     * @param dataset the pipeline that the documents go through
     * @param consumer what polled the records; it serves no other thread
     * @param stopping whether whoever waits for something should give up
     */
    Batch(List<KafkaRecord> records, String dataset, Consumer<?, ?> consumer, BooleanSupplier stopping) {
        this.records = List.copyOf(records);
        this.dataset = dataset;
        this.consumer = consumer;
        this.pause = new ConsumerPause(consumer, stopping);
    }

    /** The messages for the classify route, in the order of their records. */
    public List<Message> getMessages() {
        return readable.stream().map(Readable::message).toList();
    }

    List<KafkaRecord> records() {
        return records;
    }

    String topic() {
        return records.get(0).topic();
    }

    String dataset() {
        return dataset;
    }

    Readable readable(int index) {
        return readable.get(index);
    }

    void add(Readable message) {
        readable.add(message);
    }

    void add(Document document) {
        documents.add(document);
    }

    List<Document> documents() {
        return documents;
    }

    void giveUp(KafkaRecord record, DeadLetterReason reason, String detail) {
        deadLetters.add(record.givenUp(reason, detail));
    }

    List<DeadLetter> deadLetters() {
        return deadLetters;
    }

    void answered(int count) {
        answered += count;
    }

    int unanswered() {
        return records.size() - answered;
    }

    ConsumerPause pause() {
        return pause;
    }

    /** Commits where each partition goes on after this batch, in one request. */
    void commit() {
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (KafkaRecord record : records) {
            next.merge(
                    record.partition(),
                    new OffsetAndMetadata(record.offset() + 1),
                    (a, b) -> a.offset() >= b.offset() ? a : b);
        }
        consumer.commitSync(next);
    }
}
