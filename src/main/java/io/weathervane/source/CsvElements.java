package io.weathervane.source;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.weathervane.deadletter.DeadLetterReason;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * CSV after RFC 4180, with a header: its pieces are the rows, which go over several lines where a cell in quotes does. A quote
 * that is never closed, or that text follows, costs the line that it is on and no other.
 */
final class CsvElements implements Elements {

    private static final CsvFactory CSV = new CsvFactory();

    private final ElementBytes bytes;
    private final MessageKind kind;
    private final char delimiter;
    private final CsvSchema schema;
    private final CsvColumns columns;
    private Element unusableHeader;
    private DeadLetterReason headerReason;
    private String headerDetail;

    /**
     * Reads the header. One that cannot be used is the file's only piece, and a bad line.
     *
     * @param in UTF-8, with or without a byte order mark
     */
    CsvElements(InputStream in, MessageKind kind, FileFormat format, int maxBytes) throws IOException {
        this.bytes = new ElementBytes(in, maxBytes);
        this.kind = kind;
        this.delimiter = format.delimiter();
        this.schema = CsvSchema.emptySchema().withColumnSeparator(delimiter);
        this.columns = header(format);
    }

    private CsvColumns header(FileFormat format) throws IOException {
        Element header = row();
        if (header == null) {
            return null;
        }
        try {
            return new CsvColumns(cells(header.bytes()), format.columns(), kind);
        } catch (IOException e) {
            headerReason = DeadLetterReason.NOT_A_MESSAGE;
            headerDetail = "the header is no CSV: " + Json.problem(e);
        } catch (CsvColumns.UnusableException e) {
            headerReason = e.reason();
            headerDetail = e.getMessage();
        }
        unusableHeader = header;
        return null;
    }

    @Override
    public Element next() throws IOException {
        if (columns != null) {
            return row();
        }
        Element header = unusableHeader;
        unusableHeader = null;
        return header;
    }

    @Override
    public List<SourceItem> items(Element row) {
        if (columns == null) {
            return List.of(new BadLine(row.line(), headerReason, headerDetail, row.bytes()));
        }
        try {
            return kind.items(columns.message(cells(row.bytes())), row.line());
        } catch (IOException e) {
            String detail = "the row is no CSV: " + Json.problem(e);
            return List.of(new BadLine(row.line(), DeadLetterReason.NOT_A_MESSAGE, detail, row.bytes()));
        } catch (CsvColumns.UnusableException e) {
            return List.of(new BadLine(row.line(), e.reason(), Texts.oneLine(e.getMessage()), row.bytes()));
        }
    }

    @Override
    public boolean endedInsideAnArray() {
        return false;
    }

    @Override
    public long line() {
        return bytes.line();
    }

    /** The bytes of the next row that is not empty. */
    private Element row() throws IOException {
        int b = bytes.read();
        while (b == '\n' || b == '\r') {
            b = bytes.read();
        }
        if (b < 0) {
            return null;
        }
        long firstLine = bytes.line();
        bytes.begin();
        boolean quoted = false;
        boolean cellStart = true;
        boolean closed = false;
        for (; b >= 0 && (quoted || b != '\n'); b = bytes.read()) {
            bytes.add(b);
            if (quoted) {
                quoted = b != '"';
                closed = !quoted;
            } else if (b == '"' && (cellStart || closed)) {
                // after a closed one it is the second of two, which stand for one
                quoted = true;
            } else if (closed && b != delimiter && b != '\r') {
                return damaged(firstLine);
            } else {
                cellStart = b == delimiter;
                closed = false;
            }
            if (quoted) {
                cellStart = false;
                if (bytes.isFull()) {
                    return damaged(firstLine);
                }
            }
        }
        return quoted ? damaged(firstLine) : bytes.end(firstLine);
    }

    private Element damaged(long firstLine) throws IOException {
        Element line = bytes.endAtItsFirstLine(firstLine);
        if (line != null) {
            return line;
        }
        bytes.addLine();
        return bytes.end(firstLine);
    }

    private List<String> cells(byte[] row) throws IOException {
        List<String> cells = new ArrayList<>();
        try (CsvParser parser = CSV.createParser(row)) {
            parser.setSchema(schema);
            parser.nextToken();
            while (parser.nextToken() == JsonToken.VALUE_STRING) {
                cells.add(parser.getText());
            }
        }
        return cells;
    }
}
