package io.weathervane.doccat;

/** Finds e-mail addresses, so that their second half is not taken for a user. */
final class MailAddress {

    private MailAddress() {}

    /** Where the address whose sign stands here ends; where the sign stands if it is no address. */
    static int end(String text, int sign) {
        int end = sign + 1;
        int lastDot = -1;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (c == '.') {
                if (end + 1 == text.length() || !Chars.isAsciiLetterOrDigit(text.charAt(end + 1))) {
                    break;
                }
                lastDot = end;
            } else if (c != '-' && !Chars.isAsciiLetterOrDigit(c)) {
                break;
            }
            end++;
        }
        return lastDot > sign + 1 ? end : sign;
    }
}
