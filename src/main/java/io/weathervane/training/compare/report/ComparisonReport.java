package io.weathervane.training.compare.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Version;
import io.weathervane.training.compare.ComparisonResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A comparison as one HTML file that needs no other and runs no script. It holds texts of the data; what they say is escaped
 * wherever it stands.
 */
public final class ComparisonReport {

    private static final char REPLACEMENT = '\uFFFD';

    private ComparisonReport() {}

    /**
     * @param notes what a reader must know besides
     * @throws ConfigurationException if the file cannot be written
     */
    public static void write(ComparisonResult result, List<String> notes, Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, html(result, notes));
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The report " + file + " cannot be written (" + e.getMessage() + "); name another file.", e);
        }
    }

    static String html(ComparisonResult result, List<String> notes) {
        StringOutput html = new StringOutput();
        TemplateEngine.createPrecompiled(ContentType.Html)
                .render(
                        "compare/report.jte",
                        Map.of("result", result, "notes", notes, "version", Version.current()),
                        html);
        return allowed(html.toString());
    }

    /** Without the characters that neither HTML nor XML allows anywhere, however they are written. */
    private static String allowed(String html) {
        StringBuilder allowed = new StringBuilder(html.length());
        html.codePoints().forEach(c -> {
            boolean control = c < ' ' && c != '\t' && c != '\n' || c >= 0x7F && c < 0xA0;
            boolean noCharacter = c >= 0xD800 && c < 0xE000 || (c & 0xFFFE) == 0xFFFE;
            allowed.appendCodePoint(control || noCharacter ? REPLACEMENT : c);
        });
        return allowed.toString();
    }
}
