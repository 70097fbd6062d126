package io.weathervane.doccat.features;

/**
 * A Bloom filter of hashes whose two bits are in one word of memory, small enough for a processor's cache. It takes one in fifty
 * features for one that is there. Immutable once filled.
 */
final class FeatureFilter {

    private static final int BITS = 12;

    private final long[] blocks;

    FeatureFilter(int features) {
        this.blocks = new long[Integer.highestOneBit(Math.max(1, features / Long.SIZE * BITS)) << 1];
    }

    void put(long hash) {
        blocks[block(hash)] |= bits(hash);
    }

    /** 1 if the feature may be there, 0 if it is not: a number, as the processor cannot guess which. */
    int find(long hash) {
        long missing = bits(hash) & ~blocks[block(hash)];
        return (int) ((missing | -missing) >>> 63) ^ 1;
    }

    private int block(long hash) {
        return (int) (hash >>> 20) & blocks.length - 1;
    }

    private static long bits(long hash) {
        return 1L << hash | 1L << (hash >>> 6);
    }
}
