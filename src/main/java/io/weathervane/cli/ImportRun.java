package io.weathervane.cli;

import io.weathervane.source.Backfill;
import io.weathervane.source.BackfillPosition;
import io.weathervane.source.BackfillState;
import io.weathervane.source.BadLine;
import io.weathervane.source.FileFormat;
import io.weathervane.source.RejectFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Imports files one after the other, each from where it was left, and says what has become of each. Not thread-safe. */
final class ImportRun implements Backfill.Listener {

    static final int REJECTED = 3;
    static final int INTERRUPTED = 130;

    private static final String REJECTS_ENDING = ".rejected.jsonl";
    private static final int TOLD_REASONS = 3;

    private final Path states;
    private final String topicId;
    private final Function<Path, FileFormat> formats;
    private final Path commonRejects;
    private final boolean restart;
    private final ImportProgress progress;
    private final PrintWriter out;
    /** How much of each reject file is of this command's files. */
    private final Map<Path, Long> rejectBytes = new HashMap<>();

    private final List<BadLine> firstRejects = new ArrayList<>();
    private boolean anyRejected;

    /**
     * @param states the folder in which it is remembered how far each file is
     * @param commonRejects where the bad lines of all files go; null for a file beside each
     * @param restart whether what was imported before does not count
     */
    ImportRun(
            Path states,
            String topicId,
            Function<Path, FileFormat> formats,
            Path commonRejects,
            boolean restart,
            ImportProgress progress,
            PrintWriter out) {
        this.states = states;
        this.topicId = topicId;
        this.formats = formats;
        this.commonRejects = commonRejects;
        this.restart = restart;
        this.progress = progress;
        this.out = out;
    }

    /** Returns the command's exit code. */
    int run(List<Path> files, Backfill backfill) throws IOException {
        for (Path file : files) {
            if (!run(file, backfill)) {
                out.println("Stopped: the same command goes on from here"
                        + (restart ? ", without --restart." : "; with --restart it begins anew."));
                return INTERRUPTED;
            }
        }
        if (progress.messages() > 0) {
            Duration took = progress.elapsed();
            out.printf(
                    "%,d messages in %d:%02d, %,.0f a second.%n",
                    progress.messages(),
                    took.toMinutes(),
                    took.toSecondsPart(),
                    progress.messages() * 1e3 / Math.max(1, took.toMillis()));
        }
        return anyRejected ? REJECTED : 0;
    }

    /** False if it was stopped before its end. */
    private boolean run(Path file, Backfill backfill) throws IOException {
        if (file.toString().endsWith(REJECTS_ENDING)) {
            out.println(TerminalText.line(file + ": left out, it holds the bad lines of an earlier import"));
            return true;
        }
        FileFormat format = formats.apply(file);
        BackfillState state = new BackfillState(states, file, topicId, format);
        Path rejectPath = (commonRejects == null ? Path.of(file + REJECTS_ENDING) : commonRejects).toAbsolutePath();
        Optional<BackfillPosition> found = restart ? Optional.empty() : state.read();
        found.filter(position -> position.rejectFile().equals(rejectPath.toString()))
                .ifPresent(position -> rejectBytes.merge(rejectPath, position.rejectBytes(), Math::max));
        long size = Files.size(file);
        BackfillPosition end = found.orElse(BackfillPosition.start());
        if (end.finished()) {
            report(file, end, "were imported before, --restart imports them again");
        } else {
            progress.begin(file, end.imported());
            try (RejectFile rejects = new RejectFile(rejectPath, rejectBytes.getOrDefault(rejectPath, 0L))) {
                end = backfill.run(file, format, end, state, rejects);
            } finally {
                progress.close();
            }
            rejectBytes.put(rejectPath, end.rejectBytes());
            report(file, end, end.finished() ? "imported" : "imported so far");
            if (state.fileHasChanged()) {
                out.println(TerminalText.line(file + " was written to meanwhile: import it again when it is complete"));
            }
        }
        progress.end(size);
        anyRejected |= end.rejected() > 0;
        return end.finished();
    }

    private void report(Path file, BackfillPosition end, String what) {
        String line = String.format("%s: %,d messages %s", file, end.imported(), what);
        if (end.rejected() > 0) {
            line += String.format(", %,d rejected: see %s", end.rejected(), end.rejectFile());
        }
        out.println(TerminalText.line(line));
        for (BadLine bad : firstRejects) {
            out.println(TerminalText.line(
                    "  line " + bad.line() + ": " + bad.reason().code() + ", " + bad.detail()));
        }
        firstRejects.clear();
        out.flush();
    }

    @Override
    public void at(long bytesRead, long imported) {
        progress.at(bytesRead, imported);
    }

    @Override
    public void rejected(BadLine bad) {
        if (firstRejects.size() < TOLD_REASONS) {
            firstRejects.add(bad);
        }
    }

    @Override
    public void waiting(Duration silence) {
        progress.waiting(silence);
    }
}
