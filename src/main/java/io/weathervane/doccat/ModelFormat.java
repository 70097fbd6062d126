package io.weathervane.doccat;

import io.weathervane.doccat.onnx.OnnxFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What kind of model a folder holds: told by the name of its file. */
enum ModelFormat {
    OPENNLP("model.bin", List.of()) {
        @Override
        TextCategorizer read(Path folder) throws IOException {
            return CategorizerModel.read(Files.readAllBytes(folder.resolve(file())));
        }
    },
    ONNX(OnnxFiles.MODEL, OnnxFiles.COMPANIONS) {
        @Override
        TextCategorizer read(Path folder) throws IOException {
            return OnnxCategorizer.read(folder);
        }
    };

    private final String file;
    private final List<String> companions;

    ModelFormat(String file, List<String> companions) {
        this.file = file;
        this.companions = companions;
    }

    /** @throws IOException if there is no model of this kind in the folder that works; the message says why */
    abstract TextCategorizer read(Path folder) throws IOException;

    String file() {
        return file;
    }

    /** Files beside it which, where they are, are part of the model. */
    List<String> companions() {
        return companions;
    }

    /**
     * What tells one version from another: the SHA-256 of the model's file, in hex, and those of its companions by name.
     */
    record Digests(String model, Map<String, String> companions) {}

    Digests digests(Path folder) throws IOException {
        Map<String, String> others = new TreeMap<>();
        for (String companion : companions) {
            if (Files.exists(folder.resolve(companion))) {
                others.put(companion, sha256(folder.resolve(companion)));
            }
        }
        return new Digests(sha256(folder.resolve(file)), others);
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return sha256(bytes);
        }
    }

    static String sha256(InputStream bytes) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(bytes, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
