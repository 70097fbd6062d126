package io.weathervane.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What could not be imported, as JSON Lines: {@code file}, {@code line}, {@code reason} (a code of
 * {@link io.weathervane.deadletter.DeadLetterReason}), {@code detail} and {@code content}, or {@code content_base64} for bytes that
 * are no UTF-8. Made with the first bad line, so that there is none where all is well. Not thread-safe.
 */
public final class RejectFile implements Closeable {

    private final Path path;
    private OutputStream out;
    private long length;

    /** @param keep so many bytes of a file that is there stay, at its beginning */
    public RejectFile(Path path, long keep) throws IOException {
        this.path = path;
        if (Files.exists(path)) {
            length = Math.min(keep, Files.size(path));
            if (length == 0) {
                Files.delete(path);
            } else {
                try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                    channel.truncate(length);
                }
            }
        }
    }

    public void add(Path file, BadLine bad) throws IOException {
        ObjectNode reject = Json.MAPPER.createObjectNode();
        reject.put("file", file.toString());
        reject.put("line", bad.line());
        reject.put("reason", bad.reason().code());
        reject.put("detail", bad.detail());
        try {
            reject.put(
                    "content",
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bad.content()))
                            .toString());
        } catch (CharacterCodingException e) {
            reject.put("content_base64", bad.content());
        }
        if (out == null) {
            out = new BufferedOutputStream(Channels.newOutputStream(
                    FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)));
        }
        byte[] line = Json.bytes(reject);
        out.write(line);
        out.write('\n');
        length += line.length + 1;
    }

    public Path path() {
        return path;
    }

    /** How long it is now, in bytes. */
    long length() {
        return length;
    }

    void flush() throws IOException {
        if (out != null) {
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
