package io.weathervane.doccat;

import opennlp.tools.tokenize.Tokenizer;
import opennlp.tools.util.Span;

/**
 * Splits tweets and articles into tokens. A model only understands text that was split the way its training text was, so
 * training and {@code doccat:} both use this class, and a change here calls for training every model again.
 *
 * <p>Before splitting, HTML entities ({@code &amp;amp;}, {@code &amp;#39;}) and literal {@code \}{@code uXXXX} escapes are
 * decoded, the typographic apostrophe becomes {@code '} and variation selectors are dropped, so that each of {@code don’t}
 * and {@code don't}, and a heart with and without its selector, is one token. Letter case is kept. A token is one of
 *
 * <ul>
 *   <li>a user ({@code @name}), hashtag, cashtag ({@code $ABC}), web address or e-mail address;
 *   <li>an ASCII emoticon ({@code :-)}, {@code <3}, {@code ^_^}), its mouth as often as it is repeated;
 *   <li>an emoji, with its skin tone, its joined parts or its second flag letter;
 *   <li>a word, with the apostrophes and underscores inside it; digits may be part of it;
 *   <li>a number, with the separators inside it ({@code 1,000.5}, {@code 10:30}, {@code 24/7});
 *   <li>one ideograph or kana, as those scripts put no space between words;
 *   <li>a run of one punctuation mark or symbol, or of {@code !} and {@code ?} mixed.
 * </ul>
 *
 * <p>Only the first {@value #MAXIMUM_LENGTH} characters count: time is bounded whatever strangers send. It takes one pass,
 * holds no state, and may be shared by threads.
 */
public final class TextTokenizer implements Tokenizer {

    /** How many characters (UTF-16 code units) of a text are read; the rest is ignored. */
    public static final int MAXIMUM_LENGTH = 20_000;

    public static final TextTokenizer INSTANCE = new TextTokenizer();

    private TextTokenizer() {}

    /** The tokens of the text in their order; empty if there are none. */
    @Override
    public String[] tokenize(String text) {
        String decoded = DecodedText.of(beginning(text)).text();
        TokenScanner scanner = new TokenScanner(decoded);
        String[] tokens = new String[scanner.scan()];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = decoded.substring(scanner.start(i), scanner.end(i));
        }
        return tokens;
    }

    /** Where the tokens stand in the text as it was given, before decoding. */
    @Override
    public Span[] tokenizePos(String text) {
        DecodedText decoded = DecodedText.of(beginning(text));
        TokenScanner scanner = new TokenScanner(decoded.text());
        Span[] spans = new Span[scanner.scan()];
        for (int i = 0; i < spans.length; i++) {
            spans[i] = new Span(decoded.origin(scanner.start(i)), decoded.origin(scanner.end(i)));
        }
        return spans;
    }

    static String beginning(String text) {
        if (text.length() <= MAXIMUM_LENGTH) {
            return text;
        }
        boolean insidePair = Character.isHighSurrogate(text.charAt(MAXIMUM_LENGTH - 1));
        return text.substring(0, insidePair ? MAXIMUM_LENGTH - 1 : MAXIMUM_LENGTH);
    }
}
