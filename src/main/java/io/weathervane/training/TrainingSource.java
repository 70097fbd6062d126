package io.weathervane.training;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * One file of labelled texts and what its labels mean for a model whose labels may be others.
 *
 * @param name for messages
 * @param file see {@link LabelledTextFile}
 * @param format of the file
 * @param meanings for each label of the file, the model's labels that it may stand for: {@code not-hate} is
 *     {@code offensive} or {@code none}, and the trainer finds out which. Empty: the file has the model's labels
 * @param among the model's labels between which the file distinguishes at all: one that knows no {@code neutral} says
 *     nothing about it. Empty: all
 * @param weight how much one of its texts counts, above 0; 1 is the rule
 * @param measured whether cross-validation measures, calibrates and sets decisions on these texts
 * @param intercept of these texts if they are not measured
 */
public record TrainingSource(
        String name,
        Path file,
        TextFormat format,
        Map<String, Set<String>> meanings,
        Set<String> among,
        double weight,
        boolean measured,
        SourceIntercept intercept) {

    public TrainingSource {
        meanings = Map.copyOf(meanings);
        among = Set.copyOf(among);
    }

    /** A file that has the model's own labels, in the format that its name tells. */
    public static TrainingSource of(Path file) {
        return of(file, TextFormat.BY_NAME, Map.of());
    }

    /** A file of labelled texts that all count, and are measured. */
    public static TrainingSource of(Path file, TextFormat format, Map<String, Set<String>> meanings) {
        String name = file.getFileName().toString();
        return new TrainingSource(name, file, format, meanings, Set.of(), 1, true, SourceIntercept.LEARNED);
    }

    /** Whether it has an intercept, and of this kind. */
    boolean has(SourceIntercept kind) {
        return !measured && intercept == kind;
    }

    /** Reads the labels as the file has them, and the texts. */
    public void read(LabelledTextFile.Reader reader) {
        LabelledTextFile.read(file, format, reader);
    }
}
