package io.weathervane.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The keys of the newest messages that Kafka has, in memory and in a file that survives a crash, one key a line, oldest first.
 *
 * <p>Camel's {@code FileIdempotentRepository} reads its whole file for every key that is new, warns each time that it has to
 * forget, and loses everything if the process dies while it does. Here a page costs one append, and the file is replaced
 * when half of it is forgotten. What it has forgotten is caught by Elasticsearch's {@code _id}. Thread-safe.
 */
public final class SeenMessages extends ServiceSupport implements IdempotentRepository {

    private final Path file;
    private final int capacity;
    private Set<String> keys;
    private int lines;

    /**
     * @param file made when it is needed
     * @param capacity how many keys are remembered, from 1
     */
    public SeenMessages(Path file, int capacity) {
        this.file = file;
        this.capacity = capacity;
    }

    /** Remembers these, oldest first. */
    synchronized void addAll(Collection<String> added) {
        List<String> fresh =
                added.stream().map(SeenMessages::onOneLine).filter(keys()::add).toList();
        lines += fresh.size();
        if (lines > 2L * capacity) {
            replace();
        } else if (!fresh.isEmpty()) {
            store(() -> {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.write(file, fresh, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            });
        }
    }

    @Override
    public synchronized boolean contains(String key) {
        return keys().contains(onOneLine(key));
    }

    @Override
    public synchronized boolean add(String key) {
        boolean fresh = !contains(key);
        addAll(List.of(key));
        return fresh;
    }

    @Override
    public synchronized boolean remove(String key) {
        boolean removed = keys().remove(onOneLine(key));
        if (removed) {
            replace();
        }
        return removed;
    }

    @Override
    public synchronized void clear() {
        keys().clear();
        replace();
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    private Set<String> keys() {
        if (keys == null) {
            keys = Collections.newSetFromMap(new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > capacity;
                }
            });
            load();
        }
        return keys;
    }

    private void load() {
        try {
            String stored = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            String whole = stored.substring(0, stored.lastIndexOf('\n') + 1);
            whole.lines().forEach(keys::add);
            lines = (int) whole.lines().count();
            if (whole.length() < stored.length()) {
                // the process died while it wrote the last line
                replace();
            }
        } catch (NoSuchFileException none) {
            lines = 0;
        } catch (IOException e) {
            throw new UncheckedIOException("What has been sent cannot be read from " + file + ": " + e.getMessage(), e);
        }
    }

    private void replace() {
        store(() -> AtomicFile.write(
                file,
                keys.isEmpty() ? new byte[0] : (String.join("\n", keys) + "\n").getBytes(StandardCharsets.UTF_8)));
        lines = keys.size();
    }

    private void store(Write write) {
        try {
            write.run();
        } catch (IOException e) {
            throw new UncheckedIOException("What has been sent cannot be stored in " + file + ": " + e.getMessage(), e);
        }
    }

    /** A stranger's key must not be able to make others look seen. */
    private static String onOneLine(String key) {
        return key.indexOf('\n') < 0 && key.indexOf('\r') < 0 ? key : key.replaceAll("[\\r\\n]+", " ");
    }

    private interface Write {
        void run() throws IOException;
    }
}
