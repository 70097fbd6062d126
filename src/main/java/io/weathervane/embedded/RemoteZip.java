package io.weathervane.embedded;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Reads chosen entries of a zip archive that is far away, without the rest of it: the directory at its end first, then
 * the ranges that hold the entries. Follows PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7 (local header), 4.3.12 (central
 * directory) and 4.3.16 (end of it); entries are stored or deflated, ZIP64 is refused. Not thread-safe.
 */
final class RemoteZip {

    /** Reads ranges of the archive's bytes. */
    interface Ranges {

        /** The size of the archive in bytes. */
        long size() throws IOException;

        /** The bytes from the first position to the last one, both included. */
        InputStream read(long first, long last) throws IOException;
    }

    /** What takes the content of an entry. */
    interface Sink {
        void accept(Entry entry, byte[] content) throws IOException;
    }

    /**
     * A file in the archive.
     *
     * @param offset where its local header begins
     * @param end where the next thing begins, after its content
     * @param method 0 is stored, 8 is deflated
     */
    record Entry(String name, long offset, long end, int method, long crc, int compressedSize, int size) {

        /** How many bytes must be read for it. */
        long length() {
            return end - offset;
        }
    }

    private static final int DIRECTORY_END = 0x06054b50;
    private static final int DIRECTORY_END_SIZE = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int DIRECTORY_ENTRY = 0x02014b50;
    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int LOCAL_HEADER_SIZE = 30;
    private static final long UNKNOWN_IN_32_BITS = 0xffffffffL;

    /** Reading past so many bytes is quicker than another request. */
    private static final long NEIGHBOUR = 64 << 10;

    private static final int ATTEMPTS = 3;
    private static final int CHUNK = 64 << 10;

    private final Ranges ranges;

    RemoteZip(Ranges ranges) {
        this.ranges = ranges;
    }

    /** All files of the archive, in the order of its directory; folders are left out. */
    List<Entry> entries() throws IOException {
        long size = ranges.size();
        int tailSize = (int) Math.min(size, DIRECTORY_END_SIZE + LONGEST_COMMENT);
        ByteBuffer tail = bytes(size - tailSize, size - 1);
        int end = tailSize - DIRECTORY_END_SIZE;
        while (end >= 0 && tail.getInt(end) != DIRECTORY_END) {
            end--;
        }
        if (end < 0) {
            throw new ZipException("it is no zip archive");
        }
        int count = Short.toUnsignedInt(tail.getShort(end + 10));
        long directorySize = Integer.toUnsignedLong(tail.getInt(end + 12));
        long directory = Integer.toUnsignedLong(tail.getInt(end + 16));
        if (directory == UNKNOWN_IN_32_BITS || count == 0xffff || directory + directorySize > size) {
            throw new ZipException("it is a ZIP64 archive or a broken one");
        }
        return entries(bytes(directory, directory + directorySize - 1), count, directory);
    }

    private static List<Entry> entries(ByteBuffer directory, int count, long directoryOffset) throws IOException {
        List<Entry> all = new ArrayList<>(count);
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (at + 46 > directory.limit() || directory.getInt(at) != DIRECTORY_ENTRY) {
                throw new ZipException("its directory is broken");
            }
            int nameSize = Short.toUnsignedInt(directory.getShort(at + 28));
            String name = new String(directory.array(), at + 46, nameSize, StandardCharsets.UTF_8);
            all.add(new Entry(
                    name,
                    Integer.toUnsignedLong(directory.getInt(at + 42)),
                    0,
                    Short.toUnsignedInt(directory.getShort(at + 10)),
                    Integer.toUnsignedLong(directory.getInt(at + 16)),
                    directory.getInt(at + 20),
                    directory.getInt(at + 24)));
            at += 46
                    + nameSize
                    + Short.toUnsignedInt(directory.getShort(at + 30))
                    + Short.toUnsignedInt(directory.getShort(at + 32));
        }
        return withEnds(all, directoryOffset);
    }

    /** A local header may be longer than the directory tells; what follows it bounds it. */
    private static List<Entry> withEnds(List<Entry> entries, long directoryOffset) {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(Entry::offset).reversed());
        List<Entry> files = new ArrayList<>(entries.size());
        long end = directoryOffset;
        for (Entry e : sorted) {
            if (!e.name.endsWith("/")) {
                files.add(new Entry(e.name, e.offset, end, e.method, e.crc, e.compressedSize, e.size));
            }
            end = e.offset;
        }
        return files;
    }

    /**
     * Hands over the content of these entries, neighbours from one request, and goes on behind the last good one when the
     * connection breaks. The checksum in the archive has been compared by then.
     *
     * @param progress gets the number of bytes each time some have been read
     * @throws ZipException if an entry is damaged
     * @throws IOException if the connection breaks three times at the same place, or nothing can be read at all
     */
    void read(List<Entry> entries, Sink sink, LongConsumer progress) throws IOException {
        List<Entry> open = new ArrayList<>(entries);
        open.sort(Comparator.comparingLong(Entry::offset));
        int failures = 0;
        while (!open.isEmpty()) {
            int before = open.size();
            Optional<IOException> broken = readNeighbours(open, sink, progress);
            if (broken.isPresent()) {
                failures = open.size() < before ? 1 : failures + 1;
                if (failures == ATTEMPTS) {
                    throw new IOException(
                            "the connection broke within " + open.get(0).name + ": "
                                    + broken.get().getMessage(),
                            broken.get());
                }
            }
        }
    }

    /** Takes what it has read out of the list; returns what broke the connection, if anything did. */
    private Optional<IOException> readNeighbours(List<Entry> open, Sink sink, LongConsumer progress)
            throws IOException {
        int count = 1;
        while (count < open.size() && open.get(count).offset - open.get(count - 1).end < NEIGHBOUR) {
            count++;
        }
        long at = open.get(0).offset;
        try (InputStream in = ranges.read(at, open.get(count - 1).end - 1)) {
            for (int i = 0; i < count; i++) {
                Entry entry = open.get(0);
                byte[] raw;
                try {
                    in.skipNBytes(entry.offset - at);
                    raw = exactly(in, entry.length(), progress);
                } catch (IOException e) {
                    return Optional.of(e);
                }
                at = entry.end;
                sink.accept(entry, content(entry, raw));
                open.remove(0);
            }
        }
        return Optional.empty();
    }

    private static byte[] content(Entry entry, byte[] raw) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        int start = raw.length < LOCAL_HEADER_SIZE || header.getInt(0) != LOCAL_HEADER
                ? raw.length
                : LOCAL_HEADER_SIZE
                        + Short.toUnsignedInt(header.getShort(26))
                        + Short.toUnsignedInt(header.getShort(28));
        if (entry.compressedSize < 0 || start + (long) entry.compressedSize > raw.length) {
            throw new ZipException(entry.name + " is damaged: its header does not fit");
        }
        byte[] content =
                switch (entry.method) {
                    case 0 -> Arrays.copyOfRange(raw, start, start + entry.compressedSize);
                    case 8 -> inflate(entry, raw, start);
                    default -> throw new ZipException(entry.name + " is compressed by method " + entry.method);
                };
        CRC32 crc = new CRC32();
        crc.update(content);
        if (content.length != entry.size || crc.getValue() != entry.crc) {
            throw new ZipException(entry.name + " is damaged: its checksum differs");
        }
        return content;
    }

    private static byte[] inflate(Entry entry, byte[] raw, int start) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(raw, start, entry.compressedSize);
            ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(32, Math.min(entry.size, 32 << 20)));
            byte[] buffer = new byte[64 << 10];
            int n;
            while ((n = inflater.inflate(buffer)) > 0 && out.size() <= entry.size) {
                out.write(buffer, 0, n);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new ZipException(entry.name + " is damaged: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }

    private ByteBuffer bytes(long first, long last) throws IOException {
        try (InputStream in = ranges.read(first, last)) {
            return ByteBuffer.wrap(exactly(in, last - first + 1, bytes -> {})).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private static byte[] exactly(InputStream in, long size, LongConsumer progress) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(size)];
        int done = 0;
        while (done < bytes.length) {
            int n = in.readNBytes(bytes, done, Math.min(CHUNK, bytes.length - done));
            if (n == 0) {
                throw new EOFException("it ended " + (bytes.length - done) + " bytes early");
            }
            done += n;
            progress.accept(n);
        }
        return bytes;
    }
}
