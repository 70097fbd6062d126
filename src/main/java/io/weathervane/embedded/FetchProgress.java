package io.weathervane.embedded;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far the fetch is: a bar on a terminal, and now and then a line where the output goes to a file. */
final class FetchProgress implements AutoCloseable {

    private static final int LINE_EVERY_FILES = 20;

    private final PrintStream out;
    private final ProgressBar bar;
    private final int files;
    private int done;
    private long bytes;

    FetchProgress(PrintStream out, int files) {
        this.out = out;
        this.files = files;
        this.bar = System.console() == null ? null : bar(files, out);
    }

    private static ProgressBar bar(int files, PrintStream out) {
        return new ProgressBarBuilder()
                .setTaskName("Elasticsearch")
                .setInitialMax(files)
                .setUnit(" files", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(out))
                .build();
    }

    void add(long fetchedBytes) {
        done++;
        bytes += fetchedBytes;
        if (bar != null) {
            bar.stepTo(done);
        } else if (done % LINE_EVERY_FILES == 0 || done == files) {
            out.printf("Elasticsearch: %d of %d files, %.1f MB%n", done, files, bytes / 1e6);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
