package io.weathervane.doccat.features;

import java.util.Set;

/**
 * Which words a negation reaches: four after it, or fewer if a mark, picture, contrast or address comes before (after Pang, Lee and
 * Vaithyanathan, "Thumbs up?", 2002, who end it at marks alone).
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

    /** Tweets have few marks, so without a limit a negation would reach through most of what follows. */
    private static final int REACH = 4;

    private Negation() {}

    static boolean isNegation(String form) {
        return NEGATIONS.contains(form) || form.endsWith("n't");
    }

    static boolean isContrast(String form) {
        return CONTRASTS.contains(form);
    }

    static boolean[] scope(Word[] words) {
        boolean[] negated = new boolean[words.length];
        int left = 0;
        for (int i = 0; i < negated.length; i++) {
            Word word = words[i];
            switch (word.kind()) {
                case WORD -> {
                    if (word.negates()) {
                        left = REACH;
                    } else if (word.contrasts()) {
                        left = 0;
                    } else if (left > 0) {
                        negated[i] = true;
                        left--;
                    }
                }
                case NUMBER, HASHTAG, USER -> {}
                case MARK -> left = endsClause(word.form()) ? 0 : left;
                default -> left = 0;
            }
        }
        return negated;
    }

    private static boolean endsClause(String mark) {
        return ".,:;!?…()".indexOf(mark.charAt(0)) >= 0;
    }
}
