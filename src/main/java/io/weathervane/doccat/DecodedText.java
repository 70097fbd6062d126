package io.weathervane.doccat;

import java.util.Arrays;
import java.util.Map;

/** A text without its escapes, which knows where each character stood before. */
final class DecodedText {

    private static final int LONGEST_ENTITY = 10;

    /** Those that feeds really contain; others stay as they are. */
    private static final Map<String, String> ENTITIES = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", " "),
            Map.entry("hellip", "\u2026"),
            Map.entry("ndash", "\u2013"),
            Map.entry("mdash", "\u2014"),
            Map.entry("lsquo", "\u2018"),
            Map.entry("rsquo", "'"),
            Map.entry("ldquo", "\u201C"),
            Map.entry("rdquo", "\u201D"),
            Map.entry("laquo", "\u00AB"),
            Map.entry("raquo", "\u00BB"),
            Map.entry("bull", "\u2022"),
            Map.entry("middot", "\u00B7"),
            Map.entry("copy", "\u00A9"),
            Map.entry("reg", "\u00AE"),
            Map.entry("trade", "\u2122"),
            Map.entry("euro", "\u20AC"),
            Map.entry("pound", "\u00A3"),
            Map.entry("hearts", "\u2665"));

    private final String source;
    private final StringBuilder decoded;
    private final int[] origins;

    private DecodedText(String source, boolean unchanged) {
        this.source = source;
        this.decoded = unchanged ? null : new StringBuilder(source.length());
        this.origins = unchanged ? null : new int[source.length() + 1];
    }

    static DecodedText of(String source) {
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '&' || c == '\\' || c == '\u2019' || isVariationSelector(c)) {
                DecodedText text = new DecodedText(source, false);
                text.decodeFrom(i);
                return text;
            }
        }
        return new DecodedText(source, true);
    }

    String text() {
        return decoded == null ? source : decoded.toString();
    }

    /** Where the character at this position of the decoded text, or what stood for it, begins in the source. */
    int origin(int position) {
        return origins == null ? position : origins[position];
    }

    private void decodeFrom(int first) {
        decoded.append(source, 0, first);
        Arrays.setAll(origins, i -> i);
        int i = first;
        while (i < source.length()) {
            char c = source.charAt(i);
            int next = i + 1;
            if (c == '&') {
                next = entity(i);
            } else if (c == '\\') {
                next = escape(i);
            } else if (!isVariationSelector(c)) {
                append(i, c);
            }
            i = next;
        }
        origins[decoded.length()] = source.length();
    }

    private int entity(int start) {
        int limit = Math.min(source.length(), start + LONGEST_ENTITY);
        int end = start + 1;
        while (end < limit && isEntityPart(source.charAt(end))) {
            end++;
        }
        if (end < limit && source.charAt(end) == ';') {
            String replacement = replacement(source.substring(start + 1, end));
            if (replacement != null) {
                for (int i = 0; i < replacement.length(); i++) {
                    append(start, replacement.charAt(i));
                }
                return end + 1;
            }
        }
        append(start, '&');
        return start + 1;
    }

    private static String replacement(String name) {
        if (!name.startsWith("#")) {
            return ENTITIES.get(name);
        }
        boolean hexadecimal = name.length() > 1 && (name.charAt(1) | 0x20) == 'x';
        int codePoint = number(name, hexadecimal ? 2 : 1, name.length(), hexadecimal ? 16 : 10);
        return Character.isValidCodePoint(codePoint) && codePoint > 0 ? fold(Character.toString(codePoint)) : null;
    }

    private static String fold(String character) {
        char c = character.charAt(0);
        if (isVariationSelector(c)) {
            return "";
        }
        return c == '\u2019' ? "'" : character;
    }

    private int escape(int start) {
        int end = start + 6;
        if (end <= source.length() && source.charAt(start + 1) == 'u') {
            int unit = number(source, start + 2, end, 16);
            if (unit >= 0) {
                if (!isVariationSelector((char) unit)) {
                    append(start, (char) unit);
                }
                return end;
            }
        }
        append(start, '\\');
        return start + 1;
    }

    /** The number written there, -1 if it is none. */
    private static int number(String text, int start, int end, int radix) {
        int number = start < end ? 0 : -1;
        for (int i = start; i < end && number >= 0; i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, radix) : -1;
            number = digit < 0 ? -1 : number * radix + digit;
        }
        return number;
    }

    private void append(int origin, char c) {
        origins[decoded.length()] = origin;
        decoded.append(c == '\u2019' ? '\'' : c);
    }

    private static boolean isEntityPart(char c) {
        return c == '#' || Chars.isAsciiLetterOrDigit(c);
    }

    private static boolean isVariationSelector(char c) {
        return c == '\uFE0F' || c == '\uFE0E';
    }
}
