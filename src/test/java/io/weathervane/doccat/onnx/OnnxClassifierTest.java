package io.weathervane.doccat.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxClassifierTest {

    private static final Offset<Double> SINGLE_PRECISION = within(1e-6);
    private static final String LABELS = "\"id2label\": {\"0\": \"sad\", \"1\": \"glad\"}";

    @TempDir
    Path folder;

    private final TinyTokenizer bytes = TinyTokenizer.byteLevelBpe("happy", "größer", "😂");

    @Test
    void scores_are_the_softmax_of_what_the_weights_give() throws Exception {
        write("config.json", "{" + LABELS + "}");
        write("tokenizer.json", bytes.json());
        writeModel(new TinyOnnx(bytes.size(), 0.25f, -0.5f)
                .weigh(bytes.id("<s>"), 0.125f, 0)
                .weigh(bytes.idOfBytes("happy"), -1, 2)
                .weigh(bytes.idOfBytes(" "), -2, 3));
        try (OnnxClassifier classifier = OnnxClassifier.load(folder)) {
            assertThat(classifier.labels()).containsExactly("sad", "glad");
            assertThat(classifier.scores("happy happy"))
                    .containsExactly(softmax(0.25 + 0.125 - 1 - 2 - 1, -0.5 + 2 + 3 + 2), SINGLE_PRECISION);
            assertThat(classifier.scores("?")).containsExactly(softmax(0.375, -0.5), SINGLE_PRECISION);
        }
    }

    @Test
    void bytes_of_letters_and_emoji_come_together_to_one_token() throws Exception {
        write("config.json", "{" + LABELS + "}");
        write("tokenizer.json", bytes.json());
        writeModel(new TinyOnnx(bytes.size(), 0, 0)
                .weigh(bytes.idOfBytes("größer"), 1, 0)
                .weigh(bytes.idOfBytes("😂"), 0, 1)
                // the first byte of ö, which stands alone only where no word was put together
                .weigh(bytes.id("Ã"), 9, 0));
        try (OnnxClassifier classifier = OnnxClassifier.load(folder)) {
            assertThat(classifier.scores("größer")).containsExactly(softmax(1, 0), SINGLE_PRECISION);
            assertThat(classifier.scores("größer 😂 😂")).containsExactly(softmax(1, 2), SINGLE_PRECISION);
            assertThat(classifier.scores("öh")).containsExactly(softmax(9, 0), SINGLE_PRECISION);
        }
    }

    @Test
    void word_pieces_of_bert_are_read_with_their_token_types() throws Exception {
        TinyTokenizer pieces = TinyTokenizer.wordPiece("un", "##happy", "happy");
        write("config.json", "{" + LABELS + "}");
        write("tokenizer.json", pieces.json());
        writeModel(new TinyOnnx(pieces.size(), 0, 0)
                .inputs("input_ids", "token_type_ids", "attention_mask")
                .weigh(pieces.id("un"), 3, 0)
                .weigh(pieces.id("##happy"), 0, 1)
                .weigh(pieces.id("happy"), 0, 2)
                .weigh(pieces.id("[UNK]"), 0.5f, 0.5f)
                .weigh(pieces.id("[CLS]"), 0.25f, 0));
        try (OnnxClassifier classifier = OnnxClassifier.load(folder)) {
            assertThat(classifier.scores("ÜNHÄPPY")).containsExactly(softmax(3.25, 1), SINGLE_PRECISION);
            assertThat(classifier.scores("happy xyz")).containsExactly(softmax(0.75, 2.5), SINGLE_PRECISION);
        }
    }

    @Test
    void pieces_of_a_unigram_model_are_read() throws Exception {
        TinyTokenizer pieces = TinyTokenizer.unigram("▁happy", "▁un", "happy", "▁");
        write("config.json", "{" + LABELS + "}");
        write("tokenizer.json", pieces.json());
        writeModel(new TinyOnnx(pieces.size(), 0, 0)
                .inputs("input_ids")
                .weigh(pieces.id("▁happy"), 0, 2)
                .weigh(pieces.id("▁un"), 3, 0)
                .weigh(pieces.id("happy"), 0, 1));
        try (OnnxClassifier classifier = OnnxClassifier.load(folder)) {
            assertThat(classifier.scores("happy unhappy")).containsExactly(softmax(3, 3), SINGLE_PRECISION);
        }
    }

    @Test
    void labels_of_a_multi_label_model_stand_for_themselves() throws Exception {
        write("config.json", "{" + LABELS + ", \"problem_type\": \"multi_label_classification\"}");
        write("tokenizer.json", bytes.json());
        writeModel(new TinyOnnx(bytes.size(), 1, -2));
        try (OnnxClassifier classifier = OnnxClassifier.load(folder)) {
            assertThat(classifier.scores("?"))
                    .containsExactly(new double[] {1 / (1 + Math.exp(-1)), 1 / (1 + Math.exp(2))}, SINGLE_PRECISION);
        }
    }

    @Test
    void labels_file_of_ones_own_wins() throws Exception {
        write("config.json", "{\"id2label\": {\"0\": \"LABEL_0\", \"1\": \"LABEL_1\"}}");
        write("labels.txt", "negative\n positive \n\n");
        write("tokenizer.json", bytes.json());
        writeModel(new TinyOnnx(bytes.size(), 0, 0));
        try (OnnxClassifier classifier = OnnxClassifier.load(folder)) {
            assertThat(classifier.labels()).containsExactly("negative", "positive");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                                  | {}                          | 512
                    {"model_type": "bert", "max_position_embeddings": 40}               | {}                          | 40
                    {"model_type": "roberta", "max_position_embeddings": 40}            | {}                          | 38
                    {"model_type": "xlm-roberta", "max_position_embeddings": 40, "pad_token_id": 1} | {}              | 38
                    {"model_type": "bert", "max_position_embeddings": 40}               | {"model_max_length": 20}    | 20
                    {"model_type": "bert", "max_position_embeddings": 40}               | {"model_max_length": 1e30}  | 40
                    {}                                                                  | {"model_max_length": 1e30}  | 512
                    """)
    void text_is_cut_at_what_the_model_can_read(String config, String tokenizer, int length) throws Exception {
        write("config.json", config);
        write("labels.txt", "sad\nglad");
        write("tokenizer_config.json", tokenizer);
        write("tokenizer.json", bytes.json());
        writeModel(new TinyOnnx(bytes.size(), 0, 0).weighEach(0, 0.01f));
        try (OnnxClassifier classifier = OnnxClassifier.load(folder)) {
            double[] scores = classifier.scores("x ".repeat(2_000));
            assertThat(Math.log(scores[1] / scores[0])).isCloseTo(length * 0.01, within(1e-4));
        }
    }

    @Test
    void short_text_is_filled_up_for_a_model_of_fixed_length() throws Exception {
        write("config.json", "{" + LABELS + "}");
        write("tokenizer.json", bytes.json());
        writeModel(new TinyOnnx(bytes.size(), 0, 0).fixedLength(8).weighEach(0, 1));
        try (OnnxClassifier classifier = OnnxClassifier.load(folder)) {
            assertThat(classifier.scores("xy")).containsExactly(softmax(0, 4), SINGLE_PRECISION);
            assertThat(classifier.scores("xyxyxyxyxyxy")).containsExactly(softmax(0, 8), SINGLE_PRECISION);
        }
    }

    @Test
    void threads_share_it() throws Exception {
        write("config.json", "{" + LABELS + "}");
        write("tokenizer.json", bytes.json());
        writeModel(new TinyOnnx(bytes.size(), 0, 0).weighEach(0, 0.01f));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (OnnxClassifier classifier = OnnxClassifier.load(folder)) {
            Callable<Void> task = () -> {
                for (int length = 0; length < 500; length++) {
                    assertThat(classifier.scores("x".repeat(length)))
                            .containsExactly(softmax(0, (length + 2) * 0.01), within(1e-5));
                }
                return null;
            };
            for (Future<Void> done : threads.invokeAll(List.of(task, task, task, task))) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void nothing_is_reported_to_the_makers_of_the_tokenizers() throws Exception {
        write("config.json", "{" + LABELS + "}");
        write("tokenizer.json", bytes.json());
        writeModel(new TinyOnnx(bytes.size(), 0, 0));
        OnnxClassifier.load(folder).close();

        Field reported = Class.forName("ai.djl.util.Ec2Utils").getDeclaredField("lastCheckIn");
        reported.setAccessible(true);
        assertThat(reported.getLong(null)).isZero();
    }

    static Stream<Arguments> mistakes() {
        TinyTokenizer tokenizer = TinyTokenizer.byteLevelBpe();
        TinyOnnx good = new TinyOnnx(tokenizer.size(), 0, 0);
        String labels = "{" + LABELS + "}";
        String json = tokenizer.json();
        return Stream.of(
                Arguments.of("it has no labels", good, null, json, null),
                Arguments.of("it has no labels", good, "{\"id2label\": {\"1\": \"a\", \"2\": \"b\"}}", json, null),
                Arguments.of("config.json is no JSON", good, "{", json, null),
                Arguments.of("needs two labels or more", good, labels, json, "one\n"),
                Arguments.of("it has 2 outputs, but there are 3 labels: [a, b, c]", good, null, json, "a\nb\nc"),
                Arguments.of("it has no tokenizer: put the tokenizer.json", good, labels, null, null),
                Arguments.of("tokenizer.json cannot be used as a tokenizer", good, labels, "{\"model\": 1}", null),
                Arguments.of(
                        "it wants the input \"pixel_values\"",
                        new TinyOnnx(tokenizer.size(), 0, 0).inputs("input_ids", "pixel_values"),
                        labels,
                        json,
                        null),
                Arguments.of(
                        "its output logits must be numbers, [batch, labels]",
                        new TinyOnnx(tokenizer.size(), 0, 0).perToken(),
                        labels,
                        json,
                        null),
                // a tokenizer of another model knows more tokens than this one
                Arguments.of("", new TinyOnnx(20, 0, 0), labels, json, null));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistake_is_named(String reason, TinyOnnx model, String config, String tokenizer, String labels)
            throws Exception {
        write("config.json", config);
        write("tokenizer.json", tokenizer);
        write("labels.txt", labels);
        writeModel(model);
        assertThatThrownBy(() -> OnnxClassifier.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void damaged_model_is_refused() throws Exception {
        write("config.json", "{" + LABELS + "}");
        write("tokenizer.json", bytes.json());
        byte[] good = new TinyOnnx(bytes.size(), 0, 0).toByteArray();
        for (byte[] damaged : List.of(new byte[0], new byte[] {1}, java.util.Arrays.copyOf(good, good.length / 2))) {
            Files.write(folder.resolve("model.onnx"), damaged);
            assertThatThrownBy(() -> OnnxClassifier.load(folder)).isInstanceOf(IOException.class);
        }
    }

    private void write(String file, String content) throws IOException {
        if (content != null) {
            Files.writeString(folder.resolve(file), content);
        }
    }

    private void writeModel(TinyOnnx model) throws IOException {
        Files.write(folder.resolve("model.onnx"), model.toByteArray());
    }

    private static double[] softmax(double first, double second) {
        double sum = Math.exp(first) + Math.exp(second);
        return new double[] {Math.exp(first) / sum, Math.exp(second) / sum};
    }
}
