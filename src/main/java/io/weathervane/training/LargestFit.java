package io.weathervane.training;

import java.util.function.IntFunction;

/** Finds how much of something fits into a file when only writing it tells how large the file becomes. */
final class LargestFit {

    private static final int SEARCHES = 10;
    private static final int GUESSES = 4;
    private static final double CLOSE = 0.98;
    private static final double AIM = 0.99;

    private final long limit;
    private final long usual;

    /**
     * @param limit bytes that the file may have
     * @param usual bytes that one of the things takes in most cases
     */
    LargestFit(long limit, long usual) {
        this.limit = limit;
        this.usual = usual;
    }

    /** The file of the largest amount, from 0 to {@code all}, that fits, or of nearly so much. */
    byte[] find(int all, IntFunction<byte[]> file) {
        byte[] best = null;
        int fits = 0;
        int tooMany = all + 1;
        // what is far too much is not written in vain
        int tried = (int) Math.min(all, limit / usual);
        if (all * usual < 2 * limit) {
            tried = all;
        }
        for (int search = 0; search < SEARCHES && tried > fits && tried < tooMany; search++) {
            byte[] candidate = file.apply(tried);
            if (candidate.length <= limit) {
                fits = tried;
                best = candidate;
                if (candidate.length >= CLOSE * limit) {
                    break;
                }
            } else {
                tooMany = tried;
            }
            long guess = (long) (AIM * tried * limit / candidate.length);
            tried = search < GUESSES && guess > fits && guess < tooMany ? (int) guess : middle(fits, tooMany, all);
        }
        return best == null ? file.apply(fits) : best;
    }

    private static int middle(int fits, int tooMany, int all) {
        return tooMany > all ? all : (fits + tooMany) / 2;
    }
}
