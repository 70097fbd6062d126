package io.weathervane.reload;

import io.weathervane.reload.YamlFile.RefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Says what is wrong with a file of routes before it replaces anything, without starting a route or touching those that
 * run. Not for two threads at once.
 *
 * <p>What the file says is made in a context of its own: its endpoints, expressions, and the beans that it declares, as they
 * would be when the file is loaded. Nothing is sent, received or bound to a port.
 */
public final class RouteCheck {

    private static final Logger LOG = LoggerFactory.getLogger(RouteCheck.class);

    private final CamelContext application;

    /** @param application the context whose beans, placeholders and components the routes use; it may be running or not */
    public RouteCheck(CamelContext application) {
        this.application = application;
    }

    /**
     * Checks one file.
     *
     * @param others the other files of the folder, whose route ids are taken
     * @return what is wrong with it, in the order of its lines; empty if it can take effect
     */
    public List<Problem> check(Path file, Collection<Path> others) {
        try {
            YamlFile yaml = YamlFile.read(file);
            return new HashSet<>(problems(yaml, readable(file, others)))
                    .stream()
                            .sorted(Comparator.comparing(Problem::line).thenComparing(Problem::reason))
                            .toList();
        } catch (RefusedException e) {
            return List.of(e.in(file));
        } catch (RuntimeException | LinkageError e) {
            // one file must not keep the others from being checked
            LOG.debug("The check of {} has failed", file, e);
            return List.of(new Problem(file, 0, "it cannot be checked: " + Reasons.of(e)));
        }
    }

    private List<Problem> problems(YamlFile yaml, List<YamlFile> others) {
        List<Problem> problems = new ArrayList<>(YamlProblems.of(yaml));
        if (!problems.isEmpty()) {
            return problems;
        }
        problems.addAll(RouteIds.duplicates(yaml, others, application));
        List<Problem> unknown = DslSchema.problems(yaml);
        problems.addAll(unknown);
        try (ScratchContext scratch = new ScratchContext(application)) {
            List<Problem> missing = Placeholders.missing(yaml, scratch.camel());
            problems.addAll(missing);
            // Camel would stop at the first of these
            if (unknown.isEmpty() && missing.isEmpty()) {
                made(yaml, others, scratch)
                        .forEach(problem -> problems.add(Placeholders.withoutValues(problem, yaml, scratch.camel())));
            }
        }
        return problems;
    }

    private List<Problem> made(YamlFile yaml, List<YamlFile> others, ScratchContext scratch) {
        others.stream().filter(RouteCheck::isShared).forEach(other -> loadShared(other, scratch));
        Set<RouteDefinition> shared = new HashSet<>(scratch.camel().getRouteDefinitions());
        try {
            scratch.load(yaml);
        } catch (Exception e) {
            String reason = Reasons.of(e);
            int line = line(e);
            return List.of(yaml.problem(line > 0 ? line : StepLines.spokenOfAnywhere(yaml, reason, 0), reason));
        }
        RouteSteps steps = new RouteSteps(yaml, scratch.camel(), new EndpointCheck(application, scratch));
        List<RouteDefinition> own = scratch.camel().getRouteDefinitions().stream()
                .filter(route -> !shared.contains(route))
                .toList();
        List<Problem> problems = new ArrayList<>(RouteIds.duplicateSteps(yaml, own));
        own.forEach(route -> problems.addAll(steps.problems(route)));
        return problems;
    }

    /** Whether other files may need what is in it: templates, configurations, beans. */
    private static boolean isShared(YamlFile yaml) {
        return yaml.root() != null
                && YamlNodes.children(yaml.root()).stream()
                        .flatMap(item -> YamlNodes.entries(item).stream())
                        .map(entry -> YamlNodes.text(entry.getKeyNode()))
                        .anyMatch(key -> !"route".equals(key) && !"from".equals(key));
    }

    private static void loadShared(YamlFile yaml, ScratchContext scratch) {
        try {
            scratch.load(yaml);
        } catch (Exception e) {
            LOG.debug("{} does not load; that is said when it is checked itself", yaml.file(), e);
        }
    }

    private static int line(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYamlEngineException marked) {
                return marked.getProblemMark()
                                .or(marked::getContextMark)
                                .map(Mark::getLine)
                                .orElse(-1)
                        + 1;
            }
        }
        return 0;
    }

    private static List<YamlFile> readable(Path file, Collection<Path> others) {
        List<YamlFile> readable = new ArrayList<>();
        for (Path other : others) {
            try {
                if (!other.toAbsolutePath()
                        .normalize()
                        .equals(file.toAbsolutePath().normalize())) {
                    readable.add(YamlFile.read(other));
                }
            } catch (RefusedException e) {
                LOG.debug("{} is not readable; that is said when it is checked itself", other);
            }
        }
        return readable;
    }
}
