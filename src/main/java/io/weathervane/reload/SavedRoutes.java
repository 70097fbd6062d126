package io.weathervane.reload;

import io.weathervane.reload.ReloadReport.Kind;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Decides what the files of routes, as they are at a look, change in what runs. Not thread-safe. */
final class SavedRoutes {

    private final FolderWatch watch;
    private final GuardedRouteReload.Checker checker;
    private final RunningRoutes running;
    private final ReloadReport report;
    private final Verdicts verdicts;
    private final Consumer<Boolean> counter;
    /** What each file held when it was last acted upon. */
    private final Map<Path, String> seen;
    /** Files whose content the check refused. */
    private final Set<Path> refused = new TreeSet<>();

    /** @param counter is told of each save whether it took effect */
    SavedRoutes(
            FolderWatch watch,
            GuardedRouteReload.Checker checker,
            RunningRoutes running,
            ReloadReport report,
            Consumer<Boolean> counter) {
        this.watch = watch;
        this.checker = checker;
        this.running = running;
        this.report = report;
        this.verdicts = new Verdicts(report);
        this.counter = counter;
        this.seen = new TreeMap<>(watch.settled());
    }

    /** Takes over what the application has started with; the first time only. */
    void begin() {
        if (running.isUnknown()) {
            running.begin(seen);
        }
    }

    /**
     * Lets what has been saved take effect.
     *
     * @param now what each file holds
     * @param again whether to check what was refused once more, though nothing may have been saved
     */
    void act(Map<Path, String> now, boolean again) throws Exception {
        Set<Path> gone = new TreeSet<>(seen.keySet());
        gone.removeAll(now.keySet());
        Set<Path> changed = new TreeSet<>(now.keySet());
        changed.removeIf(file -> now.get(file).equals(seen.get(file)));
        boolean any = !gone.isEmpty() || !changed.isEmpty();
        if (any) {
            act(now, changed, gone);
        }
        if (any || again) {
            running.putBackMissing();
            Set<Path> stillRefused = new TreeSet<>(refused);
            stillRefused.removeAll(changed);
            act(now, stillRefused, Set.of());
        }
    }

    private void act(Map<Path, String> now, Set<Path> changed, Set<Path> gone) throws Exception {
        Map<Path, NewRoutes> accepted = new TreeMap<>();
        for (Path file : changed) {
            if (running.isWhatRuns(file, now.get(file))) {
                seen.put(file, now.get(file));
                refused.remove(file);
                verdicts.settled(Kind.ROUTE, file);
                continue;
            }
            // what is broken beside it does not count; what comes with it does
            Set<Path> others = new HashSet<>(running.files());
            others.addAll(accepted.keySet());
            others.removeAll(gone);
            others.remove(file);
            NewRoutes routes = NewRoutes.of(file, now.get(file), others, checker, running.reader());
            if (!watch.holds(file, now.get(file))) {
                // saved again meanwhile, so who knows what has been checked; the next look has it
                continue;
            }
            seen.put(file, now.get(file));
            if (routes.problems().isEmpty()) {
                accepted.put(file, routes);
            } else {
                refuse(file, routes.problems());
            }
        }
        refuseTakenIds(accepted, gone);
        for (Path file : gone) {
            seen.remove(file);
            refused.remove(file);
            boolean ran = running.remove(file);
            verdicts.removed(file, ran ? "its routes have been stopped and removed" : "no route was running from it");
        }
        for (Map.Entry<Path, NewRoutes> each : accepted.entrySet()) {
            refused.remove(each.getKey());
            replace(each.getKey(), each.getValue());
        }
    }

    /** A route that runs keeps its id as long as it runs, whatever its file says meanwhile. */
    private void refuseTakenIds(Map<Path, NewRoutes> accepted, Set<Path> gone) {
        boolean again = true;
        while (again) {
            again = false;
            for (Path file : List.copyOf(accepted.keySet())) {
                Set<Path> leaving = new HashSet<>(accepted.keySet());
                leaving.addAll(gone);
                List<Problem> taken = accepted.get(file).taken(file, id -> running.ownerOf(id, leaving));
                if (!taken.isEmpty()) {
                    accepted.remove(file);
                    refuse(file, taken);
                    again = true;
                }
            }
        }
    }

    private void replace(Path file, NewRoutes routes) throws Exception {
        // two files may have exchanged an id: the other one is about to be replaced too
        for (String id : routes.ids()) {
            running.giveFree(id, file);
        }
        boolean isNew = !running.files().contains(file);
        List<Problem> failure = running.replace(file, routes);
        if (failure.isEmpty()) {
            counter.accept(true);
            verdicts.accepted(Kind.ROUTE, file, isNew ? "its routes have been added" : "took effect");
        } else {
            counter.accept(false);
            verdicts.refused(Kind.ROUTE, file, failure, isNew ? "nothing was added" : "what ran before runs again");
        }
    }

    private void refuse(Path file, List<Problem> problems) {
        if (!report.problemsOf(file).equals(problems)) {
            counter.accept(false);
        }
        refused.add(file);
        verdicts.refused(
                Kind.ROUTE,
                file,
                problems,
                running.files().contains(file) ? "what ran before goes on" : "nothing was added");
    }
}
