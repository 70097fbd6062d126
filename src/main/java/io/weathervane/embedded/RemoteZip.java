package io.weathervane.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.maven.settings.Proxy;

/**
 * Reads chosen entries of a large zip file on a web server without fetching the rest: the directory at its end and then
 * only the ranges that hold the entries (APPNOTE.TXT 6.3, without ZIP64; entries stored or deflated). Not thread-safe.
 */
final class RemoteZip {

    /** The end record and the longest comment that may follow it. */
    private static final int MAX_END = 22 + 65_535;

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int LOCAL_HEADER = 30;
    /** Entries this close to each other are fetched together, with what lies between. */
    private static final int GAP = 65_536;
    /** A range of at most this size, so that progress can be shown and a broken connection costs little. */
    private static final long MAX_RANGE = 8L << 20;

    private static final int TRIES = 3;

    /** An entry as the zip's directory describes it. */
    record Entry(String name, long offset, int method, long crc, int compressed, int size) {}

    /** Takes an entry's content. */
    interface Sink {
        void accept(Entry entry, byte[] content) throws IOException;
    }

    private final HttpClient http;
    private final URI uri;
    private final String authorization;

    RemoteZip(URI uri, CentralRepository repository) {
        this.uri = uri;
        this.authorization = repository.authorization().orElse(null);
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(10));
        Proxy proxy = repository.proxy().orElse(null);
        builder.proxy(
                proxy == null
                        ? ProxySelector.getDefault()
                        : ProxySelector.of(new InetSocketAddress(proxy.getHost(), proxy.getPort())));
        this.http = builder.build();
    }

    /** The zip's directory. */
    List<Entry> entries() throws IOException {
        long length = length();
        int tail = (int) Math.min(length, MAX_END);
        ByteBuffer end = littleEndian(range(length - tail, length - 1));
        int position = tail - 22;
        while (position >= 0 && end.getInt(position) != END_SIGNATURE) {
            position--;
        }
        if (position < 0) {
            throw new IOException("no zip file: " + uri);
        }
        int count = end.getShort(position + 10) & 0xffff;
        long size = end.getInt(position + 12) & 0xffffffffL;
        long offset = end.getInt(position + 16) & 0xffffffffL;
        return directory(littleEndian(range(offset, offset + size - 1)), count);
    }

    private static List<Entry> directory(ByteBuffer directory, int count) {
        List<Entry> entries = new ArrayList<>(count);
        int at = 0;
        for (int i = 0; i < count; i++) {
            int name = directory.getShort(at + 28) & 0xffff;
            int extra = directory.getShort(at + 30) & 0xffff;
            int comment = directory.getShort(at + 32) & 0xffff;
            entries.add(new Entry(
                    new String(directory.array(), at + 46, name, StandardCharsets.UTF_8),
                    directory.getInt(at + 42) & 0xffffffffL,
                    directory.getShort(at + 10),
                    directory.getInt(at + 16) & 0xffffffffL,
                    directory.getInt(at + 20),
                    directory.getInt(at + 24)));
            at += 46 + name + extra + comment;
        }
        return entries;
    }

    /** Hands the content of each wanted entry to the sink, in the order of the file. */
    void read(Predicate<Entry> wanted, Sink sink) throws IOException {
        List<Entry> entries = entries().stream()
                .filter(wanted)
                .sorted(Comparator.comparingLong(Entry::offset))
                .toList();
        int next = 0;
        while (next < entries.size()) {
            int last = next;
            while (last + 1 < entries.size() && joins(entries.get(next), entries.get(last), entries.get(last + 1))) {
                last++;
            }
            long start = entries.get(next).offset();
            byte[] bytes = range(start, end(entries.get(last)) - 1);
            for (; next <= last; next++) {
                Entry entry = entries.get(next);
                sink.accept(entry, content(entry, bytes, (int) (entry.offset() - start)));
            }
        }
    }

    private static boolean joins(Entry first, Entry last, Entry candidate) {
        return candidate.offset() - end(last) < GAP && end(candidate) - first.offset() < MAX_RANGE;
    }

    /** Past the entry's end: the local header repeats the name and may have more extra fields than the directory. */
    private static long end(Entry entry) {
        return entry.offset() + LOCAL_HEADER + entry.name().length() + entry.compressed() + 1_024;
    }

    private byte[] content(Entry entry, byte[] bytes, int at) throws IOException {
        ByteBuffer header = littleEndian(bytes);
        int data = at + LOCAL_HEADER + (header.getShort(at + 26) & 0xffff) + (header.getShort(at + 28) & 0xffff);
        byte[] stored = Arrays.copyOfRange(bytes, data, data + entry.compressed());
        byte[] content = entry.method() == 0 ? stored : inflate(stored, entry.size());
        CRC32 crc = new CRC32();
        crc.update(content);
        if (crc.getValue() != entry.crc()) {
            throw new IOException(entry.name() + " is damaged in " + uri);
        }
        return content;
    }

    private static byte[] inflate(byte[] deflated, int size) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(deflated);
            ByteArrayOutputStream out = new ByteArrayOutputStream(size);
            byte[] buffer = new byte[8_192];
            while (!inflater.finished()) {
                int read = inflater.inflate(buffer);
                if (read == 0) {
                    throw new IOException("a deflated entry ends early");
                }
                out.write(buffer, 0, read);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new IOException(e);
        } finally {
            inflater.end();
        }
    }

    private long length() throws IOException {
        HttpResponse<Void> response = send(
                request().method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.discarding());
        if (response.statusCode() != 200) {
            throw new IOException("HTTP status " + response.statusCode() + " for " + uri);
        }
        return response.headers()
                .firstValueAsLong("Content-Length")
                .orElseThrow(() -> new IOException("no length is given for " + uri));
    }

    private byte[] range(long from, long to) throws IOException {
        HttpResponse<byte[]> response = send(
                request().header("Range", "bytes=" + from + "-" + to).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 206) {
            throw new IOException("HTTP status " + response.statusCode() + " for a part (a range request) of " + uri);
        }
        // a range past the end is answered with what there is
        return response.body();
    }

    private HttpRequest.Builder request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60));
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) throws IOException {
        IOException failure = null;
        for (int i = 0; i < TRIES; i++) {
            try {
                return http.send(request, handler);
            } catch (IOException e) {
                failure = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
        throw failure;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
