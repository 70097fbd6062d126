package io.weathervane.reload;

import io.weathervane.reload.ReloadReport.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceReloadStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets saved routes take effect while the application runs, in place of Camel's own reload. A file is checked before it
 * replaces anything, and only its own routes are touched; one that is refused, or whose routes do not start, leaves those
 * running that ran. Add it to the context as a service; it begins when the context has started.
 */
public final class GuardedRouteReload extends ResourceReloadStrategySupport {

    /** What a file of routes is called. */
    public static final String ENDING = ".camel.yaml";

    private static final Logger LOG = LoggerFactory.getLogger(GuardedRouteReload.class);

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    /** What a file was refused for may go away by itself: a model comes, another file gives an id free. */
    private static final int LOOKS_TO_CHECK_AGAIN = 12;
    /** A poll may be waiting for an API's answer that takes up to its time-out. */
    private static final Duration IN_FLIGHT_PATIENCE = Duration.ofSeconds(45);

    /** What says what is wrong with a file, as {@link RouteCheck} does. */
    interface Checker {
        List<Problem> check(Path file, Collection<Path> others);
    }

    private final Path folder;
    private final FolderWatch watch;
    private final ReloadReport report;
    private final Verdicts verdicts;
    private final Duration lookEvery;
    private Checker checker;
    /** What each file held when it was last acted upon. */
    private final Map<Path, String> seen = new TreeMap<>();
    /** Files whose content the check refused. */
    private final Set<Path> refused = new TreeSet<>();

    private RunningRoutes running;
    private ScheduledExecutorService timer;
    private int looks;

    /**
     * The files as they are now are those that the application starts with.
     *
     * @param folder with the files of routes; not those in folders below it
     */
    public GuardedRouteReload(Path folder, ReloadReport report) {
        this(folder, report, LOOK_EVERY, null);
    }

    GuardedRouteReload(Path folder, ReloadReport report, Duration lookEvery, Checker checker) {
        this.folder = folder;
        this.watch = new FolderWatch(folder, ENDING);
        this.report = report;
        this.verdicts = new Verdicts(report);
        this.lookEvery = lookEvery;
        this.checker = checker;
        seen.putAll(watch.settled());
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        super.setCamelContext(camelContext);
        if (checker == null) {
            checker = new RouteCheck(camelContext)::check;
        }
        running = new RunningRoutes(camelContext, IN_FLIGHT_PATIENCE);
    }

    /** Nothing to do: it looks by itself. */
    @Override
    public void onReload(Object source) {
        LOG.debug("{} asks for a reload", source);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        timer = getCamelContext().getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "routes-reload");
        timer.scheduleWithFixedDelay(
                this::lookSafely, lookEvery.toMillis(), lookEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() throws Exception {
        if (timer != null) {
            getCamelContext().getExecutorServiceManager().shutdownNow(timer);
            timer = null;
        }
        super.doStop();
    }

    private void lookSafely() {
        if (!getCamelContext().isStarted()) {
            return;
        }
        try {
            look();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | LinkageError e) {
            if (getCamelContext().isStopping()) {
                LOG.debug("A reload was under way when the application was stopped", e);
                return;
            }
            // the executor never calls again what threw
            LOG.error("The reload of routes has failed; what runs goes on", e);
        }
    }

    private void look() throws Exception {
        if (running.isUnknown()) {
            running.begin(seen);
        }
        SortedMap<Path, String> now;
        try {
            now = watch.look();
            verdicts.settled(Kind.ROUTE, folder);
        } catch (IOException e) {
            verdicts.refused(
                    Kind.ROUTE,
                    folder,
                    List.of(new Problem(folder, 0, "the folder cannot be read: put it back")),
                    "what ran goes on");
            return;
        }
        Set<Path> gone = new TreeSet<>(seen.keySet());
        gone.removeAll(now.keySet());
        Set<Path> changed = new TreeSet<>(now.keySet());
        changed.removeIf(file -> now.get(file).equals(seen.get(file)));
        boolean again = ++looks % LOOKS_TO_CHECK_AGAIN == 0;
        if (!gone.isEmpty() || !changed.isEmpty()) {
            act(now, changed, gone);
            again = true;
        }
        if (again) {
            running.putBackMissing();
            Set<Path> stillRefused = new TreeSet<>(refused);
            stillRefused.removeAll(changed);
            act(now, stillRefused, Set.of());
        }
    }

    private void act(SortedMap<Path, String> now, Set<Path> changed, Set<Path> gone) throws Exception {
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
            replace(each.getKey(), each.getValue(), accepted);
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

    private void replace(Path file, NewRoutes routes, Map<Path, NewRoutes> accepted) throws Exception {
        // two files may have exchanged an id: the other one is about to be replaced too
        for (String id : routes.ids()) {
            running.giveFree(id, file);
        }
        boolean isNew = !running.files().contains(file);
        List<Problem> failure = running.replace(file, routes);
        if (failure.isEmpty()) {
            incSucceededCounter();
            verdicts.accepted(Kind.ROUTE, file, isNew ? "its routes have been added" : "took effect");
        } else {
            incFailedCounter();
            verdicts.refused(Kind.ROUTE, file, failure, isNew ? "nothing was added" : "what ran before runs again");
        }
    }

    private void refuse(Path file, List<Problem> problems) {
        if (!report.problemsOf(file).equals(problems)) {
            incFailedCounter();
        }
        refused.add(file);
        verdicts.refused(
                Kind.ROUTE,
                file,
                problems,
                running.files().contains(file) ? "what ran before goes on" : "nothing was added");
    }
}
