package io.weathervane.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledTextFileTest {

    @TempDir
    Path folder;

    @Test
    void lines_with_a_tab_keep_quotes_and_further_tabs() throws IOException {
        assertThat(read("a.tsv", "good\t\"so\" it\tis\n\n  bad \t\n"))
                .containsExactly(text("good", "\"so\" it\tis"), text("bad", ""));
    }

    @Test
    void gzip_is_told_by_its_content() throws IOException {
        Path zipped = TrainingTexts.writeText(folder.resolve("a.csv.gz"), "label,text\ngood,yes\n");
        Path renamed = Files.move(zipped, folder.resolve("b.csv"));
        assertThat(read(renamed, TextFormat.BY_NAME)).containsExactly(text("good", "yes"));
    }

    @Test
    void csv_has_quotes_and_line_breaks() throws IOException {
        String csv = "id,text,label\r\n1,\"one, \"\"two\"\"\r\nthree\",good\r\n\r\n2,plain,bad\r\n";
        assertThat(read("a.csv", csv)).containsExactly(text("good", "one, \"two\"\r\nthree"), text("bad", "plain"));
    }

    @Test
    void csv_columns_are_named_or_numbered() throws IOException {
        String csv = "\uFEFFclass;n;tweet\nx;1;first\n";
        assertThat(read("a.csv", csv, csv("class", "tweet", ';', true))).containsExactly(text("x", "first"));
        assertThat(read("a.csv", csv, csv("1", "3", ';', true))).containsExactly(text("x", "first"));
        assertThat(read("a.csv", "x\tfirst\n", csv("", "", '\t', false))).containsExactly(text("x", "first"));
    }

    @Test
    void csv_of_six_quoted_columns_without_header_in_latin_1() throws IOException {
        byte[] csv =
                "\"4\",\"17\",\"Mon Apr 06 22:19:45 PDT 2009\",\"NO_QUERY\",\"someone\",\"a caf\u00e9, \"\"yes\"\" \"\n"
                        .getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("six.csv"), csv);
        TextFormat format = new TextFormat(Optional.empty(), "1", "6", ',', false, StandardCharsets.ISO_8859_1);
        assertThat(read(file, format)).containsExactly(text("4", "a caf\u00e9, \"yes\" "));
        assertProblem(file, csv("1", "6", ',', false), "Line 1 of ", "is not UTF-8", "--encoding");
    }

    @Test
    void json_lines_have_fields_or_pointers() throws IOException {
        assertThat(read("a.jsonl", "{\"label\":1,\"text\":\"x\"}\n\n{\"text\":\"\",\"label\":true}\n"))
                .containsExactly(text("1", "x"), text("true", ""));
        TextFormat pointers = new TextFormat(
                Optional.of(TextFormat.Kind.JSONL), "/tags/0", "/data/text", ',', true, StandardCharsets.UTF_8);
        assertThat(read("a.txt", "{\"tags\":[\"t\"],\"data\":{\"text\":\"a\\nb\"}}", pointers))
                .containsExactly(text("t", "a\nb"));
    }

    @Test
    void name_tells_the_format() {
        assertThat(Arrays.asList("a.CSV", "a.csv.gz", "a.json", "a.ndjson.gz", "a.jsonl", "a.tsv", "csv").stream()
                        .map(name -> TextFormat.Kind.of(Path.of("x.json", name))))
                .containsExactly(
                        TextFormat.Kind.CSV,
                        TextFormat.Kind.CSV,
                        TextFormat.Kind.JSONL,
                        TextFormat.Kind.JSONL,
                        TextFormat.Kind.JSONL,
                        TextFormat.Kind.TSV,
                        TextFormat.Kind.TSV);
    }

    @Test
    void wrong_line_is_named_with_what_to_do() throws IOException {
        assertProblem("a.tsv", "a\tb\nnone\n", "Line 2 of ", "label<TAB>text", "--format");
        assertProblem("a.csv", "label,body\na,b\n", "'text'", "[label, body]", "--text-column", "--no-header");
        assertProblem("a.csv", "label,text\n\n\"x\ny\",z\n,b\n", "Line 5 of ", "no label in column 1");
        assertProblem("a.csv", "label,text\na,b\nc\n", "Line 3 of ", "has 1 columns", "column 2");
        assertProblem("a.csv", "label,text\na,\"b\nc\n", "Line ", "cannot be read", "correct it");
        assertProblem("a.jsonl", "{\"label\":\"a\",\"text\":\"b\"}\n{\n", "Line 2 of ", "no JSON object");
        assertProblem("a.jsonl", "[1]\n", "Line 1 of ", "no JSON object");
        assertProblem("a.jsonl", "{\"label\":\"a\"}\n", "Line 1 of ", "no 'text'", "--text-column");
        assertProblem("a.jsonl", "{\"label\":null,\"text\":\"b\"}\n", "Line 1 of ", "no 'label'");
        assertProblem("a.jsonl", "{\"label\":\"a\",\"text\":[]}\n", "no plain value in 'text'");
        assertProblem("a.jsonl", "{\"label\":\" \",\"text\":\"b\"}\n", "an empty label");
    }

    @Test
    void line_that_is_not_in_the_encoding_is_counted_exactly() throws IOException {
        byte[] good = "good\tfine\n".repeat(5_000).getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(good, good.length + 4);
        all[good.length] = 'a';
        all[good.length + 1] = '\t';
        all[good.length + 2] = (byte) 0xE9;
        all[good.length + 3] = '\n';
        assertProblem(Files.write(folder.resolve("a.tsv"), all), TextFormat.BY_NAME, "Line 5001 of ", "is not UTF-8");
    }

    @Test
    void gzip_that_ends_too_early_is_said() throws IOException {
        Path whole = TrainingTexts.write(folder.resolve("a.tsv.gz"), 500, 1);
        byte[] bytes = Files.readAllBytes(whole);
        Path half = Files.write(whole, Arrays.copyOf(bytes, bytes.length / 2));
        assertProblem(half, TextFormat.BY_NAME, "ends too early");
    }

    private void assertProblem(String name, String content, String... parts) throws IOException {
        assertProblem(Files.writeString(folder.resolve(name), content), TextFormat.BY_NAME, parts);
    }

    private static void assertProblem(Path file, TextFormat format, String... parts) {
        assertThatThrownBy(() -> read(file, format))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContainingAll(parts);
    }

    private static TextFormat csv(String label, String text, char delimiter, boolean header) {
        Charset utf8 = StandardCharsets.UTF_8;
        return new TextFormat(Optional.of(TextFormat.Kind.CSV), label, text, delimiter, header, utf8);
    }

    private List<LabelledText> read(String name, String content) throws IOException {
        return read(name, content, TextFormat.BY_NAME);
    }

    private List<LabelledText> read(String name, String content, TextFormat format) throws IOException {
        return read(Files.writeString(folder.resolve(name), content), format);
    }

    private static List<LabelledText> read(Path file, TextFormat format) {
        List<LabelledText> texts = new ArrayList<>();
        LabelledTextFile.read(file, format, (label, text) -> texts.add(text(label, text)));
        return texts;
    }

    private static LabelledText text(String label, String text) {
        return new LabelledText(label, text);
    }
}
