package io.weathervane.doccat.features;

import java.util.ArrayList;
import java.util.List;

/**
 * What one token is as words: in lower case, every user the same, every web address the same, letters repeated more than
 * twice cut to two, marks repeated more than three times cut to three, emoji without skin tone, and a hashtag followed by the
 * words that it is made of. Immutable; those of short tokens are remembered, as most tokens come again and again.
 */
final class TokenWords {

    private static final TokenWords USER = new TokenWords(new Word("@user", Word.Kind.USER), FeatureHash.of("@user"));
    private static final TokenWords ADDRESS =
            new TokenWords(new Word("http", Word.Kind.ADDRESS), FeatureHash.of("http://"));
    private static final int REMEMBERED = 1 << 16;
    private static final int LONGEST_REMEMBERED = 32;

    /** Places by hash, shared by threads without a lock: what is in them cannot change, and a lost one is made again. */
    private static final TokenWords[] MEMORY = new TokenWords[REMEMBERED];

    private final long hash;
    private final Word[] words;
    private final int elongated;
    private final boolean capitals;
    private final boolean capitalized;
    private final int exclamations;
    private final int questions;
    private final boolean dots;

    private TokenWords(String token, long hash) {
        this.hash = hash;
        List<Word> found = new ArrayList<>(4);
        this.elongated = read(token, found);
        this.words = found.toArray(Word[]::new);
        this.capitals = TokenForms.isCapitals(token);
        this.capitalized = TokenForms.isCapitalized(token);
        this.exclamations = TokenForms.count(token, '!');
        this.questions = TokenForms.count(token, '?');
        this.dots = token.startsWith("..") || token.charAt(0) == '…';
    }

    /** One that is always the same word, whatever is in it. */
    private TokenWords(Word word, long hash) {
        this.hash = hash;
        this.words = new Word[] {word};
        this.elongated = 0;
        this.capitals = false;
        this.capitalized = false;
        this.exclamations = 0;
        this.questions = 0;
        this.dots = false;
    }

    /**
     * What is the same for tokens that have the same words, and practically never for others: the {@link FeatureHash} of the token, or of
     * what stands for all users and all addresses.
     *
     * @param token not empty
     */
    static long hash(String token) {
        char first = token.charAt(0);
        if (first == '@' && token.length() > 1) {
            return USER.hash;
        }
        return TokenForms.isAddress(token) ? ADDRESS.hash : FeatureHash.of(token);
    }

    static TokenWords of(String token, long hash) {
        int place = (int) hash & REMEMBERED - 1;
        TokenWords remembered = MEMORY[place];
        return remembered != null && remembered.hash == hash ? remembered : remember(token, hash, place);
    }

    private static TokenWords remember(String token, long hash, int place) {
        TokenWords read = read(token, hash);
        if (read == USER || read == ADDRESS || token.length() <= LONGEST_REMEMBERED) {
            MEMORY[place] = read;
        }
        return read;
    }

    private static TokenWords read(String token, long hash) {
        if (hash == USER.hash) {
            return USER;
        }
        return hash == ADDRESS.hash ? ADDRESS : new TokenWords(token, hash);
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

    /** Whether it begins with a capital, other than I. */
    boolean capitalized() {
        return capitalized;
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
}
