package io.weathervane.reload;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the last save of each file that is reloaded: for the console, the health endpoint, the metrics and the
 * page. A problem stays until the next good save of its file, or until the file is gone. Thread-safe.
 */
public final class ReloadReport {

    /** What kind of file it is. */
    public enum Kind {
        ROUTE,
        MODEL,
        PIPELINE,
        TEMPLATE
    }

    /**
     * The last save of one file.
     *
     * @param problems empty if it took effect
     */
    public record Save(Kind kind, Path file, Instant at, List<Problem> problems) {

        public Save {
            problems = List.copyOf(problems);
        }
    }

    private final Clock clock;
    private final Map<Path, Save> saves = new ConcurrentHashMap<>();
    private final Map<Kind, LongAdder> accepted = new EnumMap<>(Kind.class);
    private final Map<Kind, LongAdder> refused = new EnumMap<>(Kind.class);

    public ReloadReport(Clock clock) {
        this.clock = clock;
        for (Kind kind : Kind.values()) {
            accepted.put(kind, new LongAdder());
            refused.put(kind, new LongAdder());
        }
    }

    /** The file took effect. */
    public void accepted(Kind kind, Path file) {
        accepted.get(kind).increment();
        saves.put(file, new Save(kind, file, clock.instant(), List.of()));
    }

    /** The file was refused; what ran before goes on. */
    public void refused(Kind kind, Path file, List<Problem> problems) {
        refused.get(kind).increment();
        saves.put(file, new Save(kind, file, clock.instant(), problems));
    }

    /** The file is gone, and what was in it has been removed. */
    public void removed(Path file) {
        saves.remove(file);
    }

    /** Saves of this kind that took effect since the start. */
    public long accepted(Kind kind) {
        return accepted.get(kind).sum();
    }

    /** Saves of this kind that were refused since the start. */
    public long refused(Kind kind) {
        return refused.get(kind).sum();
    }

    /** The latest save, of whatever file. */
    public Optional<Save> last() {
        return saves.values().stream().max(Comparator.comparing(Save::at));
    }

    /** What is wrong with this file now; empty if nothing is, or if it has not been saved. */
    public List<Problem> problemsOf(Path file) {
        Save save = saves.get(file);
        return save == null ? List.of() : save.problems();
    }

    /** What is wrong now, by file. */
    public List<Problem> problems() {
        return saves.values().stream()
                .sorted(Comparator.comparing(Save::file))
                .flatMap(save -> save.problems().stream())
                .toList();
    }
}
