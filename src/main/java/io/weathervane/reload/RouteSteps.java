package io.weathervane.reload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.FinallyDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.reifier.ProcessorReifier;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.PluginHelper;

/** Whether a route can be made of its definition: its endpoints, beans and expressions. Nothing is started. */
final class RouteSteps {

    private static final List<Class<?>> CLAUSES = List.of(CatchDefinition.class, FinallyDefinition.class);

    private final YamlFile yaml;
    private final ModelCamelContext scratch;
    private final EndpointCheck endpoints;

    RouteSteps(YamlFile yaml, ModelCamelContext scratch, EndpointCheck endpoints) {
        this.yaml = yaml;
        this.scratch = scratch;
        this.endpoints = endpoints;
    }

    List<Problem> problems(RouteDefinition route) {
        PropertiesComponent properties = scratch.getPropertiesComponent();
        try {
            if (route.getTemplateParameters() != null) {
                Properties parameters = new Properties();
                parameters.putAll(route.getTemplateParameters());
                properties.setLocalProperties(parameters);
            }
            return found(route);
        } finally {
            properties.setLocalProperties(null);
        }
    }

    private List<Problem> found(RouteDefinition route) {
        List<Problem> problems = new ArrayList<>(policies(route));
        StepLines from = new StepLines(yaml, route.getInput().getLineNumber());
        problems.addAll(endpoints.problems(route.getInput().getEndpointUri(), true, from));
        Set<ProcessorDefinition<?>> failed = new HashSet<>();
        List<ProcessorDefinition<?>> steps = steps(route);
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
                    .getContextPlugin(Model.class)
                    .getModelReifierFactory()
                    .createRoute(scratch, route);
            return List.of();
        } catch (Exception e) {
            List<Problem> found = each(route, steps, failed);
            String reason = Reasons.of(e);
            int line = StepLines.spokenOfAnywhere(yaml, reason, Math.max(route.getLineNumber(), 0));
            return found.isEmpty() ? List.of(yaml.problem(line, reason)) : found;
        }
    }

    /** The policies are the application's own: one that is added to a route would become part of this context. */
    private List<Problem> policies(RouteDefinition route) {
        List<Problem> problems = new ArrayList<>();
        if (route.getRoutePolicyRef() != null) {
            for (String policy : scratch.resolvePropertyPlaceholders(route.getRoutePolicyRef())
                    .split(",")) {
                if (scratch.getRegistry().lookupByNameAndType(policy.strip(), RoutePolicy.class) == null) {
                    String reason = "there is no route policy \"" + policy.strip() + "\" among the application's beans";
                    problems.add(yaml.problem(new StepLines(yaml, route.getLineNumber()).line("routePolicy"), reason));
                }
            }
            route.setRoutePolicyRef(null);
        }
        return problems;
    }

    /** Makes every step alone, those inside before those around them, so that each mistake is found where it is. */
    private List<Problem> each(
            RouteDefinition definition, List<ProcessorDefinition<?>> steps, Set<ProcessorDefinition<?>> failed) {
        Endpoint anywhere = scratch.getEndpoint("direct:check");
        Route route = PluginHelper.getRouteFactory(scratch)
                .createRoute(scratch, definition, definition.getRouteId(), null, null, anywhere, null);
        route.setErrorHandlerFactory(definition.getErrorHandlerFactory());
        List<Problem> problems = new ArrayList<>();
        List<ProcessorDefinition<?>> innermostFirst = new ArrayList<>(steps);
        Collections.reverse(innermostFirst);
        for (ProcessorDefinition<?> step : innermostFirst) {
            if (failed.contains(step)) {
                leaveOut(step, failed);
                continue;
            }
            try {
                make(step, route);
            } catch (Exception e) {
                leaveOut(step, failed);
                String reason = Reasons.of(e);
                StepLines lines = lines(step);
                problems.add(lines.problem(lines.spokenOfIn(reason), reason));
            }
        }
        return problems;
    }

    /** So that the steps around it are made without it. A clause has no place for another step: what it belongs to fails. */
    private static void leaveOut(ProcessorDefinition<?> step, Set<ProcessorDefinition<?>> failed) {
        ProcessorDefinition<?> around = step.getParent();
        if (around == null) {
            return;
        }
        List<ProcessorDefinition<?>> beside = beside(step, around);
        int place = beside.indexOf(step);
        if (place < 0 || CLAUSES.stream().anyMatch(clause -> clause.isInstance(step))) {
            failed.add(around);
        } else {
            beside.set(place, new StopDefinition());
        }
    }

    /** The list that a step is in; what a choice gives out is a copy of those of its clauses. */
    private static List<ProcessorDefinition<?>> beside(ProcessorDefinition<?> step, ProcessorDefinition<?> around) {
        if (around instanceof ChoiceDefinition choice) {
            for (WhenDefinition when : choice.getWhenClauses()) {
                if (when.getOutputs().contains(step)) {
                    return when.getOutputs();
                }
            }
            return choice.getOtherwise() == null
                    ? List.of()
                    : choice.getOtherwise().getOutputs();
        }
        return around.getOutputs();
    }

    private StepLines lines(ProcessorDefinition<?> step) {
        return new StepLines(yaml, step.getLineNumber());
    }

    /** Its address is made of the message. */
    private static boolean isDynamic(ProcessorDefinition<?> step) {
        return step instanceof ToDynamicDefinition || step instanceof WireTapDefinition;
    }

    /** As Camel does it: some steps are made by the library that has them. */
    private void make(ProcessorDefinition<?> step, Route route) throws Exception {
        if (PluginHelper.getProcessorFactory(scratch).createProcessor(route, step) == null) {
            ProcessorReifier.reifier(route, step).createProcessor();
        }
    }

    /** All of them, those around others first. */
    private static List<ProcessorDefinition<?>> steps(ProcessorDefinition<?> around) {
        List<ProcessorDefinition<?>> steps = new ArrayList<>();
        Set<ProcessorDefinition<?>> inside = new LinkedHashSet<>(around.getOutputs());
        if (around instanceof CircuitBreakerDefinition breaker && breaker.getOnFallback() != null) {
            inside.addAll(breaker.getOnFallback().getOutputs());
        }
        if (around instanceof TryDefinition attempt) {
            inside.addAll(attempt.getCatchClauses());
            if (attempt.getFinallyClause() != null) {
                inside.add(attempt.getFinallyClause());
            }
        }
        for (ProcessorDefinition<?> step : inside) {
            // Camel's YAML leaves it out in some clauses
            step.setParent(around);
            steps.add(step);
            steps.addAll(steps(step));
        }
        return steps;
    }
}
