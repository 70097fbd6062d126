package io.weathervane.index;

import org.apache.camel.Body;

/**
 * Commits the offsets of a batch, each partition's own, once all its records have been answered for. One request for all
 * partitions, on the thread that polled: camel-kafka's batch header would commit the last record's partition alone.
 */
public final class OffsetCommitter {

    /** Commits and waits for Kafka's answer; a failure leaves the batch to be read again. */
    public void commit(@Body Batch batch) {
        batch.commit();
    }
}
