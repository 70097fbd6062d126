package io.weathervane.benchmark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * Labelled tweets of made-up words: as long as real ones, with words as frequent as in a natural language (Zipf's law), some
 * of which are more frequent with one label. What follows a word depends a little on it, so that pairs and triples recur.
 */
final class SyntheticTweets {

    private static final String[] LABELS = {"negative", "positive"};
    private static final String[] SYLLABLES = {
        "ka", "lo", "mi", "ru", "te", "sha", "no", "pi", "gra", "el", "um", "sto", "ve", "ni", "dar", "fo", "qui", "be"
    };
    private static final int VOCABULARY = 400_000;
    private static final int FOLLOWERS = 12;
    private static final double TELLING = 0.25;
    private static final double BENT = 0.75;

    private final Random random;
    private final String[] words = new String[VOCABULARY];
    /** Nought, or the label that the word goes with, from 1 on. */
    private final byte[] leaning = new byte[VOCABULARY];

    private final double[] cumulative = new double[VOCABULARY];

    SyntheticTweets(long seed) {
        random = new Random(seed);
        Set<String> known = new HashSet<>();
        double sum = 0;
        for (int i = 0; i < VOCABULARY; i++) {
            String word = word(1 + (int) (Math.log(i + 2.0) / 4));
            while (!known.add(word)) {
                word += SYLLABLES[random.nextInt(SYLLABLES.length)];
            }
            words[i] = word;
            leaning[i] = (byte) (i > 20 && random.nextDouble() < TELLING ? 1 + random.nextInt(LABELS.length) : 0);
            sum += 1 / (i + 2.7);
            cumulative[i] = sum;
        }
    }

    /** Writes that many to a file, gzip. */
    void write(Path file, int tweets) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (Writer out = new BufferedWriter(
                new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), StandardCharsets.UTF_8),
                1 << 16)) {
            for (int i = 0; i < tweets; i++) {
                int label = random.nextInt(LABELS.length);
                out.append(LABELS[label]).append('\t');
                tweet(label, out);
                out.append('\n');
            }
        }
    }

    private void tweet(int label, Writer out) throws IOException {
        int length = (int) Math.max(2, Math.min(30, Math.round(13 + 6 * random.nextGaussian())));
        int last = -1;
        for (int i = 0; i < length; i++) {
            int word = next(last);
            if (leaning[word] > 0 && leaning[word] != label + 1 && random.nextDouble() < BENT) {
                word = next(last);
            }
            out.append(i == 0 ? "" : " ").append(words[word]);
            last = word;
        }
        out.append(random.nextInt(3) == 0 ? "!" : "");
    }

    /** Every second time one of the words that often follow the last one. */
    private int next(int last) {
        if (last < 0 || random.nextBoolean()) {
            return draw(random.nextDouble());
        }
        long mixed = (last * 31L + random.nextInt(FOLLOWERS)) * 0x9E3779B97F4A7C15L;
        return draw((mixed >>> 11) * 0x1.0p-53);
    }

    private int draw(double dice) {
        int found = java.util.Arrays.binarySearch(cumulative, dice * cumulative[VOCABULARY - 1]);
        return Math.min(VOCABULARY - 1, found < 0 ? -found - 1 : found);
    }

    private String word(int syllables) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < syllables; i++) {
            word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
        }
        return word.toString();
    }
}
