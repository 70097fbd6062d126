package io.weathervane.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Files of which size and SHA-256 are known beforehand, by their path below a common folder. Immutable. */
final class PinnedFiles {

    private record Pin(String sha256, long size) {}

    private final Map<String, Pin> pins;

    private PinnedFiles(Map<String, Pin> pins) {
        this.pins = pins;
    }

    /** Reads lines of {@code <sha256> <size> <path>}. */
    static PinnedFiles parse(String text) {
        Map<String, Pin> pins = new LinkedHashMap<>();
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            String[] parts = line.split(" +", 3);
            pins.put(parts[2], new Pin(parts[0], Long.parseLong(parts[1])));
        });
        return new PinnedFiles(pins);
    }

    static PinnedFiles resource(String name) {
        try (InputStream in = PinnedFiles.class.getResourceAsStream(name)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Only those of which the path is wanted. */
    PinnedFiles only(Predicate<String> wanted) {
        return new PinnedFiles(pins.entrySet().stream()
                .filter(pin -> wanted.test(pin.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new)));
    }

    Set<String> paths() {
        return pins.keySet();
    }

    /** Whether all files are in this folder with the right size; their content is not read. */
    boolean areIn(Path folder) {
        return pins.entrySet().stream().allMatch(pin -> {
            try {
                return Files.size(folder.resolve(pin.getKey())) == pin.getValue().size;
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** Whether this is what the file at that path must contain. */
    boolean matches(String path, byte[] content) {
        Pin pin = pins.get(path);
        return pin != null && pin.size == content.length && pin.sha256.equals(sha256(content));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
