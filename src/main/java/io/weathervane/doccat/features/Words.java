package io.weathervane.doccat.features;

import java.util.Arrays;

/** The words of one text in their order, and which of them are negated. Immutable but for what it finds out when asked. */
public final class Words {

    private final TokenWords[] tokens;
    private final Word[] words;
    private final boolean[] negated;
    private final long[] keys;
    private int[] different;

    private Words(TokenWords[] tokens, Word[] words) {
        this.tokens = tokens;
        this.words = words;
        this.negated = Negation.scope(words);
        this.keys = new long[words.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = words[i].key(negated[i]);
        }
    }

    public static Words of(String[] tokens) {
        long[] hashes = new long[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            hashes[i] = TokenWords.hash(tokens[i]);
        }
        TokenWords[] read = new TokenWords[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            read[i] = TokenWords.of(tokens[i], hashes[i]);
        }
        int size = 0;
        for (TokenWords token : read) {
            size += token.size();
        }
        Word[] words = new Word[size];
        int count = 0;
        for (TokenWords token : read) {
            for (int i = 0; i < token.size(); i++) {
                words[count++] = token.get(i);
            }
        }
        return new Words(read, words);
    }

    /** How many tokens the text has. */
    int tokens() {
        return tokens.length;
    }

    TokenWords token(int i) {
        return tokens[i];
    }

    int size() {
        return words.length;
    }

    Word get(int i) {
        return words[i];
    }

    boolean isNegated(int i) {
        return negated[i];
    }

    /** The same for words that are the same, and negated both or neither. */
    long key(int i) {
        return keys[i];
    }

    /** Where each word that is different from those before it stands; a negated one is different. */
    int[] different() {
        if (different == null) {
            different = findDifferent();
        }
        return different;
    }

    private int[] findDifferent() {
        int[] found = new int[words.length];
        long[] table = new long[Integer.highestOneBit(words.length | 8) << 2];
        int mask = table.length - 1;
        int count = 0;
        for (int i = 0; i < words.length; i++) {
            long key = keys[i];
            int slot = (int) key & mask;
            while (table[slot] != 0 && table[slot] != key) {
                slot = slot + 1 & mask;
            }
            if (table[slot] == 0) {
                table[slot] = key;
                found[count++] = i;
            }
        }
        return Arrays.copyOf(found, count);
    }
}
