package io.weathervane.doccat.features;

/**
 * The 64-bit hash of a feature: a polynomial over its characters, which grows with them, and a final mix (the finalizer of
 * MurmurHash3). One in 10<sup>8</sup> models of a million features has two features with the same hash.
 */
public final class FeatureHash {

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private FeatureHash() {}

    public static long of(CharSequence feature) {
        long state = 0;
        for (int i = 0; i < feature.length(); i++) {
            state = step(state, feature.charAt(i));
        }
        return mix(state);
    }

    static long step(long state, char c) {
        return (state + c + 1) * MULTIPLIER;
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
