package io.weathervane.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How messages stand in a file. Immutable.
 *
 * @param kind JSON of any shape, or CSV with a header
 * @param delimiter of CSV: an ASCII character
 * @param columns of CSV: which column a field of the message comes from, by the field's name, such as {@code text} or
 *     {@code author.username}; another column is the field that it is called
 */
public record FileFormat(Kind kind, char delimiter, SortedMap<String, String> columns) {

    /** What a file can be. */
    public enum Kind {
        JSON,
        CSV
    }

    /** As the file's name tells: {@code .csv} and {@code .tsv}, also with {@code .gz}, are CSV, the others JSON. */
    public static FileFormat of(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        boolean tabbed = name.endsWith(".tsv");
        return new FileFormat(
                tabbed || name.endsWith(".csv") ? Kind.CSV : Kind.JSON, tabbed ? '\t' : ',', new TreeMap<>());
    }

    Elements elements(InputStream plain, MessageKind message, int maxBytes) throws IOException {
        return kind == Kind.CSV
                ? new CsvElements(plain, message, this, maxBytes)
                : new JsonElements(plain, message, maxBytes);
    }
}
