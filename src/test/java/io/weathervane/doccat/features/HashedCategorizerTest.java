package io.weathervane.doccat.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weathervane.doccat.TextTokenizer;
import java.io.IOException;
import java.util.List;
import opennlp.tools.doccat.BagOfWordsFeatureGenerator;
import opennlp.tools.doccat.DoccatFactory;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.DocumentCategorizerME;
import opennlp.tools.doccat.DocumentSample;
import opennlp.tools.doccat.FeatureGenerator;
import opennlp.tools.util.ObjectStreamUtils;
import opennlp.tools.util.TrainingParameters;
import org.junit.jupiter.api.Test;

class HashedCategorizerTest {

    private static final List<String> TEXTS = List.of(
            "so happy today!!! #GoodDay 😂",
            "not happy at ALL :( @ana_9",
            "the train leaves at 10:30 https://t.co/x",
            "what a lovely, lovely day",
            "terrible terrible service, never again",
            "the report is on the table");
    private static final List<String> LABELS = List.of("good", "bad", "none", "good", "bad", "none");

    @Test
    void scores_are_those_of_the_categorizer() throws IOException {
        DoccatModel model = train(
                new WordFeatureGenerator(),
                new WordPairFeatureGenerator(),
                new CharacterFeatureGenerator(),
                new StyleFeatureGenerator(),
                new ConstantFeatureGenerator());
        HashedCategorizer hashed = HashedCategorizer.of(model).orElseThrow();
        DocumentCategorizerME plain = new DocumentCategorizerME(model);
        for (String text : List.of("happy lovely 😂", "not terrible !!", "", "zzz qqq", "x ".repeat(5000))) {
            String[] tokens = TextTokenizer.INSTANCE.tokenize(text);
            for (int again = 0; again < 2; again++) {
                assertThat(hashed.categorize(tokens)).containsExactly(plain.categorize(tokens), within(1e-5));
            }
        }
    }

    @Test
    void models_that_share_generators_do_not_mix_up_texts() throws IOException {
        HashedCategorizer one =
                HashedCategorizer.of(train(new WordFeatureGenerator())).orElseThrow();
        HashedCategorizer two = HashedCategorizer.of(train(new WordFeatureGenerator(), new StyleFeatureGenerator()))
                .orElseThrow();
        String[] first = TextTokenizer.INSTANCE.tokenize(TEXTS.get(0));
        String[] second = TextTokenizer.INSTANCE.tokenize(TEXTS.get(1));
        double[] alone = two.categorize(second);
        one.categorize(first);
        two.categorize(first);
        one.categorize(second);
        assertThat(two.categorize(second)).containsExactly(alone);
    }

    @Test
    void other_peoples_features_are_left_to_opennlp() throws IOException {
        assertThat(HashedCategorizer.of(train(new BagOfWordsFeatureGenerator())))
                .isEmpty();
    }

    private static DoccatModel train(FeatureGenerator... generators) throws IOException {
        List<DocumentSample> samples = new java.util.ArrayList<>();
        for (int i = 0; i < TEXTS.size(); i++) {
            samples.add(new DocumentSample(LABELS.get(i), TextTokenizer.INSTANCE.tokenize(TEXTS.get(i))));
        }
        TrainingParameters parameters = TrainingParameters.defaultParams();
        parameters.put(TrainingParameters.CUTOFF_PARAM, 0);
        return DocumentCategorizerME.train(
                "en", ObjectStreamUtils.createObjectStream(samples), parameters, new DoccatFactory(generators));
    }
}
