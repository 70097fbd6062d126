package io.weathervane.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a redrive is: a bar on a terminal, and a line now and then where the output goes to a file. */
final class RedriveProgress implements AutoCloseable {

    private static final int LINE_EVERY = 5_000;

    private final PrintStream out;
    private final int total;
    private final ProgressBar bar;
    private int nextLine = LINE_EVERY;

    RedriveProgress(PrintStream out, int total) {
        this.out = out;
        this.total = total;
        this.bar = System.console() == null ? null : bar(total, out);
    }

    private static ProgressBar bar(int total, PrintStream out) {
        return new ProgressBarBuilder()
                .setTaskName("Redrive")
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(out))
                .build();
    }

    void sent(int records) {
        if (bar != null) {
            bar.stepTo(records);
        } else if (records >= nextLine) {
            out.printf("Redrive: %,d of %,d%n", records, total);
            nextLine = records + LINE_EVERY;
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
