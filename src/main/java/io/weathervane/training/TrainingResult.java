package io.weathervane.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A trained model.
 *
 * @param model the bytes of {@code model.bin}
 * @param texts learned from
 * @param features that were frequent enough, before those without a say were dropped
 * @param trainer the trainer's parameters, with numbers instead of what was automatic
 * @param crossValidation measured on the texts that were left out, in turn or once
 * @param validation measured with the saved model on the validation data of the recipe, if it names some
 */
public record TrainingResult(
        byte[] model,
        int texts,
        int features,
        TrainerParameters trainer,
        Optional<Evaluation> crossValidation,
        Optional<Evaluation> validation) {

    /** Writes the model in one step: a reader finds the old one or the new one, never a part. */
    public void write(Path file) throws IOException {
        ModelFile.write(model, file);
    }
}
