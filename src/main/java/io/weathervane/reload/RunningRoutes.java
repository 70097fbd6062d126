package io.weathervane.reload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which routes run from which file, and what the file said then. Not thread-safe. */
final class RunningRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(RunningRoutes.class);

    /** The last good text of a file, and the ids of the routes that run from it; none while they cannot be put back. */
    private record Good(String text, List<String> ids) {}

    private final CamelContext camel;
    private final RouteFiles reader;
    private final RouteSwap swap;
    private final Map<Path, Good> files = new TreeMap<>();
    private boolean unknown = true;

    RunningRoutes(CamelContext camel, Duration inFlightPatience) {
        this.camel = camel;
        this.reader = new RouteFiles(camel);
        this.swap = new RouteSwap(camel, inFlightPatience);
    }

    RouteFiles reader() {
        return reader;
    }

    boolean isUnknown() {
        return unknown;
    }

    /** Takes over what the application has started with. */
    void begin(Map<Path, String> texts) {
        unknown = false;
        Map<Path, Path> known = new HashMap<>();
        texts.keySet().forEach(file -> known.put(absolute(file), file));
        for (RouteDefinition route :
                camel.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions()) {
            if (route.getResource() == null) {
                continue;
            }
            Path file = known.get(
                    absolute(Path.of(route.getResource().getLocation().replaceFirst("^file:/*(?=/)|^file:", ""))));
            if (file != null) {
                List<String> ids = new ArrayList<>(files.containsKey(file) ? files.get(file).ids : List.of());
                ids.add(route.getRouteId());
                files.put(file, new Good(texts.get(file), ids));
            }
        }
    }

    private static Path absolute(Path file) {
        return file.toAbsolutePath().normalize();
    }

    Set<Path> files() {
        return Set.copyOf(files.keySet());
    }

    boolean isWhatRuns(Path file, String text) {
        Good good = files.get(file);
        return good != null && good.text.equals(text) && !good.ids.isEmpty();
    }

    /** The file whose route runs with this id, unless it is one of those. */
    Optional<Path> ownerOf(String id, Set<Path> leaving) {
        return files.entrySet().stream()
                .filter(each -> each.getValue().ids.contains(id) && !leaving.contains(each.getKey()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Stops what runs from the file; false if nothing did. */
    boolean remove(Path file) throws Exception {
        Good good = files.remove(file);
        if (good != null) {
            swap.remove(good.ids);
        }
        return good != null && !good.ids.isEmpty();
    }

    /** Stops the route of another file that has the id. */
    void giveFree(String id, Path except) throws Exception {
        Optional<Path> owner = ownerOf(id, Set.of(except));
        if (owner.isPresent()) {
            Good good = files.get(owner.get());
            swap.remove(good.ids);
            files.put(owner.get(), new Good(good.text, List.of()));
        }
    }

    /** Puts the new routes of a file in the place of those that run, or back what ran; returns why they do not start. */
    List<Problem> replace(Path file, NewRoutes routes) throws Exception {
        Good before = files.get(file);
        if (before != null) {
            swap.remove(before.ids);
            files.put(file, new Good(before.text, List.of()));
        }
        try {
            files.put(file, new Good(routes.text(), swap.start(routes.routes())));
            return List.of();
        } catch (Exception e) {
            LOG.debug("The routes of {} do not start", file, e);
            Problem problem = new Problem(file, 0, "it does not start: " + Reasons.of(e));
            return before == null || putBack(file)
                    ? List.of(problem)
                    : List.of(problem, new Problem(file, 0, "nor does what ran before; it is tried again"));
        }
    }

    /** What ran and could not be put back is tried again. */
    void putBackMissing() {
        for (Map.Entry<Path, Good> each : Map.copyOf(files).entrySet()) {
            if (each.getValue().ids.isEmpty() && putBack(each.getKey())) {
                LOG.info("What ran before from {} runs again", each.getKey());
            }
        }
    }

    private boolean putBack(Path file) {
        String text = files.get(file).text;
        try {
            files.put(file, new Good(text, swap.start(reader.read(file, text))));
            return true;
        } catch (Exception e) {
            LOG.debug("What ran before from {} does not start", file, e);
            return false;
        }
    }
}
