package io.weathervane.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Makes strangers' text safe to print: what could steer a terminal or deceive its reader (control and format characters,
 * the marks that turn the direction of writing, lone surrogates) comes out as <code>\\u</code> and four hex digits.
 */
final class TerminalText {

    private TerminalText() {}

    /** The text on one line. */
    static String line(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> append(safe, c));
        return safe.toString();
    }

    /** The text on one line, cut to so many characters. */
    static String line(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? line(text)
                : line(text.substring(0, text.offsetByCodePoints(0, longest - 1))) + "…";
    }

    /** The text on its own lines. */
    static String lines(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                safe.append('\n');
            } else {
                append(safe, c);
            }
        });
        return safe.toString();
    }

    /** What these bytes say if they are UTF-8. */
    static Optional<String> decoded(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static void append(StringBuilder safe, int codePoint) {
        switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> {
                for (char unit : Character.toChars(codePoint)) {
                    safe.append("\\u%04x".formatted((int) unit));
                }
            }
            default -> safe.appendCodePoint(codePoint);
        }
    }
}
