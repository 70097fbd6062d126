package io.weathervane.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weathervane.config.ConfigurationException;
import io.weathervane.doccat.TextTokenizer;
import io.weathervane.doccat.features.CharacterFeatureGenerator;
import io.weathervane.doccat.features.StyleFeatureGenerator;
import io.weathervane.doccat.features.WordFeatureGenerator;
import io.weathervane.doccat.features.WordPairFeatureGenerator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.DocumentCategorizerME;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTrainerTest {

    private static final long LARGE = 1 << 23;

    @TempDir
    Path folder;

    private Path data;
    private Path unseen;

    @BeforeEach
    void write_data() throws IOException {
        data = TrainingTexts.write(folder.resolve("train.tsv.gz"), 600, 1);
        unseen = TrainingTexts.write(folder.resolve("test.tsv"), 300, 2);
    }

    @Test
    void learns_what_the_labels_have_in_common() {
        TrainingResult result = train(recipe(TrainingSource.of(data)));
        assertThat(result.validation().orElseThrow().accuracy()).isGreaterThan(0.85);
        assertThat(result.crossValidation().orElseThrow().texts()).isEqualTo(600);
    }

    @Test
    void same_recipe_gives_the_same_bytes() {
        TrainingRecipe recipe = recipe(TrainingSource.of(data));
        assertThat(train(recipe).model()).isEqualTo(train(recipe).model());
    }

    @Test
    void many_texts_are_learned_with_one_part_held_out_and_give_the_same_bytes_too() {
        TrainingRecipe recipe = withoutVectors(recipe(TrainingSource.of(data)));
        TrainingResult result = new ModelTrainer(100).train(recipe, Progress.NONE);
        assertThat(result.trainer().folds()).isEqualTo(1);
        assertThat(result.trainer().cutoff()).isEqualTo(5);
        assertThat(result.crossValidation().orElseThrow().texts()).isBetween(1, 60);
        assertThat(result.validation().orElseThrow().accuracy()).isGreaterThan(0.85);
        assertThat(new ModelTrainer(100).train(recipe, Progress.NONE).model()).isEqualTo(result.model());
    }

    private static TrainingRecipe withoutVectors(TrainingRecipe recipe) {
        return recipe.withTrainer(TrainerParameters.DEFAULT);
    }

    @Test
    void model_scores_the_same_after_it_was_saved_again() throws IOException {
        DoccatModel model = load(train(recipe(TrainingSource.of(data))).model());
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        model.serialize(saved);
        DocumentCategorizerME first = new DocumentCategorizerME(model);
        DocumentCategorizerME second = new DocumentCategorizerME(load(saved.toByteArray()));
        for (String text : List.of("a lovely table!!", "NOT great :(", "", "never seen #HashTag")) {
            String[] tokens = TextTokenizer.INSTANCE.tokenize(text);
            assertThat(second.categorize(tokens)).isEqualTo(first.categorize(tokens));
        }
    }

    @Test
    void saved_model_scores_what_was_trained() throws IOException {
        TrainingRecipe recipe = recipe(TrainingSource.of(data));
        TrainingRecipe withConstant = recipe.withFeature(new io.weathervane.doccat.features.ConstantFeatureGenerator());
        List<Task> tasks = List.of(
                Task.of("test", recipe.labels(), recipe.sources(), Progress.NONE),
                Task.of("teacher", List.of(), List.of(TrainingSource.of(unseen)), Progress.NONE));
        List<String> labels = tasks.get(0).labels().names();
        TrainingSetReader reader =
                new TrainingSetReader(tasks, withConstant.features(), recipe.trainer(), Progress.NONE);
        List<TrainingSet> sets = reader.read();
        Background background = Background.learn(tasks, sets, reader, recipe.trainer(), Progress.NONE);
        float[][] inputs = background.inputs(sets.get(0));
        TrainingSet.Local local = sets.get(0).local(recipe.trainer().cutoff());
        TrainingSet set = local.set();
        LinearWeights weights = new NbMaxent(recipe.trainer()).train(set, inputs, set.all(), "", Progress.NONE);
        Calibration calibration = new Calibration(1.5, new double[] {0.5, 0, -1});
        byte[] model = new ModelAssembler(
                        withConstant, labels, reader, background.fold(weights, local.numbers()), calibration)
                .assemble(Progress.NONE);
        DocumentCategorizerME categorizer = new DocumentCategorizerME(load(model));
        int[] row = {0};
        LabelledTextFile.read(data, (label, text) -> {
            double[] scores = new double[3];
            weights.score(set.rows, row[0], inputs[row[0]], scores);
            row[0]++;
            assertThat(categorizer.categorize(TextTokenizer.INSTANCE.tokenize(text)))
                    .containsExactly(calibration.probabilities(scores), org.assertj.core.data.Offset.offset(0.03));
        });
    }

    @Test
    void scores_are_calibrated() {
        Evaluation evaluation =
                train(recipe(TrainingSource.of(data))).validation().orElseThrow();
        assertThat(evaluation.expectedCalibrationError()).isLessThan(0.06);
    }

    @Test
    void model_that_may_not_be_large_keeps_what_matters() {
        TrainingRecipe recipe = recipe(TrainingSource.of(data));
        long limit = 2500;
        TrainingResult small = train(new TrainingRecipe(
                "small",
                List.of(),
                recipe.sources(),
                recipe.teachers(),
                recipe.validation(),
                recipe.features(),
                recipe.trainer(),
                recipe.objective(),
                Map.of(),
                true,
                limit));
        assertThat(small.model().length).isLessThanOrEqualTo((int) limit);
        assertThat(train(recipe).model().length).isGreaterThan((int) limit);
        assertThat(small.validation().orElseThrow().accuracy()).isGreaterThan(0.8);
    }

    @Test
    void source_may_know_fewer_labels_and_say_either_or() throws IOException {
        Path polar = TrainingTexts.writeText(
                folder.resolve("polar.tsv"),
                "bad\tdreadful day\nbad\tdreadful night\ngood\tsplendid day\ngood\tsplendid night\n");
        Path mild = TrainingTexts.writeText(folder.resolve("mild.tsv"), "not-bad\tserene day\nnot-bad\tserene night\n");
        TrainingSource half = new TrainingSource(
                "polar",
                polar,
                TextFormat.BY_NAME,
                Map.of("bad", Set.of("negative"), "good", Set.of("positive")),
                Set.of("negative", "positive"),
                5,
                false,
                SourceIntercept.LEARNED);
        TrainingSource either = new TrainingSource(
                "mild",
                mild,
                TextFormat.BY_NAME,
                Map.of("not-bad", Set.of("neutral", "positive")),
                Set.of(),
                5,
                false,
                SourceIntercept.LEARNED);
        DocumentCategorizerME categorizer =
                categorizer(train(recipe(TrainingSource.of(data), half, either)).model());
        assertThat(probability(categorizer, "dreadful", "negative"))
                .isGreaterThan(probability(categorizer, "dreadful", "positive"));
        assertThat(probability(categorizer, "serene", "negative")).isLessThan(0.33);
    }

    @Test
    void files_that_cannot_be_used_are_named() throws IOException {
        assertProblem("a\tb\nno tab here\n", "Line 2 of ", "label<TAB>text");
        assertProblem("", "no text");
        assertProblem(" \ttext\n", "Line 1 of ", "no label");
        assertProblem("one\ttext\n", "2 to 64 labels");
        assertThatThrownBy(() -> train(recipe(TrainingSource.of(folder.resolve("none.tsv")))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("none.tsv")
                .hasMessageContaining("no such file");
        Path latin = Files.write(folder.resolve("latin.tsv"), new byte[] {'a', '\t', (byte) 0xE9, '\n'});
        assertThatThrownBy(() -> train(recipe(TrainingSource.of(latin))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("UTF-8");
    }

    private void assertProblem(String content, String... parts) throws IOException {
        Path file = TrainingTexts.writeText(folder.resolve("wrong.tsv"), content);
        assertThatThrownBy(() -> train(recipe(TrainingSource.of(file))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(parts);
    }

    private TrainingRecipe recipe(TrainingSource... sources) {
        return new TrainingRecipe(
                "test",
                List.of(),
                List.of(sources),
                List.of(),
                List.of(TrainingSource.of(unseen)),
                List.of(
                        new WordFeatureGenerator(),
                        new WordPairFeatureGenerator(),
                        new CharacterFeatureGenerator(),
                        new StyleFeatureGenerator()),
                new TrainerParameters(2, 0.05, 1, 8, 0.01, 100, 5, 1),
                Objective.MACRO_F1,
                Map.of(),
                false,
                LARGE);
    }

    private static TrainingResult train(TrainingRecipe recipe) {
        return new ModelTrainer().train(recipe, Progress.NONE);
    }

    private static DocumentCategorizerME categorizer(byte[] model) throws IOException {
        return new DocumentCategorizerME(load(model));
    }

    private static DoccatModel load(byte[] model) throws IOException {
        return new DoccatModel(new ByteArrayInputStream(model));
    }

    private static double probability(DocumentCategorizerME categorizer, String text, String label) {
        return categorizer.categorize(TextTokenizer.INSTANCE.tokenize(text))[categorizer.getIndex(label)];
    }
}
