package io.weathervane.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.weathervane.doccat.TextTokenizer;
import io.weathervane.doccat.features.ConstantFeatureGenerator;
import io.weathervane.doccat.features.WordFeatureGenerator;
import io.weathervane.doccat.features.WordPairFeatureGenerator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import opennlp.tools.doccat.DoccatFactory;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.DocumentCategorizerME;
import opennlp.tools.doccat.DocumentSample;
import opennlp.tools.doccat.FeatureGenerator;
import opennlp.tools.ml.maxent.GISModel;
import opennlp.tools.util.ObjectStreamUtils;
import opennlp.tools.util.TrainingParameters;
import opennlp.tools.util.ext.ExtensionLoader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our trainer as anyone uses it: by its class name, through OpenNLP's own API. */
class NbMaxentTrainerTest {

    @TempDir
    Path folder;

    private List<LabelledText> data;
    private List<LabelledText> unseen;

    @BeforeAll
    static void allow_our_classes() {
        ExtensionLoader.registerAllowedPackage("io.weathervane");
    }

    @BeforeEach
    void make_texts() throws IOException {
        data = texts("train.tsv", 500, 1);
        unseen = texts("test.tsv", 300, 2);
    }

    @Test
    void opennlp_trains_saves_and_loads_a_model_with_the_same_scores() throws IOException {
        DoccatModel model = train(parameters());
        assertThat(model.getMaxentModel()).isInstanceOf(GISModel.class);
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        model.serialize(saved);
        DocumentCategorizerME before = new DocumentCategorizerME(model);
        DocumentCategorizerME after =
                new DocumentCategorizerME(new DoccatModel(new ByteArrayInputStream(saved.toByteArray())));
        int right = 0;
        for (LabelledText text : unseen) {
            String[] tokens = TextTokenizer.INSTANCE.tokenize(text.text());
            double[] scores = before.categorize(tokens);
            double[] again = after.categorize(tokens);
            for (int i = 0; i < scores.length; i++) {
                assertThat(again[after.getIndex(before.getCategory(i))]).isEqualTo(scores[i], within(1e-12));
            }
            right += before.getBestCategory(scores).equals(text.label()) ? 1 : 0;
        }
        assertThat(right / 300.0).isGreaterThan(0.85);
    }

    @Test
    void learns_what_weathervane_train_learns() throws IOException {
        DocumentCategorizerME ours = new DocumentCategorizerME(new DoccatModel(new ByteArrayInputStream(
                new ModelTrainer().train(recipe(), Progress.NONE).model())));
        DocumentCategorizerME through = new DocumentCategorizerME(train(parameters()));
        for (LabelledText text : unseen) {
            String[] tokens = TextTokenizer.INSTANCE.tokenize(text.text());
            double[] scores = through.categorize(tokens);
            double[] expected = ours.categorize(tokens);
            for (int i = 0; i < scores.length; i++) {
                assertThat(scores[i]).isEqualTo(expected[ours.getIndex(through.getCategory(i))], within(0.02));
            }
        }
    }

    @Test
    void parameters_are_heeded_and_otherwise_those_of_weathervane_train() throws IOException {
        TrainingParameters same = parameters();
        same.put(TrainingParameters.CUTOFF_PARAM, 2);
        same.put(TrainingParameters.ITERATIONS_PARAM, 100);
        same.put(NbMaxentTrainer.STRENGTH_PARAM, 0.05);
        same.put(NbMaxentTrainer.SMOOTHING_PARAM, 1.0);
        assertThat(train(same).getMaxentModel()).isEqualTo(train(parameters()).getMaxentModel());
        TrainingParameters weak = parameters();
        weak.put(NbMaxentTrainer.STRENGTH_PARAM, 0.00001);
        double[] hesitant = new DocumentCategorizerME(train(weak)).categorize(new String[] {"lovely"});
        assertThat(hesitant).containsExactly(new double[] {0.33, 0.33, 0.33}, within(0.1));
    }

    @Test
    void parameter_out_of_range_is_refused() {
        TrainingParameters wrong = parameters();
        wrong.put(NbMaxentTrainer.STRENGTH_PARAM, 0.0);
        assertThatThrownBy(() -> train(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Strength");
    }

    private static TrainingParameters parameters() {
        TrainingParameters parameters = new TrainingParameters();
        parameters.put(TrainingParameters.ALGORITHM_PARAM, NbMaxentTrainer.class.getName());
        return parameters;
    }

    private DoccatModel train(TrainingParameters parameters) throws IOException {
        List<DocumentSample> samples = data.stream()
                .map(text -> new DocumentSample(text.label(), TextTokenizer.INSTANCE.tokenize(text.text())))
                .toList();
        return DocumentCategorizerME.train(
                "en",
                ObjectStreamUtils.createObjectStream(samples),
                parameters,
                new DoccatFactory(generators().toArray(FeatureGenerator[]::new)));
    }

    private TrainingRecipe recipe() {
        return new TrainingRecipe(
                "test",
                List.of(),
                List.of(TrainingSource.of(folder.resolve("train.tsv"))),
                List.of(),
                List.of(),
                generators(),
                new TrainerParameters(2, 0.05, 1, 0, 0.01, 100, 0, 1),
                Objective.ACCURACY,
                Map.of(),
                false,
                1 << 23);
    }

    private static List<FeatureGenerator> generators() {
        return List.of(new WordFeatureGenerator(), new WordPairFeatureGenerator(), new ConstantFeatureGenerator());
    }

    private List<LabelledText> texts(String name, int count, long seed) throws IOException {
        List<LabelledText> texts = new ArrayList<>();
        LabelledTextFile.read(
                TrainingTexts.write(folder.resolve(name), count, seed),
                (label, text) -> texts.add(new LabelledText(label, text)));
        return texts;
    }
}
