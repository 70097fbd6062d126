package io.weathervane.cli;

import io.weathervane.source.Backfill;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far an import is in all of its files: a bar on a terminal, and a line now and then where the output goes to a file.
 * Speeds are of this run alone.
 */
final class ImportProgress implements AutoCloseable {

    private static final int UPDATE_MILLIS = 250;
    private static final long LINE_EVERY = Duration.ofSeconds(10).toNanos();
    private static final Duration SUSPICIOUS_SILENCE = Duration.ofSeconds(5);
    private static final double SECOND = 1e9;
    private static final int MEGABYTE = 1_000_000;

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier clock;
    private final String brokers;
    private final long totalBytes;
    private final long start;
    private ProgressBar bar;
    private String file = "";
    private long earlierBytes;
    private long readBytes;
    private long skippedBytes = -1;
    private long earlierMessages;
    private long messages;
    private long lastLine;
    private boolean silent;

    ImportProgress(String brokers, long totalBytes) {
        this(System.err, System.console() != null, System::nanoTime, brokers, totalBytes);
    }

    /** @param clock in nanoseconds */
    ImportProgress(PrintStream out, boolean terminal, LongSupplier clock, String brokers, long totalBytes) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        this.brokers = brokers;
        this.totalBytes = totalBytes;
        this.start = clock.getAsLong();
        this.lastLine = start;
    }

    /** @param imported what was imported of it by earlier runs */
    void begin(Path nextFile, long imported) {
        file = TerminalText.line(nextFile.getFileName().toString());
        earlierMessages -= imported;
    }

    /** As {@link Backfill.Listener#at}. */
    void at(long bytesRead, long imported) {
        silent = false;
        readBytes = earlierBytes + bytesRead;
        messages = earlierMessages + imported;
        if (skippedBytes < 0) {
            skippedBytes = readBytes;
        }
        if (terminal) {
            showBar();
        } else if (clock.getAsLong() - lastLine >= LINE_EVERY) {
            lastLine = clock.getAsLong();
            out.println(line());
        }
    }

    /** As {@link Backfill.Listener#waiting}. */
    void waiting(Duration silence) {
        if (silent || silence.compareTo(SUSPICIOUS_SILENCE) < 0) {
            return;
        }
        silent = true;
        String message = "Kafka at " + brokers + " has not answered for " + silence.toSeconds() + " s, trying on";
        if (bar != null) {
            bar.setExtraMessage(" " + message);
        } else {
            out.println(message);
        }
    }

    /** The file is done, or is left out. */
    void end(long fileBytes) {
        earlierBytes += fileBytes;
        earlierMessages = messages;
        close();
    }

    /** Messages of this run. */
    long messages() {
        return messages;
    }

    Duration elapsed() {
        return Duration.ofNanos(clock.getAsLong() - start);
    }

    private void showBar() {
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName(file)
                    .setInitialMax(totalBytes)
                    .startsFrom(readBytes, readBytes == skippedBytes ? Duration.ZERO : elapsed())
                    .setUnit(" MB", MEGABYTE)
                    .showSpeed()
                    .setUpdateIntervalMillis(UPDATE_MILLIS)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(out))
                    .clearDisplayOnFinish()
                    .build();
        }
        bar.stepTo(readBytes);
        bar.setExtraMessage(String.format(Locale.ROOT, " %,d messages, %,.0f/s", messages, perSecond(messages)));
    }

    private String line() {
        double speed = perSecond(readBytes - skippedBytes);
        long left = speed > 0 ? (long) ((totalBytes - readBytes) / speed) : 0;
        return String.format(
                Locale.ROOT,
                "%s: %,d of %,d MB (%.1f MB/s), %,d messages (%,.0f/s), %d:%02d left",
                file,
                readBytes / MEGABYTE,
                totalBytes / MEGABYTE,
                speed / MEGABYTE,
                messages,
                perSecond(messages),
                left / 60,
                left % 60);
    }

    private double perSecond(long count) {
        return count * SECOND / Math.max(1, clock.getAsLong() - start);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
