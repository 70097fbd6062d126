package io.weathervane.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.http.HttpResponse;
import org.apache.http.nio.ContentDecoder;
import org.apache.http.nio.IOControl;
import org.apache.http.protocol.HttpContext;
import org.elasticsearch.client.HeapBufferedAsyncResponseConsumer;

/**
 * Takes an answer of Elasticsearch, of which it keeps a bounded number of bytes. The bound of its parent holds for answers
 * that say how long they are, which those of a search do not; and what it refuses counts as a failure of the node, which
 * indexing would then avoid. Here an answer that is too long is read to its end and comes without an entity. For one answer.
 */
final class BoundedAnswer extends HeapBufferedAsyncResponseConsumer {

    private final long most;
    private long received;

    /** @param most bytes */
    BoundedAnswer(long most) {
        super(Integer.MAX_VALUE);
        this.most = most;
    }

    @Override
    protected void onContentReceived(ContentDecoder decoder, IOControl control) throws IOException {
        if (isTooLong()) {
            ByteBuffer dropped = ByteBuffer.allocate(16 * 1024);
            while (decoder.read(dropped) > 0) {
                dropped.clear();
            }
        } else {
            super.onContentReceived(new Counting(decoder), control);
        }
    }

    @Override
    protected HttpResponse buildResult(HttpContext context) throws Exception {
        HttpResponse response = super.buildResult(context);
        if (isTooLong()) {
            response.setEntity(null);
        }
        return response;
    }

    private boolean isTooLong() {
        return received > most;
    }

    private final class Counting implements ContentDecoder {

        private final ContentDecoder decoder;

        Counting(ContentDecoder decoder) {
            this.decoder = decoder;
        }

        @Override
        public int read(ByteBuffer bytes) throws IOException {
            int read = decoder.read(bytes);
            received += Math.max(0, read);
            return read;
        }

        @Override
        public boolean isCompleted() {
            return decoder.isCompleted();
        }
    }
}
