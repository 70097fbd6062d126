package io.weathervane.doccat.features;

import java.util.Arrays;
import java.util.Locale;

/**
 * The tokens of one text as the feature generators see them: in lower case, every user the same, every web address the
 * same, letters repeated more than twice cut to two, marks repeated more than three times cut to three, emoji without skin
 * tone, and each hashtag followed by the words that it is made of. Knows which words are negated.
 */
public final class Words {

    /** What a token is. */
    enum Kind {
        WORD,
        NUMBER,
        USER,
        ADDRESS,
        HASHTAG,
        PICTURE,
        MARK
    }

    static final String USER = "@user";
    static final String ADDRESS = "http";

    private final String[] tokens;
    private String[] forms;
    private Kind[] kinds;
    private boolean[] negated;
    private int count;
    private int elongated;

    private Words(String[] tokens) {
        this.tokens = tokens;
        int capacity = tokens.length + 8;
        this.forms = new String[capacity];
        this.kinds = new Kind[capacity];
    }

    public static Words of(String[] tokens) {
        Words words = new Words(tokens);
        for (String token : tokens) {
            words.add(token);
        }
        words.negated = Negation.scope(words);
        return words;
    }

    /** The tokens as they were given. */
    String[] tokens() {
        return tokens;
    }

    int size() {
        return count;
    }

    String form(int i) {
        return forms[i];
    }

    Kind kind(int i) {
        return kinds[i];
    }

    boolean isNegated(int i) {
        return negated[i];
    }

    /** How many words were written with a letter repeated more than twice. */
    int elongated() {
        return elongated;
    }

    private void add(String token) {
        char first = token.charAt(0);
        if (first == '@' && token.length() > 1) {
            add(USER, Kind.USER);
        } else if (first == '#' && token.length() > 1) {
            add(lowerCase(token), Kind.HASHTAG);
            for (String part : Hashtag.split(token)) {
                addWord(part);
            }
        } else if (isAddress(token)) {
            add(ADDRESS, Kind.ADDRESS);
        } else if (Character.isLetter(token.codePointAt(0))) {
            if (isLetterFace(token)) {
                add(lowerCase(token), Kind.PICTURE);
            } else {
                addWord(token);
            }
        } else if (Character.isDigit(first)) {
            add(lowerCase(token), Kind.NUMBER);
        } else if (isPicture(token)) {
            add(picture(token), Kind.PICTURE);
        } else {
            add(token.length() > 3 ? token.substring(0, 3) : token, Kind.MARK);
        }
    }

    private void addWord(String word) {
        String lower = lowerCase(word);
        String squeezed = squeeze(lower);
        if (squeezed.length() < lower.length()) {
            elongated++;
        }
        add(squeezed, Character.isDigit(lower.charAt(0)) ? Kind.NUMBER : Kind.WORD);
    }

    private void add(String form, Kind kind) {
        if (count == forms.length) {
            forms = Arrays.copyOf(forms, 2 * count);
            kinds = Arrays.copyOf(kinds, 2 * count);
        }
        forms[count] = form;
        kinds[count++] = kind;
    }

    private static String lowerCase(String token) {
        return token.toLowerCase(Locale.ROOT);
    }

    private static boolean isAddress(String token) {
        return token.length() > 4
                && (token.regionMatches(true, 0, "http", 0, 4) && token.indexOf("://") > 0
                        || token.regionMatches(true, 0, "www.", 0, 4));
    }

    /** {@code T_T} and {@code o_O} and their like. */
    private static boolean isLetterFace(String token) {
        return token.length() >= 3 && token.charAt(1) == '_' && token.length() <= 4;
    }

    private static boolean isPicture(String token) {
        char first = token.charAt(0);
        if (first >= 128) {
            return Character.isSurrogate(first) || Character.getType(first) == Character.OTHER_SYMBOL;
        }
        return token.length() > 1 && !isRun(token);
    }

    private static boolean isRun(String token) {
        char first = token.charAt(0);
        for (int i = 1; i < token.length(); i++) {
            char c = token.charAt(i);
            if (c != first && c != '!' && c != '?') {
                return false;
            }
        }
        return first != '^';
    }

    /** An emoji without its skin tone; an ASCII face with its mouth once and without its nose. */
    private static String picture(String token) {
        StringBuilder form = new StringBuilder(token.length());
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            boolean tone = c == 0xD83C && i + 1 < token.length() && (token.charAt(i + 1) & 0xFFFF) >= 0xDFFB;
            if (tone) {
                i++;
            } else if (i == 0 || c != token.charAt(i - 1) && c != '-' || token.charAt(0) >= 128) {
                form.append(c);
            }
        }
        return form.toString();
    }

    private static String squeeze(String word) {
        int length = word.length();
        for (int i = 2; i < length; i++) {
            char c = word.charAt(i);
            if (c == word.charAt(i - 1) && c == word.charAt(i - 2)) {
                StringBuilder squeezed = new StringBuilder(length).append(word, 0, i);
                for (int j = i + 1; j < length; j++) {
                    char next = word.charAt(j);
                    if (next != word.charAt(j - 1) || next != word.charAt(j - 2)) {
                        squeezed.append(next);
                    }
                }
                return squeezed.toString();
            }
        }
        return word;
    }
}
