package io.weathervane.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weathervane.source.ArticleUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A record as a source sent it, and beside it the document that it must become.
 *
 * @param dataset tweets or news
 * @param name the file's name without its extension
 */
record GoldenCase(String dataset, String name) {

    static final Path FOLDER = Path.of("src/test/golden");

    private static final String EXPECTED = ".expected.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<GoldenCase> all() {
        return Stream.of("tweets", "news")
                .flatMap(dataset -> files(dataset).stream()
                        .filter(file -> !file.endsWith(EXPECTED))
                        .map(file -> new GoldenCase(dataset, file.replace(".json", ""))))
                .toList();
    }

    /** Files with the document of a case that is not there. */
    static List<Path> stale() {
        return Stream.of("tweets", "news")
                .flatMap(dataset -> files(dataset).stream()
                        .filter(file -> file.endsWith(EXPECTED))
                        .map(file -> new GoldenCase(dataset, file.replace(EXPECTED, ""))))
                .filter(golden -> !Files.exists(golden.input()))
                .map(GoldenCase::expected)
                .toList();
    }

    Path input() {
        return FOLDER.resolve(dataset).resolve(name + ".json");
    }

    Path expected() {
        return FOLDER.resolve(dataset).resolve(name + EXPECTED);
    }

    byte[] record() {
        try {
            return Files.readAllBytes(input());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The record's key, as the source makes it. */
    String key() {
        try {
            JsonNode message = JSON.readTree(record());
            return dataset.equals("tweets")
                    ? message.path("id").asText()
                    : ArticleUrl.key(message.path("url").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return dataset + "/" + name;
    }

    private static List<String> files(String dataset) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(dataset))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
