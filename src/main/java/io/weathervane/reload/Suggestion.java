package io.weathervane.reload;

import java.util.Collection;
import java.util.Locale;
import org.apache.camel.catalog.suggest.CatalogSuggestionStrategy;

/** "Did you mean …?", from Camel's catalog. */
final class Suggestion {

    private static final int ENOUGH = 3;

    private Suggestion() {}

    /** Ends a reason: {@code "; did you mean a or b?"}, or what to do if nothing is like it. */
    static String of(Collection<String> known, String unknown, String otherwise) {
        return of(known, unknown, ENOUGH, otherwise);
    }

    /** The most like it alone: among many names others are like it by chance. */
    static String best(Collection<String> known, String unknown, String otherwise) {
        return of(known, unknown, 1, otherwise);
    }

    private static String of(Collection<String> known, String unknown, int enough, String otherwise) {
        String[] alike = known.stream().anyMatch(unknown::equalsIgnoreCase)
                ? known.stream().filter(unknown::equalsIgnoreCase).toArray(String[]::new)
                : CatalogSuggestionStrategy.suggestEndpointOptions(known, unknown.toLowerCase(Locale.ROOT), enough);
        return alike == null || alike.length == 0
                ? "; " + otherwise
                : "; did you mean " + String.join(" or ", alike) + "?";
    }
}
