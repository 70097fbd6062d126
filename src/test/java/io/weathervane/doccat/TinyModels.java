package io.weathervane.doccat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import opennlp.tools.doccat.DoccatFactory;
import opennlp.tools.doccat.DocumentCategorizerME;
import opennlp.tools.doccat.DocumentSample;
import opennlp.tools.util.ObjectStreamUtils;
import opennlp.tools.util.TrainingParameters;

/** Trains models of a few words within milliseconds. */
final class TinyModels {

    private TinyModels() {}

    /** A model that knows the words happy, sad and table. */
    static byte[] moods() {
        return trained("positive", "neutral", "negative");
    }

    static byte[] trained(String happy, String table, String sad) {
        List<DocumentSample> samples = List.of(
                sample(happy, "I am happy :) 😂"),
                sample(happy, "so happy and glad"),
                sample(table, "the table is a table"),
                sample(table, "a chair and the table"),
                sample(sad, "I am sad :("),
                sample(sad, "so sad and sorry"));
        TrainingParameters parameters = TrainingParameters.defaultParams();
        parameters.put(TrainingParameters.CUTOFF_PARAM, 0);
        parameters.put(TrainingParameters.ITERATIONS_PARAM, 30);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            DocumentCategorizerME.train(
                            "en", ObjectStreamUtils.createObjectStream(samples), parameters, new DoccatFactory())
                    .serialize(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static void write(Path models, String name, byte[] model) {
        try {
            Files.createDirectories(models.resolve(name));
            Files.write(models.resolve(name).resolve("model.bin"), model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String version(byte[] model) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(model))
                    .substring(0, 12);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DocumentSample sample(String label, String text) {
        return new DocumentSample(label, TextTokenizer.INSTANCE.tokenize(text));
    }
}
