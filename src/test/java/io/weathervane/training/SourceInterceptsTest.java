package io.weathervane.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SourceInterceptsTest {

    @TempDir
    Path folder;

    /** The other source has nine times as many good texts as bad ones; no word tells which is which. */
    @ParameterizedTest
    @EnumSource
    void source_with_other_frequencies_does_not_make_a_label_more_probable(SourceIntercept intercept)
            throws IOException {
        Path own = write("own.tsv", 60, 60);
        Path other = write("other.tsv", 540, 60);
        double alone = goodOfNothingKnown(TrainingSource.of(own));
        double measuredToo = goodOfNothingKnown(TrainingSource.of(own), source(other, true, intercept));
        double beside = goodOfNothingKnown(TrainingSource.of(own), source(other, false, intercept));
        assertThat(alone).isBetween(0.45, 0.55);
        assertThat(measuredToo).isGreaterThan(0.7);
        assertThat(beside).isBetween(0.4, 0.6);
    }

    @Test
    void intercept_is_how_much_more_frequent_a_label_is() {
        TrainingSet set = new TrainingSet(3);
        add(set, 0, 0b001, 0b111, 10);
        add(set, 0, 0b010, 0b111, 30);
        add(set, 0, 0b100, 0b111, 60);
        add(set, 1, 0b001, 0b011, 500);
        add(set, 1, 0b010, 0b011, 500);
        add(set, 2, 0b011, 0b111, 800);
        add(set, 2, 0b100, 0b111, 200);
        double[][] intercepts = FrequencyIntercepts.of(
                set,
                TrainingRecipe.standard("test")
                        .withData(
                                List.of(
                                        TrainingSource.of(folder.resolve("own.tsv")),
                                        source(folder.resolve("two-labels.tsv"), false, SourceIntercept.FREQUENCIES),
                                        source(folder.resolve("either-or.tsv"), false, SourceIntercept.FREQUENCIES)),
                                List.of()));
        assertThat(intercepts[0]).isEmpty();
        assertThat(intercepts[1])
                .containsExactly(new double[] {Math.log(0.5 / 0.25), Math.log(0.5 / 0.75), 0}, within(0.1));
        assertThat(intercepts[2])
                .containsExactly(
                        new double[] {Math.log(0.8 / 0.4), Math.log(0.8 / 0.4), Math.log(0.2 / 0.6)}, within(0.1));
    }

    private static void add(TrainingSet set, int source, long right, long among, int rows) {
        for (int i = 0; i < rows; i++) {
            set.describe(right, among, 1, 0, source);
            set.rows.endRow();
        }
    }

    private static TrainingSource source(Path file, boolean measured, SourceIntercept intercept) {
        TrainingSource source = TrainingSource.of(file);
        return new TrainingSource(source.name(), file, source.format(), Map.of(), Set.of(), 1, measured, intercept);
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
