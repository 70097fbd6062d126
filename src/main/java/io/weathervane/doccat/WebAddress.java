package io.weathervane.doccat;

/** Finds the addresses of web pages: what begins with {@code http://}, {@code https://} or {@code www.} */
final class WebAddress {

    private static final String NEVER_LAST = ".,!?;:'\")]}\u2026";

    private WebAddress() {}

    /** Where the address that starts here ends, -1 if none does. */
    static int end(String text, int start) {
        int body = body(text, start);
        if (body < 0) {
            return -1;
        }
        int end = body;
        while (end < text.length() && isPart(text.charAt(end))) {
            end++;
        }
        while (end > body && NEVER_LAST.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end > body ? end : -1;
    }

    /** The end of the word, or before it where an address starts that somebody put right behind it. */
    static int startAtEndOfWord(String text, int start, int end) {
        for (int length = 4; length <= 5; length++) {
            int candidate = end - length;
            if (candidate > start && end(text, candidate) > 0) {
                return candidate;
            }
        }
        return end;
    }

    private static int body(String text, int start) {
        int first = text.charAt(start) | 0x20;
        if (first == 'w') {
            return text.regionMatches(true, start, "www.", 0, 4) ? start + 4 : -1;
        }
        if (first != 'h' || !text.regionMatches(true, start, "http", 0, 4)) {
            return -1;
        }
        boolean secure = start + 4 < text.length() && (text.charAt(start + 4) | 0x20) == 's';
        int colon = secure ? start + 5 : start + 4;
        return text.startsWith("://", colon) ? colon + 3 : -1;
    }

    private static boolean isPart(char c) {
        if (c < 128) {
            return c > ' ' && c != '"' && c != '<' && c != '>';
        }
        return c == '\u2026' || Character.isLetterOrDigit(c);
    }
}
