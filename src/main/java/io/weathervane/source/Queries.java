package io.weathervane.source;

import java.util.ArrayList;
import java.util.List;

/** Several queries in one setting, separated by {@code ;} outside of double quotes. */
final class Queries {

    private Queries() {}

    /** The queries in their order, each once, without blanks around them. */
    static List<String> split(String setting) {
        List<String> queries = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i <= setting.length(); i++) {
            boolean end = i == setting.length();
            if (end || !quoted && setting.charAt(i) == ';') {
                queries.add(setting.substring(start, i).strip());
                start = i + 1;
            } else if (setting.charAt(i) == '"') {
                quoted = !quoted;
            }
        }
        return queries.stream().filter(query -> !query.isEmpty()).distinct().toList();
    }
}
