package io.weathervane.doccat.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.weathervane.doccat.TextTokenizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import opennlp.tools.doccat.BagOfWordsFeatureGenerator;
import opennlp.tools.doccat.DoccatFactory;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.DocumentCategorizerME;
import opennlp.tools.doccat.DocumentSample;
import opennlp.tools.doccat.FeatureGenerator;
import opennlp.tools.util.ObjectStreamUtils;
import opennlp.tools.util.TrainingParameters;
import opennlp.tools.util.ext.ExtensionLoader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashedCategorizerTest {

    private static final String[] WORDS = {
        "not", "good", "bad", "film", "soooo", "GREAT", "#BadDay", ":)", "😂", "never", "!!!", "a", "but", "@you",
        "awful"
    };

    @BeforeAll
    static void allow_our_generators() {
        ExtensionLoader.registerAllowedPackage("io.weathervane");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void scores_are_those_of_opennlp(int labels) throws IOException {
        DoccatModel model = model(labels, generators());
        DocumentCategorizerME opennlp = new DocumentCategorizerME(model);
        HashedCategorizer hashed = HashedCategorizer.of(model).orElseThrow();
        for (String text : texts(400, 9)) {
            assertThat(hashed.categorize(analyzed(text)))
                    .as(text)
                    .containsExactly(opennlp.categorize(tokens(text)), within(1e-4));
        }
    }

    @Test
    void scores_do_not_depend_on_what_came_before() throws IOException {
        HashedCategorizer hashed = HashedCategorizer.of(model(3, generators())).orElseThrow();
        double[] first = hashed.categorize(analyzed("never a good film"));
        for (String text : texts(100, 10)) {
            hashed.categorize(analyzed(text));
        }
        assertThat(hashed.categorize(analyzed("never a good film"))).isEqualTo(first);
    }

    @Test
    void threads_do_not_disturb_each_other() throws Exception {
        DoccatModel model = model(3, generators());
        HashedCategorizer shared = HashedCategorizer.of(model).orElseThrow();
        HashedCategorizer alone = HashedCategorizer.of(model).orElseThrow();
        List<String> texts = texts(300, 11);
        List<double[]> expected =
                texts.stream().map(text -> alone.categorize(analyzed(text))).toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                done.add(threads.submit(() -> {
                    for (int i = 0; i < 3000; i++) {
                        int text = i % texts.size();
                        assertThat(shared.categorize(analyzed(texts.get(text)))).isEqualTo(expected.get(text));
                    }
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void models_may_come_and_go_between_two_labels_of_a_text() throws IOException {
        DoccatModel two = model(2, generators());
        DoccatModel three = model(3, generators());
        AnalyzedText text = analyzed("never a good film");
        HashedCategorizer first = HashedCategorizer.of(two).orElseThrow();
        double[] alone = first.categorize(text);
        HashedCategorizer second = HashedCategorizer.of(three).orElseThrow();
        double[] joined = second.categorize(text);
        assertThat(joined)
                .containsExactly(
                        new DocumentCategorizerME(three).categorize(tokens("never a good film")), within(1e-4));
        assertThat(first.categorize(text)).isEqualTo(alone);
        first.close();
        assertThat(second.categorize(analyzed("another text"))).hasSize(3);
        assertThat(second.categorize(analyzed("never a good film"))).isEqualTo(joined);
    }

    @Test
    void closed_one_says_so() throws IOException {
        HashedCategorizer closed = HashedCategorizer.of(model(2, generators())).orElseThrow();
        closed.close();
        closed.close();
        AnalyzedText text = analyzed("a text for nobody");
        assertThatIllegalStateException()
                .isThrownBy(() -> closed.categorize(text))
                .withMessageContaining("closed");
    }

    @Test
    void model_with_features_of_others_is_left_to_opennlp() throws IOException {
        assertThat(HashedCategorizer.of(model(2, new BagOfWordsFeatureGenerator())))
                .isEmpty();
    }

    private static FeatureGenerator[] generators() {
        return new FeatureGenerator[] {
            new WordFeatureGenerator(),
            new WordPairFeatureGenerator(),
            new WordTripleFeatureGenerator(),
            new CharacterFeatureGenerator(),
            new StyleFeatureGenerator(),
            new NormalizedWordFeatureGenerator(),
            new NormalizedWordPairFeatureGenerator(),
            new ConstantFeatureGenerator()
        };
    }

    /** Trained by OpenNLP, saved and loaded, as a model is in use. */
    private static DoccatModel model(int labels, FeatureGenerator... generators) throws IOException {
        List<DocumentSample> samples = new ArrayList<>();
        int label = 0;
        for (String text : texts(60, 8)) {
            samples.add(new DocumentSample("label" + label++ % labels, tokens(text)));
        }
        TrainingParameters parameters = TrainingParameters.defaultParams();
        parameters.put(TrainingParameters.CUTOFF_PARAM, 1);
        parameters.put("PrintMessages", false);
        DoccatModel model = DocumentCategorizerME.train(
                "en", ObjectStreamUtils.createObjectStream(samples), parameters, new DoccatFactory(generators));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.serialize(bytes);
        return new DoccatModel(new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static List<String> texts(int count, long seed) {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder("say");
            for (int words = random.nextInt(12); words >= 0; words--) {
                text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
                if (random.nextInt(5) == 0) {
                    text.append(random.nextInt(1000));
                }
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static AnalyzedText analyzed(String text) {
        return AnalyzedText.of(text, TextTokenizer.INSTANCE);
    }

    private static String[] tokens(String text) {
        return TextTokenizer.INSTANCE.tokenize(text);
    }
}
