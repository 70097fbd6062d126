package io.weathervane.reload;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Producer;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.catalog.impl.DefaultRuntimeCamelCatalog;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.util.StringHelper;

/**
 * Whether the endpoints of routes can be made. Camel makes each one, which neither consumes nor produces yet; its catalog says
 * in words what was wrong, and knows values that Camel itself would pass on unread.
 */
final class EndpointCheck {

    /** Models are on this disk, so they are loaded; what reaches over a network is left alone. */
    private static final String MODELS = "doccat";

    private final CamelContext application;
    private final CamelContext scratch;
    private final DefaultRuntimeCamelCatalog catalog;

    EndpointCheck(CamelContext application, ScratchContext scratch) {
        this.application = application;
        this.scratch = scratch.camel();
        this.catalog = scratch.catalog();
    }

    /** @param consumed whether the route reads from it */
    List<Problem> problems(String uri, boolean consumed, StepLines lines) {
        String resolved = uri == null ? "" : scratch.resolvePropertyPlaceholders(uri);
        if (resolved.isBlank()) {
            return List.of(
                    lines.problem(lines.address(), "the address of an endpoint is missing here, such as log:name"));
        }
        String scheme = scheme(resolved);
        ComponentModel component = catalog.componentModel(scheme);
        if (component == null && scratch.getComponent(scheme, true, false) == null) {
            return List.of(lines.problem(lines.address(), unknownComponent(scheme)));
        }
        List<Problem> problems = new ArrayList<>();
        Exception failure = null;
        try {
            scratch.getEndpoint(resolved);
        } catch (Exception e) {
            failure = e;
        }
        if (component != null) {
            capability(component, scheme, consumed, lines, problems);
            EndpointValidationResult result = catalog.validateEndpointProperties(resolved, false, consumed, !consumed);
            OptionProblems.values(result, lines, problems);
            if (failure != null) {
                OptionProblems.names(result, scheme, lines, problems);
            }
        }
        if (failure != null && problems.isEmpty()) {
            String reason = Reasons.of(failure);
            problems.add(lines.problem(lines.spokenOfIn(reason), reason));
        }
        if (problems.isEmpty() && !consumed && MODELS.equals(scheme)) {
            model(resolved, lines, problems);
        }
        return problems;
    }

    private static String scheme(String uri) {
        String beforeOptions = StringHelper.before(uri, "?", uri);
        return StringHelper.before(beforeOptions, ":", beforeOptions);
    }

    private String unknownComponent(String scheme) {
        String start = "there is no component \"" + scheme + "\"";
        ComponentModel elsewhere = new DefaultCamelCatalog().componentModel(scheme);
        if (elsewhere != null) {
            return start + " here: it is in Camel's " + elsewhere.getArtifactId()
                    + ", which has to be added to the application";
        }
        Collection<String> known = new TreeSet<>(application.getComponentNames());
        known.addAll(onTheClassPath());
        return start + Suggestion.best(known, scheme, "see Camel's list of components");
    }

    /** As the catalog of this very Camel says it, of those whose classes are here. */
    private Collection<String> onTheClassPath() {
        return new DefaultCamelCatalog()
                .findComponentNames().stream()
                        .filter(name -> catalog.componentJSonSchema(name) != null)
                        .toList();
    }

    private static void capability(
            ComponentModel component, String scheme, boolean consumed, StepLines lines, List<Problem> problems) {
        if (consumed && component.isProducerOnly()) {
            problems.add(lines.problem(
                    lines.address(), "a route cannot read from " + scheme + ": use it in a step, as \"to\""));
        } else if (!consumed && component.isConsumerOnly()) {
            problems.add(lines.problem(
                    lines.address(),
                    "nothing can be sent to " + scheme + ": use it at the beginning of a route, as \"from\""));
        }
    }

    /** By the application's own component: it shares a model that is in use, and drops one that no route uses. */
    private void model(String uri, StepLines lines, List<Problem> problems) {
        try {
            Producer producer = application
                    .getCamelContextExtension()
                    .getPrototypeEndpoint(uri)
                    .createProducer();
            try {
                ServiceHelper.startService(producer);
            } finally {
                ServiceHelper.stopAndShutdownService(producer);
            }
        } catch (Exception e) {
            String reason = Reasons.of(e);
            problems.add(lines.problem(lines.spokenOfIn(reason), reason));
        }
    }
}
