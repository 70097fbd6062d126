package io.weathervane.reload;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.catalog.EndpointValidationResult;

/** What Camel's catalog says of the options of an endpoint, in words and with lines. */
final class OptionProblems {

    private OptionProblems() {}

    /** Values that an option cannot have, whatever Camel makes of them. */
    static void values(EndpointValidationResult result, StepLines lines, List<Problem> problems) {
        wrong(result.getInvalidBoolean(), "true or false", lines, problems);
        wrong(result.getInvalidInteger(), "a whole number", lines, problems);
        wrong(result.getInvalidNumber(), "a number", lines, problems);
        wrong(withoutMilliseconds(result.getInvalidDuration()), "a time such as 500ms, 30s or 5m", lines, problems);
        Map<String, String> enums = strings(result.getInvalidEnum());
        enums.forEach(
                (option, value) -> wrong(Map.of(option, value), "one of " + strings(result, option), lines, problems));
    }

    /** The catalog does not know milliseconds (500ms), which Camel itself and the settings take. */
    private static Map<String, String> withoutMilliseconds(Map<?, ?> refused) {
        Map<String, String> wrong = new LinkedHashMap<>(strings(refused));
        wrong.values().removeIf(value -> value.matches("\\d{1,18}ms"));
        return wrong;
    }

    private static String strings(EndpointValidationResult result, String option) {
        List<?> choices = result.getEnumChoices(option);
        return choices == null
                ? "its values"
                : String.join(", ", choices.stream().map(String::valueOf).toList());
    }

    /** Options that the component does not have, or has to have. */
    static void names(EndpointValidationResult result, String scheme, StepLines lines, List<Problem> problems) {
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
}
