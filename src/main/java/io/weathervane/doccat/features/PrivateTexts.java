package io.weathervane.doccat.features;

import java.util.Set;

/**
 * Tells texts that people write about themselves, for their friends, from those about what is in the news, by how they look:
 * who writes for friends names few things with a capital and no day, hardly uses hashtags, and says I. The same words weigh
 * differently in both. The points are those of a logistic regression that told Sentiment140 from SemEval-2017, times ten and
 * rounded; it was right in 86 and 89 of 100 texts of the two that it had not seen. The verbs may and march count as months: what is
 * meant would take a parser to know.
 */
final class PrivateTexts {

    private static final Set<String> DAYS = Set.of(
            ("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september"
                            + " october november december jan feb sept oct nov dec")
                    .split(" "));
    private static final Set<String> FIRST_PERSON = Set.of("i i'm im i've ive i'll i'd my me mine myself".split(" "));
    private static final Set<String> ORDINALS = Set.of("st", "nd", "rd", "th");
    private static final int INTERCEPT = 29;
    private static final int WORD = -1;
    private static final int CAPITAL = -4;
    private static final int USER = -9;
    private static final int BEGINS_WITH_USER = 16;
    private static final int HASHTAG = -11;
    private static final int DAY = -32;
    private static final int FIRST = 4;

    private PrivateTexts() {}

    static boolean contains(Words words) {
        int points = INTERCEPT + CAPITAL * Math.min(10, capitals(words));
        int users = 0;
        int hashtags = 0;
        int days = 0;
        int first = 0;
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            switch (word.kind()) {
                case WORD -> {
                    points += WORD;
                    days += DAYS.contains(word.form()) ? 1 : 0;
                    first += FIRST_PERSON.contains(word.form()) ? 1 : 0;
                }
                case NUMBER -> days += isOrdinal(word.form()) ? 1 : 0;
                case USER -> users++;
                case HASHTAG -> hashtags++;
                default -> {}
            }
        }
        if (words.size() > 0 && words.get(0).kind() == Word.Kind.USER) {
            points += BEGINS_WITH_USER;
        }
        points += USER * Math.min(2, users) + HASHTAG * Math.min(3, hashtags) + DAY * days + FIRST * Math.min(3, first);
        return points > 0;
    }

    private static int capitals(Words words) {
        int capitals = 0;
        for (int i = 0; i < words.tokens(); i++) {
            capitals += words.token(i).capitalized() ? 1 : 0;
        }
        return capitals;
    }

    private static boolean isOrdinal(String number) {
        return number.length() > 2 && ORDINALS.contains(number.substring(number.length() - 2));
    }
}
