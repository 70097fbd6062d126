package io.weathervane.cli;

import io.weathervane.training.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows on standard error how far training is, with an estimate of the time left: one bar a step on a terminal, and a line now
 * and then where the output goes to a file.
 */
final class TrainingProgressBar implements Progress, AutoCloseable {

    private static final int UPDATE_MILLIS = 500;
    private static final long LINE_EVERY = Duration.ofSeconds(10).toNanos();

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier clock;
    private ProgressBar bar;
    private String step = "";
    private long stepStart;
    private long doneAtStart;
    private long lastLine;

    TrainingProgressBar() {
        this(System.err, System.console() != null, System::nanoTime);
    }

    /** @param clock in nanoseconds */
    TrainingProgressBar(PrintStream out, boolean terminal, LongSupplier clock) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        this.lastLine = clock.getAsLong();
    }

    @Override
    public void at(String newStep, long done, long total) {
        if (!newStep.equals(step)) {
            close();
            step = newStep;
            stepStart = clock.getAsLong();
            doneAtStart = done;
            bar = terminal ? bar(newStep, total) : null;
        }
        if (bar != null) {
            bar.stepTo(done);
        } else if (clock.getAsLong() - lastLine >= LINE_EVERY) {
            lastLine = clock.getAsLong();
            out.println(line(done, total));
        }
    }

    private ProgressBar bar(String name, long total) {
        return new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(total == 0 ? -1 : total)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(out))
                .clearDisplayOnFinish()
                .build();
    }

    private String line(long done, long total) {
        if (total == 0) {
            return done == 0 ? step : String.format(Locale.ROOT, "%s: %,d", step, done);
        }
        double elapsed = clock.getAsLong() - stepStart;
        long since = done - doneAtStart;
        long left = since == 0
                ? 0
                : Duration.ofNanos((long) (elapsed / since * (total - done))).toSeconds();
        String estimate = since == 0 ? "" : String.format(Locale.ROOT, ", %d:%02d left at most", left / 60, left % 60);
        return String.format(Locale.ROOT, "%s: %,d of %,d%s", step, done, total, estimate);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
