package io.weathervane.doccat.onnx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@code tokenizer.json} with a few words, of each kind that model hubs have. */
public final class TinyTokenizer {

    private static final int BYTES = 256;

    private final Map<String, Integer> ids = new LinkedHashMap<>();
    private final Map<String, Object> json = new LinkedHashMap<>();

    private TinyTokenizer(String... special) {
        List<Map<String, Object>> added = new ArrayList<>();
        for (String token : special) {
            added.add(Map.of(
                    "id", add(token),
                    "content", token,
                    "single_word", false,
                    "lstrip", false,
                    "rstrip", false,
                    "normalized", false,
                    "special", true));
        }
        json.put("version", "1.0");
        json.put("added_tokens", added);
    }

    /** As RoBERTa has it: every byte is a token, and the bytes of each of these words come together to one. */
    public static TinyTokenizer byteLevelBpe(String... words) {
        TinyTokenizer tokenizer = new TinyTokenizer("<s>", "<pad>", "</s>", "<unk>");
        for (int b = 0; b < BYTES; b++) {
            tokenizer.add(visible(b));
        }
        List<String> merges = new ArrayList<>();
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            String left = visible(bytes[0] & 0xFF);
            for (int i = 1; i < bytes.length; i++) {
                String right = visible(bytes[i] & 0xFF);
                if (!tokenizer.ids.containsKey(left + right)) {
                    merges.add(left + " " + right);
                    tokenizer.add(left + right);
                }
                left += right;
            }
        }
        tokenizer.json.put(
                "pre_tokenizer",
                Map.of("type", "ByteLevel", "add_prefix_space", false, "trim_offsets", true, "use_regex", true));
        tokenizer.json.put(
                "post_processor",
                Map.of(
                        "type",
                        "RobertaProcessing",
                        "sep",
                        List.of("</s>", 2),
                        "cls",
                        List.of("<s>", 0),
                        "trim_offsets",
                        true,
                        "add_prefix_space",
                        false));
        tokenizer.json.put("model", Map.of("type", "BPE", "vocab", tokenizer.ids, "merges", merges));
        return tokenizer;
    }

    /** As BERT has it: in small letters, without accents; {@code ##} marks what goes on with a word. */
    static TinyTokenizer wordPiece(String... pieces) {
        TinyTokenizer tokenizer = new TinyTokenizer("[PAD]", "[UNK]", "[CLS]", "[SEP]");
        List.of(pieces).forEach(tokenizer::add);
        tokenizer.json.put(
                "normalizer",
                Map.of(
                        "type", "BertNormalizer",
                        "clean_text", true,
                        "handle_chinese_chars", true,
                        "strip_accents", true,
                        "lowercase", true));
        tokenizer.json.put("pre_tokenizer", Map.of("type", "BertPreTokenizer"));
        tokenizer.json.put(
                "post_processor",
                Map.of("type", "BertProcessing", "sep", List.of("[SEP]", 3), "cls", List.of("[CLS]", 2)));
        tokenizer.json.put(
                "model",
                Map.of(
                        "type", "WordPiece",
                        "unk_token", "[UNK]",
                        "continuing_subword_prefix", "##",
                        "max_input_chars_per_word", 100,
                        "vocab", tokenizer.ids));
        return tokenizer;
    }

    /** As XLM-R has it: SentencePiece with a unigram model, {@code ▁} for a space; earlier pieces are likelier. */
    static TinyTokenizer unigram(String... pieces) {
        TinyTokenizer tokenizer = new TinyTokenizer("<s>", "<pad>", "</s>", "<unk>");
        List.of(pieces).forEach(tokenizer::add);
        List<List<Object>> vocabulary = new ArrayList<>();
        tokenizer.ids.forEach((piece, id) -> vocabulary.add(List.of(piece, -(double) id)));
        tokenizer.json.put(
                "pre_tokenizer", Map.of("type", "Metaspace", "replacement", "▁", "prepend_scheme", "always"));
        Map<String, Object> begin = Map.of("SpecialToken", Map.of("id", "<s>", "type_id", 0));
        Map<String, Object> text = Map.of("Sequence", Map.of("id", "A", "type_id", 0));
        Map<String, Object> end = Map.of("SpecialToken", Map.of("id", "</s>", "type_id", 0));
        Map<String, Object> special = new HashMap<>();
        special.put("<s>", Map.of("id", "<s>", "ids", List.of(0), "tokens", List.of("<s>")));
        special.put("</s>", Map.of("id", "</s>", "ids", List.of(2), "tokens", List.of("</s>")));
        tokenizer.json.put(
                "post_processor",
                Map.of(
                        "type",
                        "TemplateProcessing",
                        "single",
                        List.of(begin, text, end),
                        "pair",
                        List.of(begin, text, end),
                        "special_tokens",
                        special));
        tokenizer.json.put("model", Map.of("type", "Unigram", "unk_id", 3, "vocab", vocabulary));
        return tokenizer;
    }

    public int id(String token) {
        return ids.get(token);
    }

    /** The id of a word of a byte-level tokenizer. */
    public int idOfBytes(String word) {
        StringBuilder token = new StringBuilder();
        for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
            token.append(visible(b & 0xFF));
        }
        return id(token.toString());
    }

    public int size() {
        return ids.size();
    }

    public String json() {
        try {
            return new ObjectMapper().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private int add(String token) {
        ids.putIfAbsent(token, ids.size());
        return ids.get(token);
    }

    /** GPT-2's letter for a byte: itself where it can be seen, otherwise one from U+0100 on. */
    private static String visible(int b) {
        int hidden = 0;
        for (int i = 0; i < b; i++) {
            hidden += isVisible(i) ? 0 : 1;
        }
        return Character.toString(isVisible(b) ? b : 0x100 + hidden);
    }

    private static boolean isVisible(int b) {
        return b > ' ' && b <= '~' || b >= 0xA1 && b != 0xAD;
    }
}
