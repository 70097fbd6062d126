package io.weathervane.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HexFormat;
import java.util.Optional;

/** Shows bytes that may be anything: JSON indented, other text as it is, everything else as a hex dump. */
final class ContentView {

    private static final JsonFactory JSON = new JsonFactory();
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
    private static final int HEX_WIDTH = 16;

    private ContentView() {}

    /** @return lines that are safe to print */
    static String of(byte[] content) {
        if (content == null) {
            return "(no value)";
        }
        if (content.length == 0) {
            return "(empty)";
        }
        return TerminalText.decoded(content)
                .map(text -> TerminalText.lines(indented(text).orElse(text)))
                .orElseGet(() -> hexDump(content));
    }

    /** Token by token, so that repeated keys and odd numbers are shown as they were written. */
    private static Optional<String> indented(String text) {
        StringWriter out = new StringWriter();
        try (JsonParser in = JSON.createParser(text);
                JsonGenerator json = JSON.createGenerator(out).setPrettyPrinter(new DefaultPrettyPrinter())) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token.isNumeric()) {
                    json.writeNumber(in.getText());
                } else {
                    json.copyCurrentEvent(in);
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(out.toString());
    }

    private static String hexDump(byte[] content) {
        StringBuilder dump = new StringBuilder();
        for (int from = 0; from < content.length; from += HEX_WIDTH) {
            int to = Math.min(from + HEX_WIDTH, content.length);
            StringBuilder text = new StringBuilder();
            for (int i = from; i < to; i++) {
                text.append(content[i] >= ' ' && content[i] < 0x7f ? (char) content[i] : '.');
            }
            dump.append("%08x  %-47s  %s%n".formatted(from, HEX.formatHex(content, from, to), text));
        }
        return dump.toString().stripTrailing();
    }
}
