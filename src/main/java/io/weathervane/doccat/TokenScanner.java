package io.weathervane.doccat;

import java.util.Arrays;

/** One pass over one text, noting where its tokens start and end. Not for reuse, nor for several threads. */
final class TokenScanner {

    private static final int NOTHING = -1;

    private final String text;
    private final int length;
    private int[] bounds = new int[128];
    private int count;

    TokenScanner(String text) {
        this.text = text;
        this.length = text.length();
    }

    /** How many tokens there are. */
    int scan() {
        int i = 0;
        while (i < length) {
            int c = text.codePointAt(i);
            if (Chars.isInvisible(c)) {
                i += Character.charCount(c);
            } else {
                int end = endOfToken(i, c);
                add(i, end);
                i = end;
            }
        }
        return count;
    }

    int start(int token) {
        return bounds[2 * token];
    }

    int end(int token) {
        return bounds[2 * token + 1];
    }

    private void add(int start, int end) {
        if (2 * count == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * count] = start;
        bounds[2 * count + 1] = end;
        count++;
    }

    private int endOfToken(int start, int c) {
        int end = NOTHING;
        if (Chars.isAsciiLetter(c)) {
            end = WebAddress.end(text, start);
            return end > 0 ? end : word(start);
        }
        if (Chars.isDigit(c)) {
            return Chars.isKeycap(at(start + 1)) ? start + 2 : number(start);
        }
        if (c == '@' || c == '\uFF20') {
            end = user(start);
        } else if (c == '#' || c == '\uFF03') {
            end = Chars.isKeycap(at(start + 1)) ? start + 2 : hashtag(start);
        } else if (c == '$') {
            end = cashtag(start);
        } else if (c < 128) {
            end = Emoticons.end(text, start);
        } else if (Chars.isEmoji(c)) {
            return emoji(start);
        } else if (Chars.standsAlone(c)) {
            return start + Character.charCount(c);
        } else if (Chars.isWordPart(c)) {
            return word(start);
        }
        return end > 0 ? end : run(start, c);
    }

    private int word(int start) {
        int i = start;
        while (i < length) {
            int c = text.codePointAt(i);
            if (Chars.isWordPart(c)) {
                i += Character.charCount(c);
            } else if ((c == '\'' || c == '_' || Chars.isJoiner(c)) && goesOn(i + 1)) {
                i++;
            } else {
                break;
            }
        }
        return switch (at(i)) {
            case '@' -> MailAddress.end(text, i);
            case ':' -> WebAddress.startAtEndOfWord(text, start, i);
            default -> i;
        };
    }

    /** Whether a word goes on after an apostrophe, an underscore (or two, as in T__T) or a joiner. */
    private boolean goesOn(int i) {
        int next = at(i) == '_' ? i + 1 : i;
        return next < length && Chars.isWordPart(text.codePointAt(next));
    }

    private int number(int start) {
        int i = start;
        while (Chars.isDigit(at(i)) || ".,:/".indexOf(at(i)) >= 0 && Chars.isDigit(at(i + 1))) {
            i++;
        }
        return i < length && Chars.isWordPart(text.codePointAt(i)) ? word(i) : i;
    }

    private int user(int start) {
        int i = start + 1;
        while (at(i) == '_' || Chars.isAsciiLetterOrDigit(at(i))) {
            i++;
        }
        return i > start + 1 ? i : NOTHING;
    }

    private int hashtag(int start) {
        int i = start + 1;
        while (i < length) {
            int c = text.codePointAt(i);
            if (c != '_' && !Chars.isWordPart(c) && !Chars.standsAlone(c)) {
                break;
            }
            i += Character.charCount(c);
        }
        return i > start + 1 ? i : NOTHING;
    }

    private int cashtag(int start) {
        int i = start + 1;
        while (Chars.isAsciiLetter(at(i))) {
            i++;
        }
        return i > start + 1 ? i : NOTHING;
    }

    private int emoji(int start) {
        int first = text.codePointAt(start);
        int i = start + Character.charCount(first);
        if (Chars.isFlagLetter(first)) {
            boolean flag = i < length && Chars.isFlagLetter(text.codePointAt(i));
            return flag ? i + 2 : i;
        }
        while (i < length) {
            int c = text.codePointAt(i);
            if (Chars.isEmojiModifier(c)) {
                i += Character.charCount(c);
            } else if (c == Chars.JOINER && i + 1 < length && Chars.isEmoji(text.codePointAt(i + 1))) {
                i += 1 + Character.charCount(text.codePointAt(i + 1));
            } else {
                break;
            }
        }
        return i;
    }

    private int run(int start, int c) {
        int i = start + Character.charCount(c);
        boolean exclaims = c == '!' || c == '?';
        while (i < length) {
            int next = text.codePointAt(i);
            if (next != c && !(exclaims && (next == '!' || next == '?'))) {
                break;
            }
            i += Character.charCount(next);
        }
        return i;
    }

    private char at(int i) {
        return i < length ? text.charAt(i) : 0;
    }
}
