package io.weathervane.embedded;

import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Keeps a second Weathervane, in this JVM or in another one, out of a directory of state. The operating system lets go of
 * the lock when the process ends, however it ends.
 */
final class DirectoryLock implements AutoCloseable {

    private static final String FILE = "weathervane.lock";
    private static final long POLL_MILLIS = 100;

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Creates the directory if it is missing and takes its lock.
     *
     * @throws ConfigurationException if the directory is used already, or cannot be written
     */
    static DirectoryLock take(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel channel = open(directory.resolve(FILE));
            if (tryLock(channel) == null) {
                channel.close();
                throw new ConfigurationException(inUse(directory));
            }
            return new DirectoryLock(channel);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "Cannot write to " + directory + " (" + e + "); make it writable or set DATA_DIR", e);
        }
    }

    /**
     * Waits until no process holds a lock on this file, which need not exist.
     *
     * @throws ConfigurationException if it is still held after that time
     */
    static void awaitFree(Path file, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (Files.exists(file)) {
            try (FileChannel channel = open(file);
                    FileLock lock = tryLock(channel)) {
                if (lock != null) {
                    return;
                }
                if (System.nanoTime() > end) {
                    throw new ConfigurationException(inUse(file.getParent()));
                }
                Thread.sleep(POLL_MILLIS);
            } catch (IOException e) {
                throw new ConfigurationException(
                        "Cannot write to " + file + " (" + e + "); make it writable or set DATA_DIR", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for " + file, e);
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String inUse(Path directory) {
        return directory + " is used by another Weathervane; stop it or set DATA_DIR";
    }
}
