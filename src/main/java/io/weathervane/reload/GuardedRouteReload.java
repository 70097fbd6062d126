package io.weathervane.reload;

import io.weathervane.reload.ReloadReport.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
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
    private final Checker checker;
    private SavedRoutes saved;
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
    }

    /** Whether a file is one that editors and systems leave beside others, by its name; it counts nowhere. */
    public static boolean isOfAnEditor(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(".") || name.startsWith("#");
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        super.setCamelContext(camelContext);
        saved = new SavedRoutes(
                watch,
                checker == null ? new RouteCheck(camelContext)::check : checker,
                new RunningRoutes(camelContext, IN_FLIGHT_PATIENCE),
                report,
                this::count);
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

    private void count(boolean accepted) {
        if (accepted) {
            incSucceededCounter();
        } else {
            incFailedCounter();
        }
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
        saved.begin();
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
        saved.act(now, ++looks % LOOKS_TO_CHECK_AGAIN == 0);
    }
}
