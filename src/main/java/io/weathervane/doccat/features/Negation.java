package io.weathervane.doccat.features;

import java.util.Set;

/**
 * Which words a negation reaches: those after it, up to the next mark, picture, contrast or address (after Pang, Lee and
 * Vaithyanathan, "Thumbs up?", 2002).
 */
final class Negation {

    private static final Set<String> NEGATIONS = Set.of(
            "not",
            "no",
            "never",
            "none",
            "nobody",
            "nothing",
            "nowhere",
            "neither",
            "nor",
            "without",
            "hardly",
            "barely",
            "cannot",
            "cant",
            "dont",
            "doesnt",
            "didnt",
            "wont",
            "isnt",
            "arent",
            "wasnt",
            "werent",
            "wouldnt",
            "shouldnt",
            "couldnt",
            "havent",
            "hasnt",
            "hadnt",
            "aint",
            "lack",
            "lacks",
            "lacking");
    private static final Set<String> CONTRASTS = Set.of("but", "however", "although", "though", "yet");

    private Negation() {}

    static boolean isNegation(String form) {
        return NEGATIONS.contains(form) || form.endsWith("n't");
    }

    static boolean[] scope(Words words) {
        boolean[] negated = new boolean[words.size()];
        boolean inside = false;
        for (int i = 0; i < negated.length; i++) {
            String form = words.form(i);
            switch (words.kind(i)) {
                case WORD -> {
                    if (isNegation(form)) {
                        inside = true;
                    } else if (CONTRASTS.contains(form)) {
                        inside = false;
                    } else {
                        negated[i] = inside;
                    }
                }
                case NUMBER, HASHTAG, USER -> negated[i] = false;
                case MARK -> inside &= !endsClause(form);
                default -> inside = false;
            }
        }
        return negated;
    }

    private static boolean endsClause(String mark) {
        return ".,:;!?…()".indexOf(mark.charAt(0)) >= 0;
    }
}
