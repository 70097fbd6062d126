package io.weathervane.reload;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
        String resolved = scratch.resolvePropertyPlaceholders(uri);
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
            values(result, lines, problems);
            if (failure != null) {
                names(result, scheme, lines, problems);
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
        return start + Suggestion.of(known, scheme, "see Camel's list of components");
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

    private static void values(EndpointValidationResult result, StepLines lines, List<Problem> problems) {
        wrong(result.getInvalidBoolean(), "true or false", lines, problems);
        wrong(result.getInvalidInteger(), "a whole number", lines, problems);
        wrong(result.getInvalidNumber(), "a number", lines, problems);
        wrong(result.getInvalidDuration(), "a time such as 500, 30s or 5m", lines, problems);
        Map<String, String> enums = strings(result.getInvalidEnum());
        enums.forEach(
                (option, value) -> wrong(Map.of(option, value), "one of " + strings(result, option), lines, problems));
    }

    private static String strings(EndpointValidationResult result, String option) {
        List<?> choices = result.getEnumChoices(option);
        return choices == null
                ? "its values"
                : String.join(", ", choices.stream().map(String::valueOf).toList());
    }

    private static void names(EndpointValidationResult result, String scheme, StepLines lines, List<Problem> problems) {
        for (Object unknown : orEmpty(result.getUnknown())) {
            String option = String.valueOf(unknown);
            Object alike = result.getUnknownSuggestions() == null
                    ? null
                    : result.getUnknownSuggestions().get(option);
            String meant = alike instanceof String[] names && names.length > 0
                    ? "; did you mean " + String.join(" or ", List.of(names).subList(0, Math.min(3, names.length)))
                            + "?"
                    : "; see Camel's documentation of that component";
            problems.add(lines.problem(lines.line(option), scheme + " has no option \"" + option + "\"" + meant));
        }
        for (Object required : orEmpty(result.getRequired())) {
            problems.add(lines.problem(lines.address(), scheme + " needs the option \"" + required + "\""));
        }
    }

    private static Collection<?> orEmpty(Collection<?> collection) {
        return collection == null ? List.of() : collection;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> strings(Map<?, ?> map) {
        return map == null ? Map.of() : (Map<String, String>) map;
    }

    private static void wrong(Map<?, ?> values, String expected, StepLines lines, List<Problem> problems) {
        strings(values).forEach((option, value) -> {
            // as it stands in the file: what a placeholder stands for may be a secret
            String written = lines.option(option)
                    .map(entry -> YamlNodes.text(entry.getValueNode()))
                    .orElse(lines.isWritten(value) ? value : "what this placeholder stands for");
            problems.add(lines.problem(
                    lines.line(option), "\"" + written + "\" is no value for " + option + "; it must be " + expected));
        });
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
