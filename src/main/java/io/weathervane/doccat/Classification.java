package io.weathervane.doccat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns the scores of a model into what is added to a message. */
final class Classification {

    static final String LABEL = "label";

    private static final int NONE = -1;

    private Classification() {}

    /** {@code {label, score, model, alternatives}}; an object which is no text, or a text without a token, is unknown. */
    static Map<String, Object> of(Object text, LoadedModel model, DoccatEndpoint options) {
        double[] scores = text instanceof CharSequence words ? model.categorize(words) : TextCategorizer.NO_SCORES;
        int best = best(scores, new boolean[scores.length]);
        double score = best == NONE ? 0 : scores[best];
        boolean known = best != NONE && score >= options.getMinimumScore();

        Map<String, Object> result = labelled(known ? model.label(best) : options.getUnknownLabel(), score);
        result.put("model", model.reference());
        if (options.getAlternatives() > 0) {
            result.put("alternatives", alternatives(scores, known ? best : NONE, model, options.getAlternatives()));
        }
        return result;
    }

    private static List<Map<String, Object>> alternatives(double[] scores, int label, LoadedModel model, int limit) {
        boolean[] taken = new boolean[scores.length];
        if (label != NONE) {
            taken[label] = true;
        }
        List<Map<String, Object>> alternatives = new ArrayList<>();
        int next = best(scores, taken);
        while (next != NONE && alternatives.size() < limit) {
            alternatives.add(labelled(model.label(next), scores[next]));
            taken[next] = true;
            next = best(scores, taken);
        }
        return alternatives;
    }

    private static Map<String, Object> labelled(String label, double score) {
        Map<String, Object> labelled = new LinkedHashMap<>();
        labelled.put(LABEL, label);
        labelled.put("score", score);
        return labelled;
    }

    /** The first of the highest scores that are not taken. */
    private static int best(double[] scores, boolean[] taken) {
        int best = NONE;
        for (int i = 0; i < scores.length; i++) {
            if (!taken[i] && (best == NONE || scores[i] > scores[best])) {
                best = i;
            }
        }
        return best;
    }
}
