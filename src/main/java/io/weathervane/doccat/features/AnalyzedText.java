package io.weathervane.doccat.features;

import java.util.ArrayList;
import java.util.List;
import opennlp.tools.tokenize.Tokenizer;

/**
 * A text taken apart, once for all categorizers that it is given to one after the other: a thread remembers its last text.
 * For the thread that asked for it, and until it asks for the next.
 */
public final class AnalyzedText {

    private static final ThreadLocal<AnalyzedText> LAST = ThreadLocal.withInitial(AnalyzedText::new);

    private final List<GroupScores> scores = new ArrayList<>();
    private String text;
    private Words words;

    private AnalyzedText() {}

    /** @param tokenizer always the same one */
    public static AnalyzedText of(CharSequence text, Tokenizer tokenizer) {
        String wanted = text.toString();
        AnalyzedText last = LAST.get();
        if (!wanted.equals(last.text)) {
            last.words = Words.of(tokenizer.tokenize(wanted));
            last.text = wanted;
            last.scores.forEach(GroupScores::forget);
        }
        return last;
    }

    /** Whether there is nothing to read in it. */
    public boolean isEmpty() {
        return words.size() == 0;
    }

    Words words() {
        return words;
    }

    /** What the group makes of the text. */
    GroupScores scores(CategorizerGroup group) {
        for (GroupScores each : scores) {
            if (each.group() == group) {
                return each;
            }
        }
        GroupScores added = new GroupScores(group);
        scores.add(added);
        return added;
    }
}
