package io.weathervane.doccat.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one token is as words: in lower case, every user the same, every web address the same, letters repeated more than
 * twice cut to two, marks repeated more than three times cut to three, emoji without skin tone, and a hashtag followed by the
 * words that it is made of. Immutable; those of short tokens are remembered, as most tokens come again and again.
 */
final class TokenWords {

    private static final TokenWords USER = new TokenWords(new Word("@user", Word.Kind.USER));
    private static final TokenWords ADDRESS = new TokenWords(new Word("http", Word.Kind.ADDRESS));
    private static final int REMEMBERED = 1 << 15;
    private static final int LONGEST_REMEMBERED = 32;

    /** Places by hash, shared by threads without a lock: what is in them cannot change, and a lost one is made again. */
    private static final TokenWords[] MEMORY = new TokenWords[REMEMBERED];

    private final String token;
    private final Word[] words;
    private final int elongated;
    private final boolean capitals;
    private final int exclamations;
    private final int questions;
    private final boolean dots;

    private TokenWords(String token) {
        this.token = token;
        List<Word> found = new ArrayList<>(4);
        this.elongated = read(token, found);
        this.words = found.toArray(Word[]::new);
        this.capitals = isCapitals(token);
        this.exclamations = count(token, '!');
        this.questions = count(token, '?');
        this.dots = token.startsWith("..") || token.charAt(0) == '…';
    }

    /** One that is always the same word, whatever is in it. */
    private TokenWords(Word word) {
        this.token = word.form();
        this.words = new Word[] {word};
        this.elongated = 0;
        this.capitals = false;
        this.exclamations = 0;
        this.questions = 0;
        this.dots = false;
    }

    /** @param token not empty */
    static TokenWords of(String token) {
        if (token.charAt(0) == '@' && token.length() > 1) {
            return USER;
        }
        if (TokenForms.isAddress(token)) {
            return ADDRESS;
        }
        if (token.length() > LONGEST_REMEMBERED) {
            return new TokenWords(token);
        }
        int hash = token.hashCode();
        int place = (hash ^ hash >>> 15) & REMEMBERED - 1;
        TokenWords remembered = MEMORY[place];
        if (remembered == null || !remembered.token.equals(token)) {
            remembered = new TokenWords(token);
            MEMORY[place] = remembered;
        }
        return remembered;
    }

    int size() {
        return words.length;
    }

    Word get(int i) {
        return words[i];
    }

    /** How many words were written with a letter repeated more than twice. */
    int elongated() {
        return elongated;
    }

    boolean capitals() {
        return capitals;
    }

    int exclamations() {
        return exclamations;
    }

    int questions() {
        return questions;
    }

    boolean dots() {
        return dots;
    }

    private static int read(String token, List<Word> words) {
        char first = token.charAt(0);
        if (first == '#' && token.length() > 1) {
            words.add(new Word(TokenForms.lowerCase(token), Word.Kind.HASHTAG));
            int elongated = 0;
            for (String part : Hashtag.split(token)) {
                elongated += word(part, words);
            }
            return elongated;
        } else if (Character.isLetter(token.codePointAt(0)) && !TokenForms.isLetterFace(token)) {
            return word(token, words);
        } else if (Character.isLetter(token.codePointAt(0))) {
            words.add(new Word(TokenForms.lowerCase(token), Word.Kind.PICTURE));
        } else if (Character.isDigit(first)) {
            words.add(new Word(TokenForms.lowerCase(token), Word.Kind.NUMBER));
        } else if (TokenForms.isPicture(token)) {
            words.add(new Word(TokenForms.picture(token), Word.Kind.PICTURE));
        } else {
            words.add(new Word(token.length() > 3 ? token.substring(0, 3) : token, Word.Kind.MARK));
        }
        return 0;
    }

    private static int word(String word, List<Word> words) {
        String lower = TokenForms.lowerCase(word);
        String squeezed = TokenForms.squeeze(lower);
        words.add(new Word(squeezed, Character.isDigit(lower.charAt(0)) ? Word.Kind.NUMBER : Word.Kind.WORD));
        return squeezed.length() < lower.length() ? 1 : 0;
    }

    private static boolean isCapitals(String token) {
        return token.length() > 2
                && Character.isUpperCase(token.charAt(0))
                && token.equals(token.toUpperCase(Locale.ROOT));
    }

    private static int count(String token, char mark) {
        int count = 0;
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) == mark) {
                count++;
            }
        }
        return count;
    }
}
