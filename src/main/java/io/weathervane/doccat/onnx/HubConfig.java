package io.weathervane.doccat.onnx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a model hub says of a model in the files beside it.
 *
 * @param labels the names of the model's outputs, in their order
 * @param multiLabel whether each label is a yes or no of its own, rather than one of them the answer
 * @param maximumLength the most tokens that the model reads, special ones included
 */
record HubConfig(List<String> labels, boolean multiLabel, int maximumLength) {

    static final String CONFIG = "config.json";
    static final String LABELS = "labels.txt";
    static final String TOKENIZER_CONFIG = "tokenizer_config.json";

    private static final int DEFAULT_LENGTH = 512;

    /** Their position numbers begin after that of the padding token, so that many positions fewer are left for tokens. */
    private static final Set<String> POSITIONS_AFTER_PADDING = Set.of(
            "camembert",
            "data2vec-text",
            "ibert",
            "longformer",
            "mpnet",
            "roberta",
            "roberta-prelayernorm",
            "xlm-roberta",
            "xlm-roberta-xl",
            "xmod");

    private static final JsonMapper JSON = new JsonMapper();

    /** @throws IOException if there are no labels, or a file is not what it should be; the message says what to do */
    static HubConfig read(Path folder) throws IOException {
        JsonNode config = json(folder.resolve(CONFIG));
        List<String> labels = labels(folder.resolve(LABELS), config);
        if (labels.size() < 2) {
            throw new IOException("a classifier needs two labels or more, not " + labels);
        }
        return new HubConfig(
                labels,
                "multi_label_classification".equals(config.path("problem_type").asText()),
                maximumLength(config, json(folder.resolve(TOKENIZER_CONFIG))));
    }

    /** A file of one's own wins: many models only call their labels LABEL_0, LABEL_1 … */
    private static List<String> labels(Path file, JsonNode config) throws IOException {
        if (Files.exists(file)) {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
        JsonNode named = config.path("id2label");
        List<String> labels = new ArrayList<>();
        for (int id = 0; named.has(Integer.toString(id)); id++) {
            labels.add(named.get(Integer.toString(id)).asText());
        }
        if (labels.isEmpty() || labels.size() != named.size()) {
            throw new IOException("it has no labels: put the " + CONFIG + " of its repository beside it, with"
                    + " \"id2label\" from \"0\" on, or a " + LABELS
                    + " with one label a line in the order of its outputs");
        }
        return labels;
    }

    private static int maximumLength(JsonNode config, JsonNode tokenizer) {
        double length = Double.POSITIVE_INFINITY;
        if (config.path("max_position_embeddings").asInt() > 0) {
            boolean shifted =
                    POSITIONS_AFTER_PADDING.contains(config.path("model_type").asText());
            length = config.get("max_position_embeddings").asInt()
                    - (shifted ? config.path("pad_token_id").asInt(1) + 1 : 0);
        }
        // a huge number here says that nobody knew
        double said = tokenizer.path("model_max_length").asDouble();
        if (said >= 1) {
            length = Math.min(length, said);
        }
        return length >= 1 && length <= 1_000_000 ? (int) length : DEFAULT_LENGTH;
    }

    private static JsonNode json(Path file) throws IOException {
        if (!Files.exists(file)) {
            return JSON.createObjectNode();
        }
        try {
            return JSON.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new IOException(file.getFileName() + " is no JSON (" + e.getOriginalMessage() + ")", e);
        }
    }
}
