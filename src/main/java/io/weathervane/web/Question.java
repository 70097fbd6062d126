package io.weathervane.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.net.WWWFormCodec;

/**
 * A question that keeps to the contract. Two that ask the same are equal. Immutable.
 *
 * @param path of the API, as in the contract
 * @param values by parameter; those that the contract presets are there, others only if they were given
 */
record Question(String path, SortedMap<String, List<String>> values) {

    /**
     * @param query the address's query as it came; null if there is none
     * @throws BadQuestionException if it does not keep to the contract
     */
    static Question of(Contract contract, String path, String query) {
        Map<String, ParameterRule> rules = contract.parameters(path);
        Map<String, List<String>> given =
                WWWFormCodec.parse(query == null ? "" : query, StandardCharsets.UTF_8).stream()
                        .collect(Collectors.groupingBy(
                                NameValuePair::getName,
                                TreeMap::new,
                                Collectors.mapping(
                                        pair -> Optional.ofNullable(pair.getValue())
                                                .orElse(""),
                                        Collectors.toList())));
        given.keySet().stream()
                .filter(name -> !rules.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new BadQuestionException(
                            name.codePoints()
                                    .limit(40)
                                    .mapToObj(Character::toString)
                                    .collect(Collectors.joining()),
                            "there is no such parameter; there are " + String.join(", ", rules.keySet()));
                });
        SortedMap<String, List<String>> values = new TreeMap<>();
        for (ParameterRule rule : rules.values()) {
            List<String> said = given.getOrDefault(rule.name(), List.of());
            rule.check(said);
            List<String> used = said.isEmpty() ? rule.preset().map(List::of).orElse(List.of()) : said;
            if (!used.isEmpty()) {
                values.put(rule.name(), used.stream().distinct().sorted().toList());
            }
        }
        return new Question(path, values);
    }

    /** The values of a parameter; empty if it is not there. */
    List<String> all(String parameter) {
        return values.getOrDefault(parameter, List.of());
    }

    /** The value of a parameter that has one at most. */
    Optional<String> one(String parameter) {
        return all(parameter).stream().findFirst();
    }

    /** The value of a parameter that the contract requires or presets. */
    String text(String parameter) {
        return one(parameter).orElseThrow();
    }

    /** The value of a number that the contract requires or presets. */
    int number(String parameter) {
        return Integer.parseInt(text(parameter));
    }
}
