package io.weathervane.training;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * How labelled texts stand in a file; each kind may be plain or gzip.
 *
 * @param kind empty: told by the file's name, see {@link Kind#of}
 * @param labelColumn CSV: name of the column in the first line, or its number from 1 on; JSON Lines: name of the field, or a
 *     JSON pointer ({@code /data/label}). Empty: {@code label}, and the first column where there is no header
 * @param textColumn the same for the text. Empty: {@code text}, and the second column where there is no header
 * @param delimiter between the columns of CSV
 * @param header whether the first line of CSV names the columns
 * @param encoding of the characters
 */
public record TextFormat(
        Optional<Kind> kind, String labelColumn, String textColumn, char delimiter, boolean header, Charset encoding) {

    /** The kind that the file's name tells, with the usual columns, in UTF-8. */
    public static final TextFormat BY_NAME =
            new TextFormat(Optional.empty(), "", "", ',', true, StandardCharsets.UTF_8);

    /** What a file consists of. */
    public enum Kind {
        /** {@code label<TAB>text}, one a line, no quoting. */
        TSV,
        /** RFC 4180: quotes, doubled quotes inside them, line breaks inside them. */
        CSV,
        /** One JSON object a line. */
        JSONL;

        /** By the name's end, {@code .gz} aside: {@code .csv}; {@code .jsonl}, {@code .ndjson} or {@code .json}; else TSV. */
        public static Kind of(Path file) {
            String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
            String plain = name.endsWith(".gz") ? name.substring(0, name.length() - ".gz".length()) : name;
            if (plain.endsWith(".csv")) {
                return CSV;
            }
            boolean json = plain.endsWith(".jsonl") || plain.endsWith(".ndjson") || plain.endsWith(".json");
            return json ? JSONL : TSV;
        }
    }

    Kind kindOf(Path file) {
        return kind.orElseGet(() -> Kind.of(file));
    }

    String labelColumnOr(String usual) {
        return labelColumn.isEmpty() ? usual : labelColumn;
    }

    String textColumnOr(String usual) {
        return textColumn.isEmpty() ? usual : textColumn;
    }
}
