package io.weathervane.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weathervane.config.ConfigurationException;
import io.weathervane.doccat.features.StyleFeatureGenerator;
import io.weathervane.doccat.features.WordFeatureGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingPropertiesTest {

    @TempDir
    Path folder;

    @Test
    void recipe_says_everything() throws IOException {
        TrainingRecipe recipe = read("""
                labels = negative neutral positive
                data.first = a/train.tsv.gz
                data.smileys = b.tsv
                data.smileys.labels = good:positive bad:negative|neutral
                data.smileys.among = negative positive
                data.smileys.weight = 0.5
                data.smileys.measured = false
                data.smileys.intercept = frequencies
                validation = a/val.tsv
                features = words style
                objective = macro-recall
                offset.neutral = -0.5
                trainer.cutoff = 3
                trainer.strength = 0.1
                trainer.folds = 0
                trainer.vectors = 50
                teacher.moods = moods.tsv
                model.megabytes = 2
                """);
        assertThat(recipe.labels()).containsExactly("negative", "neutral", "positive");
        assertThat(recipe.sources())
                .containsExactly(
                        new TrainingSource(
                                "data.first",
                                folder.resolve("a/train.tsv.gz"),
                                TextFormat.BY_NAME,
                                Map.of(),
                                Set.of(),
                                1,
                                true,
                                SourceIntercept.LEARNED),
                        new TrainingSource(
                                "data.smileys",
                                folder.resolve("b.tsv"),
                                TextFormat.BY_NAME,
                                Map.of("good", Set.of("positive"), "bad", Set.of("negative", "neutral")),
                                Set.of("negative", "positive"),
                                0.5,
                                false,
                                SourceIntercept.FREQUENCIES));
        assertThat(recipe.teachers()).extracting(TrainingSource::name).containsExactly("teacher.moods");
        assertThat(recipe.validation()).extracting(TrainingSource::file).containsExactly(folder.resolve("a/val.tsv"));
        assertThat(recipe.features())
                .hasExactlyElementsOfTypes(WordFeatureGenerator.class, StyleFeatureGenerator.class);
        assertThat(recipe.objective()).isEqualTo(Objective.MACRO_RECALL);
        assertThat(recipe.offsets()).containsEntry("neutral", -0.5);
        assertThat(recipe.trainer()).isEqualTo(new TrainerParameters(3, 0.1, 1, 50, 0.01, 100, 0, 1));
        assertThat(recipe.maximumBytes()).isEqualTo(2 * 1024 * 1024);
    }

    @Test
    void one_source_needs_no_name() throws IOException {
        TrainingRecipe recipe = read("data = train.tsv\ndata.labels = neither:none\n");
        assertThat(recipe.sources())
                .extracting(TrainingSource::meanings)
                .containsExactly(Map.of("neither", Set.of("none")));
    }

    @Test
    void format_of_a_source_may_be_said() throws IOException {
        TrainingRecipe recipe = read("""
                data.first = tweets.txt
                data.first.format = csv
                data.first.label-column = 1
                data.first.text-column = 6
                data.first.delimiter = tab
                data.first.header = false
                data.first.encoding = ISO-8859-1
                data.second = tweets.jsonl.gz
                data.second.text-column = /data/text
                """);
        assertThat(recipe.sources())
                .extracting(TrainingSource::format)
                .containsExactly(
                        new TextFormat(
                                Optional.of(TextFormat.Kind.CSV), "1", "6", '\t', false, StandardCharsets.ISO_8859_1),
                        new TextFormat(Optional.empty(), "", "/data/text", ',', true, StandardCharsets.UTF_8));
    }

    @Test
    void file_that_begins_with_a_dot_is_beside_the_recipe_and_others_are_below_the_data() throws IOException {
        Path model = Files.createDirectories(folder.resolve("models/mood"));
        Path file = Files.writeString(
                model.resolve("training.properties"),
                "data = own.tsv\nteacher.near = ./near.tsv\nteacher.words = ../words.tsv");
        TrainingRecipe recipe = TrainingProperties.read("mood", file, folder.resolve("data"));
        assertThat(recipe.sources()).extracting(TrainingSource::file).containsExactly(folder.resolve("data/own.tsv"));
        assertThat(recipe.teachers())
                .extracting(TrainingSource::file)
                .containsExactly(model.resolve("near.tsv"), folder.resolve("models/words.tsv"));
    }

    @Test
    void mistakes_are_named() {
        assertProblem("data = x\ndata.format = xml", "data.format = xml", "tsv, csv or jsonl");
        assertProblem("data = x.tsv\ndata.text-column = 2", "data.text-column", "data.format = csv");
        assertProblem("data = x.csv\ndata.delimiter = ab", "one character");
        assertProblem("data = x.csv\ndata.header = no", "true or false");
        assertProblem("data = x.csv\ndata.encoding = latin", "ISO-8859-1");
        assertProblem(
                "data = x\ndata.measured = false\ndata.intercept = own", "data.intercept", "learned or frequencies");
        assertProblem("data = x\ndata.intercept = frequencies", "data.intercept", "data.measured = false");
        assertProblem("labels = a b", "no data");
        assertProblem("data = x\ntrainer.cutoff = many", "trainer.cutoff = many", "a number");
        assertProblem("data = x\ntrainer.cutoff = 0", "a number from");
        assertProblem("data = x\nfeatures = smell", "'smell'", "word-pairs");
        assertProblem("data = x\nobjective = fame", "macro-f1");
        assertProblem("data = x\ndata.labels = a", "label-in-the-file:label-of-the-model");
        assertProblem("data = x\ncuttof = 3", "cuttof");
        assertThatThrownBy(() -> TrainingProperties.read("x", folder.resolve("none"), folder))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("none");
    }

    private void assertProblem(String content, String... parts) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(parts);
    }

    private TrainingRecipe read(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("training.properties"), content);
        return TrainingProperties.read("test", file, folder);
    }
}
