package io.weathervane.training;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.weathervane.config.ConfigurationException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** CSV: one column has the label and one the text; empty lines are skipped. */
final class CsvTexts {

    private final CsvParser parser;
    private final Path file;
    private final List<String> row = new ArrayList<>();
    private long line;

    private CsvTexts(CsvParser parser, Path file) {
        this.parser = parser;
        this.file = file;
    }

    static void parse(BufferedReader in, Path file, TextFormat format, LabelledTextFile.Reader reader)
            throws IOException {
        try (CsvParser parser = new CsvFactory().createParser(in)) {
            parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(format.delimiter()));
            new CsvTexts(parser, file).parse(format, reader);
        }
    }

    private void parse(TextFormat format, LabelledTextFile.Reader reader) throws IOException {
        boolean header = format.header();
        if (header && !next()) {
            return;
        }
        int label = column(format.labelColumnOr(header ? "label" : "1"), header);
        int text = column(format.textColumnOr(header ? "text" : "2"), header);
        while (next()) {
            String name = cell(label, "label").strip();
            if (name.isEmpty()) {
                throw LabelledTextFile.problem(
                        line, file, "has no label in column " + (label + 1) + "; add it or remove the row.");
            }
            reader.read(name, cell(text, "text"));
        }
    }

    private boolean next() throws IOException {
        do {
            row.clear();
            JsonToken token = parser.nextToken();
            if (token == null) {
                return false;
            }
            for (token = parser.nextToken(); token == JsonToken.VALUE_STRING; token = parser.nextToken()) {
                if (row.isEmpty()) {
                    line = parser.currentTokenLocation().getLineNr();
                }
                row.add(parser.getText());
            }
        } while (row.size() == 1 && row.get(0).isBlank());
        return true;
    }

    /** Of the row that was read last: the header, if there is one. */
    private int column(String name, boolean header) {
        int column = header ? row.stream().map(String::strip).toList().indexOf(name) : -1;
        if (column >= 0) {
            return column;
        }
        if (name.matches("[1-9][0-9]{0,4}")) {
            return Integer.parseInt(name) - 1;
        }
        throw new ConfigurationException(
                header
                        ? "The first line of " + file + " names no column '" + name + "' but " + row
                                + "; name the columns (--label-column, --text-column, or label-column and text-column in"
                                + " training.properties), or say that it has no header (--no-header, header = false)."
                        : "A file without a header has no column '" + name + "'; give the number of the column in "
                                + file + ".");
    }

    private String cell(int column, String what) {
        if (column >= row.size()) {
            throw LabelledTextFile.problem(
                    line,
                    file,
                    "has " + row.size() + " columns, and the " + what + " should be in column " + (column + 1)
                            + "; correct it, or check the columns and the delimiter.");
        }
        return row.get(column);
    }
}
