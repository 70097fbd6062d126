package io.weathervane.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.weathervane.doccat.TextTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.DocumentCategorizerME;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceInterceptsTest {

    @TempDir
    Path folder;

    /** The other source has nine times as many good texts as bad ones; no word tells which is which. */
    @Test
    void source_with_other_frequencies_does_not_make_a_label_more_probable() throws IOException {
        Path own = write("own.tsv", 60, 60);
        Path other = write("other.tsv", 540, 60);
        double alone = goodOfNothingKnown(TrainingSource.of(own));
        double measuredToo = goodOfNothingKnown(TrainingSource.of(own), source(other, true));
        double beside = goodOfNothingKnown(TrainingSource.of(own), source(other, false));
        assertThat(alone).isBetween(0.45, 0.55);
        assertThat(measuredToo).isGreaterThan(0.7);
        assertThat(beside).isBetween(0.4, 0.6);
    }

    private static TrainingSource source(Path file, boolean measured) {
        TrainingSource source = TrainingSource.of(file);
        return new TrainingSource(source.name(), file, source.format(), Map.of(), Set.of(), 1, measured);
    }

    private Path write(String name, int good, int bad) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < good; i++) {
            lines.append("good\tthing no ").append(i).append('\n');
        }
        for (int i = 0; i < bad; i++) {
            lines.append("bad\tthing no ").append(i).append('\n');
        }
        return Files.writeString(folder.resolve(name), lines);
    }

    private static double goodOfNothingKnown(TrainingSource... sources) throws IOException {
        TrainingRecipe recipe = TrainingRecipe.standard("test").withData(List.of(sources), List.of());
        byte[] model = new ModelTrainer().train(recipe, Progress.NONE).model();
        DocumentCategorizerME categorizer = new DocumentCategorizerME(new DoccatModel(new ByteArrayInputStream(model)));
        double[] scores = categorizer.categorize(TextTokenizer.INSTANCE.tokenize("thing"));
        return scores[categorizer.getIndex("good")];
    }
}
