package io.weathervane.doccat.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.weathervane.doccat.TextTokenizer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureGeneratorsTest {

    static List<TextFeatureGenerator> generators() {
        return List.of(
                new ConstantFeatureGenerator(),
                new WordFeatureGenerator(),
                new WordPairFeatureGenerator(),
                new WordTripleFeatureGenerator(),
                new CharacterFeatureGenerator(),
                new StyleFeatureGenerator(),
                new LastSentenceFeatureGenerator(),
                new PrivateTextFeatureGenerator(),
                new NormalizedWordFeatureGenerator(),
                new NormalizedWordPairFeatureGenerator());
    }

    @Test
    void normalized_features_come_the_more_often_the_shorter_the_text_is() {
        assertThat(features(new NormalizedWordFeatureGenerator(), "one"))
                .hasSize(30)
                .containsOnly("wone");
        assertThat(features(new NormalizedWordPairFeatureGenerator(), "one two three four"))
                .hasSize(3 * 15)
                .containsOnly("pone two", "ptwo three", "pthree four");
        String hundred = IntStream.range(0, 100).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
        assertThat(features(new NormalizedWordFeatureGenerator(), hundred)).hasSize(300);
        String thousand = IntStream.range(0, 1000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
        assertThat(features(new NormalizedWordFeatureGenerator(), thousand)).doesNotHaveDuplicates();
    }

    @Test
    void words_come_once_each_and_negated_ones_under_two_names() {
        assertThat(features(new WordFeatureGenerator(), "not good good, film film"))
                .containsExactly("wnot", "wgood", "ngood", "w,", "wfilm");
    }

    @Test
    void word_with_and_without_negation_is_two_words() {
        assertThat(features(new WordFeatureGenerator(), "not good, good"))
                .containsExactly("wnot", "wgood", "ngood", "w,", "wgood");
    }

    @Test
    void characters_of_two_words_count_twice_and_of_the_same_word_once() {
        assertThat(features(new CharacterFeatureGenerator(), "ab xab ab"))
                .containsExactly("c_ab", "c_ab_", "cab_", "c_xa", "c_xab", "c_xab_", "cxab", "cxab_", "cab_");
    }

    @Test
    void characters_of_a_negated_word_are_others() {
        assertThat(features(new CharacterFeatureGenerator(), "no ab, ab"))
                .containsExactly("c_no", "c_no_", "cno_", "d_ab", "d_ab_", "dab_", "c_ab", "c_ab_", "cab_");
    }

    @Test
    void pairs_know_the_beginning_and_the_end() {
        assertThat(features(new WordPairFeatureGenerator(), "good film"))
                .containsExactly("p good", "pgood film", "pfilm ");
    }

    @Test
    void triples_are_three_neighbours() {
        assertThat(features(new WordTripleFeatureGenerator(), "a b c d")).containsExactly("ta b c", "tb c d");
        assertThat(features(new WordTripleFeatureGenerator(), "a b")).isEmpty();
    }

    @Test
    void last_sentence_is_what_follows_the_last_end_of_one() {
        LastSentenceFeatureGenerator generator = new LastSentenceFeatureGenerator();
        assertThat(features(generator, "I went there. It was not good!"))
                .containsExactly("eit", "ewas", "enot", "fgood", "e!");
        assertThat(features(generator, "one sentence")).containsExactly("eone", "esentence");
        assertThat(features(generator, "...")).containsExactly("e...");
    }

    @Test
    void what_follows_the_last_sentence_is_part_of_it() {
        assertThat(features(new LastSentenceFeatureGenerator(), "First. So good! :) @ana https://t.co/a"))
                .containsExactly("eso", "egood", "e!", "e:)", "e@user", "ehttp");
    }

    @Test
    void private_text_has_its_words_and_pairs_and_last_sentence_once_more() {
        assertThat(features(new PrivateTextFeatureGenerator(), "oh. not ok"))
                .containsExactly(
                        "i",
                        "iwoh",
                        "iw.",
                        "iwnot",
                        "iwok",
                        "inok",
                        "ip oh",
                        "ipoh .",
                        "ip. not",
                        "ipnot ok",
                        "ipok ",
                        "ienot",
                        "ifok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Kanye West and Jay Z at the Grammys in Los Angeles",
                "seeing them on friday",
                "meeting is on the 21st",
                "#vote #now #please",
            })
    void public_text_has_no_private_features(String text) {
        assertThat(features(new PrivateTextFeatureGenerator(), text)).isEmpty();
    }

    @Test
    void characters_stay_inside_words_and_know_their_edges() {
        assertThat(features(new CharacterFeatureGenerator(), "abc !"))
                .containsExactly("c_ab", "c_abc", "c_abc_", "cabc", "cabc_", "cbc_");
        assertThat(features(new CharacterFeatureGenerator(), "a")).containsExactly("c_a_");
        assertThat(features(new CharacterFeatureGenerator(), "@somebody https://t.co/x 😂"))
                .isEmpty();
    }

    @Test
    void style_counts_what_is_loud_and_how_long_it_is() {
        assertThat(features(new StyleFeatureGenerator(), "WHAT?! soooo @a #b https://t.co/x 😂"))
                .containsExactly(
                        "scapitals1",
                        "sexclamations1",
                        "squestions1",
                        "selongated1",
                        "susers1",
                        "shashtags1",
                        "saddresses1",
                        "spictures1",
                        "slength2");
        assertThat(features(new StyleFeatureGenerator(), "!!!!!")).contains("sexclamations1", "sexclamations3");
    }

    @ParameterizedTest
    @MethodSource("generators")
    void hashes_are_those_of_the_strings(TextFeatureGenerator generator) {
        Random random = new Random(7);
        String alphabet = "aabcdeE  !?#@'not😂.:)1";
        HashedFeatures hashes = new HashedFeatures();
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder("x");
            for (int j = random.nextInt(i < 490 ? 80 : 8000); j > 0; j--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String[] tokens = TextTokenizer.INSTANCE.tokenize(text.toString());
            hashes.clear();
            generator.generate(Words.of(tokens), hashes);
            Collection<String> strings = generator.extractFeatures(tokens, Map.of());
            assertThat(hashes.size()).isEqualTo(strings.size());
            int at = 0;
            for (String string : strings) {
                assertThat(hashes.hash(at++)).isEqualTo(FeatureHash.of(string));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("generators")
    void text_without_tokens_is_no_trouble(TextFeatureGenerator generator) {
        assertThat(generator.extractFeatures(new String[0], Map.of())).isNotNull();
    }

    private static Collection<String> features(TextFeatureGenerator generator, String text) {
        return generator.extractFeatures(TextTokenizer.INSTANCE.tokenize(text), Map.of());
    }
}
