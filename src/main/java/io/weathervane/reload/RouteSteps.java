package io.weathervane.reload;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.reifier.ProcessorReifier;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.PluginHelper;

/** Whether a route can be made of its definition: its endpoints, beans and expressions. Nothing is started. */
final class RouteSteps {

    private final YamlFile yaml;
    private final ModelCamelContext scratch;
    private final EndpointCheck endpoints;

    RouteSteps(YamlFile yaml, ModelCamelContext scratch, EndpointCheck endpoints) {
        this.yaml = yaml;
        this.scratch = scratch;
        this.endpoints = endpoints;
    }

    List<Problem> problems(RouteDefinition route) {
        List<Problem> problems = new ArrayList<>(policies(route));
        StepLines from = new StepLines(yaml, route.getInput().getLineNumber());
        problems.addAll(endpoints.problems(route.getInput().getEndpointUri(), true, from));
        Set<ProcessorDefinition<?>> failed = new HashSet<>();
        Collection<ProcessorDefinition<?>> steps = steps(route);
        for (ProcessorDefinition<?> step : steps) {
            if (step instanceof EndpointRequiredDefinition sends && !isDynamic(step)) {
                List<Problem> found = endpoints.problems(sends.getEndpointUri(), false, lines(step));
                if (!found.isEmpty()) {
                    failed.add(step);
                    problems.addAll(found);
                }
            }
        }
        if (!problems.isEmpty()) {
            problems.addAll(each(route, steps, failed));
            return problems;
        }
        try {
            scratch.getCamelContextExtension()
                    .getContextPlugin(org.apache.camel.model.Model.class)
                    .getModelReifierFactory()
                    .createRoute(scratch, route);
            return List.of();
        } catch (Exception e) {
            List<Problem> found = each(route, steps, failed);
            return found.isEmpty() ? List.of(yaml.problem(Math.max(route.getLineNumber(), 0), Reasons.of(e))) : found;
        }
    }

    /** The policies are the application's own: one that is added to a route would become part of this context. */
    private List<Problem> policies(RouteDefinition route) {
        List<Problem> problems = new ArrayList<>();
        if (route.getRoutePolicyRef() != null) {
            for (String policy : scratch.resolvePropertyPlaceholders(route.getRoutePolicyRef()).split(",")) {
                if (scratch.getRegistry().lookupByNameAndType(policy.strip(), RoutePolicy.class) == null) {
                    String reason = "there is no route policy \"" + policy.strip() + "\" among the application's beans";
                    problems.add(yaml.problem(
                            new StepLines(yaml, route.getLineNumber()).line("routePolicy"), reason));
                }
            }
            route.setRoutePolicyRef(null);
        }
        return problems;
    }

    /** Makes every step alone, those inside before those around them, so that each mistake is found where it is. */
    private List<Problem> each(
            RouteDefinition definition, Collection<ProcessorDefinition<?>> steps, Set<ProcessorDefinition<?>> failed) {
        Endpoint anywhere = scratch.getEndpoint("direct:check");
        Route route = PluginHelper.getRouteFactory(scratch)
                .createRoute(scratch, definition, definition.getRouteId(), null, null, anywhere, null);
        route.setErrorHandlerFactory(definition.getErrorHandlerFactory());
        List<Problem> problems = new ArrayList<>();
        List<ProcessorDefinition<?>> innermostFirst = new ArrayList<>(steps);
        java.util.Collections.reverse(innermostFirst);
        for (ProcessorDefinition<?> step : innermostFirst) {
            if (failed.contains(step)) {
                failBefore(step, failed);
                continue;
            }
            try {
                ProcessorReifier.reifier(route, step).createProcessor();
            } catch (Exception e) {
                failBefore(step, failed);
                String reason = Reasons.of(e);
                StepLines lines = lines(step);
                problems.add(lines.problem(lines.spokenOfIn(reason), reason));
            }
        }
        return problems;
    }

    private static void failBefore(ProcessorDefinition<?> step, Set<ProcessorDefinition<?>> failed) {
        for (ProcessorDefinition<?> around = step; around != null; around = around.getParent()) {
            failed.add(around);
        }
    }

    private StepLines lines(ProcessorDefinition<?> step) {
        return new StepLines(yaml, step.getLineNumber());
    }

    /** Its address is made of the message. */
    private static boolean isDynamic(ProcessorDefinition<?> step) {
        return step instanceof ToDynamicDefinition || step instanceof WireTapDefinition;
    }

    private static Collection<ProcessorDefinition<?>> steps(RouteDefinition route) {
        List<ProcessorDefinition<?>> steps = new ArrayList<>();
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)
                .forEach(steps::add);
        return steps;
    }
}
