package io.weathervane.source;

import java.util.ArrayList;
import java.util.List;

/** Several queries in one setting: separated by semicolons, except within double quotes. */
final class QueryList {

    private QueryList() {}

    /** The queries in their order, each once, without blanks around them. */
    static List<String> of(String setting) {
        List<String> queries = new ArrayList<>();
        int begin = 0;
        boolean quoted = false;
        for (int i = 0; i < setting.length(); i++) {
            char c = setting.charAt(i);
            quoted ^= c == '"';
            if (c == ';' && !quoted) {
                queries.add(setting.substring(begin, i));
                begin = i + 1;
            }
        }
        queries.add(setting.substring(begin));
        return queries.stream()
                .map(String::strip)
                .filter(query -> !query.isEmpty())
                .distinct()
                .toList();
    }
}
