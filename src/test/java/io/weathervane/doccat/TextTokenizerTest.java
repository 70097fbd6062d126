package io.weathervane.doccat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import opennlp.tools.util.Span;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTokenizerTest {

    private static final TextTokenizer TOKENIZER = TextTokenizer.INSTANCE;

    @Test
    void users_hashtags_cashtags_and_addresses_are_one_token_each() {
        assertTokens(
                "@ana_9: see https://t.co/aB1?x=y, #GoodDay!",
                "@ana_9",
                ":",
                "see",
                "https://t.co/aB1?x=y",
                ",",
                "#GoodDay",
                "!");
        assertTokens(
                "buy $TSLA at $5 (www.example.org/a)", "buy", "$TSLA", "at", "$", "5", "(", "www.example.org/a", ")");
        assertTokens("ask me@example.org. ok", "ask", "me@example.org", ".", "ok");
        assertTokens("readHTTPS://t.co/x", "read", "HTTPS://t.co/x");
        assertTokens("#día #日本語 #1 # @", "#día", "#日本語", "#1", "#", "@");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":)", ":-)", ":)))", ";)", ":D", "=D", ":P", ":'(", ":(((", ":/", ":3", ">:(", "<3", "</3", "<33", "(:",
                "(-:", "):", "^_^", "^^", "-_-", "-__-", ">_<", "T_T", "o_O", "xD", ":-|"
            })
    void emoticon_is_one_token(String emoticon) {
        assertTokens("so " + emoticon, "so", emoticon);
        assertTokens(emoticon + " so", emoticon, "so");
    }

    @Test
    void colons_and_parentheses_of_ordinary_text_make_no_faces() {
        assertTokens("at 10:30, ratio 1:3 (note):", "at", "10:30", ",", "ratio", "1:3", "(", "note", ")", ":");
        assertTokens("x <30 a:b --", "x", "<", "30", "a", ":", "b", "--");
    }

    @ParameterizedTest
    @ValueSource(strings = {"😂", "👍🏽", "👩‍👩‍👧‍👦", "🇫🇷", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "❤", "⭐", "1⃣", "🧑🏿‍🚀"})
    void emoji_is_one_token(String emoji) {
        assertTokens("so " + emoji + emoji + "yes", "so", emoji, emoji, "yes");
    }

    @Test
    void three_flag_letters_are_a_flag_and_a_letter() {
        assertTokens("🇫🇷🇫", "🇫🇷", "🇫");
    }

    @Test
    void variation_selectors_and_typographic_apostrophes_make_no_difference() {
        assertTokens("don’t ❤️ 🏳️‍🌈", "don't", "❤", "🏳‍🌈");
    }

    @Test
    void words_keep_apostrophes_digits_and_case() {
        assertTokens(
                "I'd'VE gr8 2nd O'Neil's 'quoted' well-known",
                "I'd'VE",
                "gr8",
                "2nd",
                "O'Neil's",
                "'",
                "quoted",
                "'",
                "well",
                "-",
                "known");
    }

    @Test
    void numbers_keep_their_separators() {
        assertTokens("1,000.5 24/7 50% 10:30pm 3.", "1,000.5", "24/7", "50", "%", "10:30pm", "3", ".");
    }

    @Test
    void punctuation_comes_in_runs() {
        assertTokens(
                "what?!?! no... \"ok\"), yes…", "what", "?!?!", "no", "...", "\"", "ok", "\"", ")", ",", "yes", "…");
    }

    @Test
    void entities_and_literal_escapes_are_decoded() {
        assertTokens(
                "R&amp;B &lt;3 it&#39;s it&#x2019;s \\u2764 a\\u0027b",
                "R",
                "&",
                "B",
                "<3",
                "it's",
                "it's",
                "❤",
                "a'b");
        assertTokens(
                "AT&T &bogus; &#; &#xZ; &#99999999; \\u12 \\",
                "AT",
                "&",
                "T",
                "&",
                "bogus",
                ";",
                "&",
                "#",
                ";",
                "&",
                "#xZ",
                ";",
                "&",
                "#99999999",
                ";",
                "\\",
                "u12",
                "\\");
        assertTokens("\\ud83d\\ude02", "😂");
    }

    @Test
    void scripts_without_spaces_and_with_marks_are_split_sensibly() {
        assertTokens("東京タワー", "東", "京", "タ", "ワ", "ー");
        assertTokens("مرحبا، بالعالم \u200Fنص", "مرحبا", "،", "بالعالم", "نص");
        assertTokens("नमस्ते می\u200Cخواهم cafe\u0301", "नमस्ते", "می\u200Cخواهم", "cafe\u0301");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\r\n\u00A0\u200B\uFEFF\u3000", "\uD83D", "\uDE02\u0000"})
    void text_without_anything_to_see_has_no_tokens(String text) {
        assertTokens(text);
    }

    @Test
    void spans_point_into_the_text_as_given() {
        String text = "it&#39;s \\u2764 R&amp;B";
        assertThat(Span.spansToStrings(TOKENIZER.tokenizePos(text), text))
                .containsExactly("it&#39;s", "\\u2764", "R", "&amp;", "B");
    }

    @Test
    void only_the_beginning_of_a_long_text_counts() {
        String text = "ab ".repeat(2_000_000);
        assertThat(TOKENIZER.tokenize(text)).hasSize(TextTokenizer.MAXIMUM_LENGTH / 3 + 1);
        String pair = "x".repeat(TextTokenizer.MAXIMUM_LENGTH - 1) + "😂";
        assertThat(TOKENIZER.tokenize(pair)).containsExactly("x".repeat(TextTokenizer.MAXIMUM_LENGTH - 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@",
                "@",
                "http",
                "http://",
                "www.",
                "T_",
                "'",
                ":",
                ":'-",
                "&",
                "&#",
                "\\u",
                "<",
                "1.",
                "\u200D",
                "👩\u200D",
                "(",
                "^_",
                "a.",
                "\u0301"
            })
    void repetition_takes_no_time_to_speak_of(String piece) {
        String text = piece.repeat(TextTokenizer.MAXIMUM_LENGTH / piece.length());
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(2), () -> TOKENIZER.tokenize(text));
    }

    @Test
    void no_text_whatever_fails_and_no_token_is_blank() {
        String alphabet = "a1 :;=)(-'_@#$&\\u003c<>^./😂🇫👩\u200D\uFE0F\u0301東’!?\uD83D\u20E3;";
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(40); j > 0; j--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThatCode(() -> {
                        assertThat(TOKENIZER.tokenize(text.toString())).noneMatch(String::isBlank);
                        assertThat(Arrays.stream(TOKENIZER.tokenizePos(text.toString()))
                                        .noneMatch(s -> s.length() < 1))
                                .isTrue();
                    })
                    .as(text.toString())
                    .doesNotThrowAnyException();
        }
    }

    private static void assertTokens(String text, String... tokens) {
        assertThat(TOKENIZER.tokenize(text)).containsExactly(tokens);
    }
}
