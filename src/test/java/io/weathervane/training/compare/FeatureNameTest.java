package io.weathervane.training.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.weathervane.doccat.TextTokenizer;
import io.weathervane.doccat.features.CharacterFeatureGenerator;
import io.weathervane.doccat.features.StyleFeatureGenerator;
import io.weathervane.doccat.features.WordFeatureGenerator;
import io.weathervane.doccat.features.WordPairFeatureGenerator;
import io.weathervane.doccat.features.WordTripleFeatureGenerator;
import java.util.List;
import java.util.Map;
import opennlp.tools.doccat.BagOfWordsFeatureGenerator;
import opennlp.tools.doccat.FeatureGenerator;
import opennlp.tools.doccat.NGramFeatureGenerator;
import org.junit.jupiter.api.Test;

/** What the generators call their features today can be read. */
class FeatureNameTest {

    @Test
    void words_are_quoted_and_say_where_they_stand() {
        assertThat(readable(new WordFeatureGenerator(), "not good")).contains("“not”", "“good” after a negation");
        assertThat(readable(new WordPairFeatureGenerator(), "good day"))
                .containsExactly("“good” at the beginning", "“good day”", "“day” at the end");
        assertThat(readable(new WordTripleFeatureGenerator(), "a good day")).containsExactly("“a good day”");
    }

    @Test
    void characters_say_on_which_side_the_word_goes_on() {
        assertThat(readable(new CharacterFeatureGenerator(), "good")).contains("go…", "good…", "…ood", "…goo…");
        assertThat(readable(new CharacterFeatureGenerator(), "fun")).contains("fun (characters)");
    }

    @Test
    void style_says_what_was_counted() {
        assertThat(readable(new StyleFeatureGenerator(), "WOW what a day!!"))
                .contains("exclamations: 2 or more", "capitals: 1 or more", "length: 3 to 5 words and marks");
    }

    @Test
    void generators_of_opennlp_are_known_and_others_stay_as_they_are() throws Exception {
        assertThat(readable(new BagOfWordsFeatureGenerator(), "good")).containsExactly("“good”");
        assertThat(readable(new NGramFeatureGenerator(2, 2), "good day")).containsExactly("“good day”");
        assertThat(FeatureName.readable("?x")).isEqualTo("?x");
    }

    private static List<String> readable(FeatureGenerator generator, String text) {
        return generator.extractFeatures(TextTokenizer.INSTANCE.tokenize(text), Map.of()).stream()
                .map(FeatureName::readable)
                .toList();
    }
}
