package io.weathervane.doccat.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.weathervane.doccat.TextTokenizer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "GREAT | great",
                "soooo | soo",
                "SoOoO | soo",
                "good | good",
                "@Ana_9 | @user",
                "https://t.co/aB1 | http",
                "WWW.example.org | http",
                "!!!!!!! | !!!",
                "?!?!?! | ?!?",
                "10:30pm | 10:30pm",
                ":-))) | :)",
                ":( | :(",
                "<333 | <3",
                "T_T | t_t",
                "👍🏽 | 👍",
                "don’t | don't"
            })
    void form_of_a_token(String text, String form) {
        assertThat(forms(text)).containsExactly(form);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "#BuildTheWall | #buildthewall build the wall",
                "#sad | #sad sad",
                "#MAGA2018 | #maga2018 maga 2018",
                "#NFLDraft | #nfldraft nfl draft",
                "#snake_case_ | #snake_case_ snake case",
                "#iPhone | #iphone i phone",
                "#日本 | #日本 日本"
            })
    void hashtags_are_followed_by_their_words(String text, String forms) {
        assertThat(forms(text)).containsExactly(forms.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "I do not like this film. It is bad | like this film",
                "not one of you has seen the sun | one of you has",
                "I don't like it but she does | like it",
                "never ever 😂 again | ever",
                "good film | \"\""
            })
    void negation_reaches_four_words_or_to_the_end_of_the_clause(String text, String negated) {
        Words words = words(text);
        String found = String.join(
                " ",
                IntStream.range(0, words.size())
                        .filter(words::isNegated)
                        .mapToObj(i -> words.get(i).form())
                        .toList());
        assertThat(found).isEqualTo(negated);
    }

    @Test
    void more_words_than_tokens_fit() {
        assertThat(forms("#A_B_C_D_E_F_G_H_I_J_K_L #M_N_O_P_Q_R_S_T_U_V_W_X_Y_Z"))
                .hasSize(2 + 26);
    }

    private static String[] forms(String text) {
        Words words = words(text);
        return IntStream.range(0, words.size())
                .mapToObj(i -> words.get(i).form())
                .toArray(String[]::new);
    }

    private static Words words(String text) {
        return Words.of(TextTokenizer.INSTANCE.tokenize(text));
    }
}
