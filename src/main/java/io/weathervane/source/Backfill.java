package io.weathervane.source;

import io.weathervane.config.TraceId;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Sends the messages of files to Kafka, as the same records as the inbox does. How far it is, is stored every second and at the
 * end, however it ends; only what Kafka has acknowledged counts, so what was under way is sent again the next time. Not thread-safe.
 */
public final class Backfill {

    /** So much may wait for its acknowledgement. */
    static final int WINDOW_BYTES = 8 * 1024 * 1024;

    private static final String ROUTE = "import";
    private static final long STORE_EVERY = Duration.ofSeconds(1).toNanos();
    private static final int LOOK_AT_CLOCK_EVERY = 256;

    /** Hears how an import goes on. */
    public interface Listener {

        /**
         * Called often.
         *
         * @param bytesRead of the file, compressed bytes if it is
         * @param imported messages acknowledged, earlier runs included
         */
        void at(long bytesRead, long imported);

        /** This one was written to the reject file. */
        void rejected(BadLine bad);

        /** Kafka has acknowledged nothing for so long; called every second. */
        void waiting(Duration silence);
    }

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final MessageKind kind;
    private final int largestMessage;
    private final BooleanSupplier stop;
    private final Listener listener;
    private final Clock clock;
    private final String traceId = TraceId.create();

    /**
     * @param largestMessage the most bytes of one message
     * @param stop true when the import is to end, with what it has
     */
    public Backfill(
            Producer<byte[], byte[]> producer,
            String topic,
            MessageKind kind,
            int largestMessage,
            BooleanSupplier stop,
            Listener listener,
            Clock clock) {
        this.producer = producer;
        this.topic = topic;
        this.kind = kind;
        this.largestMessage = largestMessage;
        this.stop = stop;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Sends a file, or what is left of it.
     *
     * @param from where to go on
     * @return where it has come to, which is stored
     * @throws KafkaException when Kafka does not acknowledge a message in the producer's time; where it has come to is stored
     */
    public BackfillPosition run(
            Path file, FileFormat format, BackfillPosition from, BackfillState state, RejectFile rejects)
            throws IOException {
        Acknowledgements sent = new Acknowledgements(file, from, rejects, stop, listener);
        try (SeekableByteChannel bytes = Files.newByteChannel(file);
                MessageReader reader =
                        new MessageReader(Channels.newInputStream(bytes), kind, largestMessage, format)) {
            reader.skip(from.pieces());
            long stored = System.nanoTime();
            for (int items = 0; !stop.getAsBoolean() && reader.hasNext(); items++) {
                SourceItem item = reader.next();
                send(item, reader.pieces(), sent);
                sent.settle(WINDOW_BYTES);
                if (items % LOOK_AT_CLOCK_EVERY == 0) {
                    listener.at(bytes.position(), sent.imported());
                    if (System.nanoTime() - stored > STORE_EVERY) {
                        state.write(sent.position());
                        stored = System.nanoTime();
                    }
                }
            }
            boolean all = !stop.getAsBoolean();
            sent.settle(0);
            sent.complete(reader.completedPieces(), all);
            listener.at(bytes.position(), sent.imported());
        } finally {
            state.write(sent.position());
        }
        return sent.position();
    }

    private void send(SourceItem item, long piece, Acknowledgements sent) {
        if (item instanceof SourceMessage message) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(topic, message.key().getBytes(StandardCharsets.UTF_8), message.json());
            RecordHeaders.of(clock.instant(), ROUTE, traceId)
                    .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            sent.add(piece, message, producer.send(record));
        } else {
            sent.add(piece, item, null);
        }
    }
}
