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

    static boolean isContrast(String form) {
        return CONTRASTS.contains(form);
    }

    static boolean[] scope(Word[] words) {
        boolean[] negated = new boolean[words.length];
        boolean inside = false;
        for (int i = 0; i < negated.length; i++) {
            Word word = words[i];
            switch (word.kind()) {
                case WORD -> {
                    if (word.negates()) {
                        inside = true;
                    } else if (word.contrasts()) {
                        inside = false;
                    } else {
                        negated[i] = inside;
                    }
                }
                case NUMBER, HASHTAG, USER -> negated[i] = false;
                case MARK -> inside &= !endsClause(word.form());
                default -> inside = false;
            }
        }
        return negated;
    }

    private static boolean endsClause(String mark) {
        return ".,:;!?…()".indexOf(mark.charAt(0)) >= 0;
    }
}
