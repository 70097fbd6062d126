package io.weathervane.embedded;

import java.io.Console;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how far a fetch is: a bar on a terminal, a line in the log every three seconds elsewhere. Not thread-safe. */
final class FetchProgress implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FetchProgress.class);
    private static final long MEGABYTE = 1_000_000;
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(3);

    private final String task;
    private final long total;
    private final ProgressBar bar;
    private long done;
    private long lastLine = System.nanoTime();

    /** @param total how many bytes there will be */
    FetchProgress(String task, long total) {
        this.task = task;
        this.total = total;
        this.bar = isTerminal()
                ? new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .setUnit(" MB", MEGABYTE)
                        .build()
                : null;
    }

    void add(long bytes) {
        done += bytes;
        if (bar != null) {
            bar.stepBy(bytes);
        } else if (System.nanoTime() - lastLine > BETWEEN_LINES.toNanos()) {
            lastLine = System.nanoTime();
            LOG.info("{}: {} of {} MB", task, done / MEGABYTE, total / MEGABYTE);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try { // from Java 22 on there is a console without a terminal too, and this method to tell
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
