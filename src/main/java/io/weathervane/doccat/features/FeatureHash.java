package io.weathervane.doccat.features;

/**
 * The 64-bit hash of a feature: a polynomial over its characters, which grows with them, and a final mix (the finalizer of
 * MurmurHash3). One in 10<sup>8</sup> models of a million features has two features with the same hash.
 */
public final class FeatureHash {

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private FeatureHash() {}

    public static long of(CharSequence feature) {
        return mix(append(0, feature));
    }

    static long append(long state, CharSequence text) {
        long appended = state;
        for (int i = 0; i < text.length(); i++) {
            appended = step(appended, text.charAt(i));
        }
        return appended;
    }

    static long step(long state, char c) {
        return (state + c + 1) * MULTIPLIER;
    }

    /** What a state is multiplied by when so many characters are appended. */
    static long power(int length) {
        long power = 1;
        for (int i = 0; i < length; i++) {
            power *= MULTIPLIER;
        }
        return power;
    }

    /** Never 0, which tables of hashes take for an empty place. */
    static long mix(long state) {
        long h = state;
        h ^= h >>> 33;
        h *= 0xFF51AFD7ED558CCDL;
        h ^= h >>> 33;
        h *= 0xC4CEB9FE1A85EC53L;
        h ^= h >>> 33;
        return h == 0 ? 1 : h;
    }
}
