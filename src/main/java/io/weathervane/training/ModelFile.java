package io.weathervane.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import opennlp.tools.util.model.BaseModel;

/** Writes OpenNLP models so that the same model is the same bytes: OpenNLP itself notes the time, twice. */
public final class ModelFile {

    private static final String MANIFEST = "manifest.properties";
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private ModelFile() {}

    /** The file of this model. */
    public static byte[] bytes(BaseModel model) {
        try {
            ByteArrayOutputStream original = new ByteArrayOutputStream(1 << 20);
            model.serialize(original);
            return withoutTime(original.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("The model cannot be written into memory", e);
        }
    }

    /** Replaces the file in one step: who reads it finds the old or the new one, and never a part. */
    static void write(byte[] model, Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path part = directory.resolve("." + file.getFileName() + ".part");
        try {
            Files.write(part, model);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static byte[] withoutTime(byte[] zip) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        entries.computeIfPresent(MANIFEST, (name, bytes) -> manifest(bytes));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(zip.length);
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.setLevel(Deflater.BEST_COMPRESSION);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry header = new ZipEntry(entry.getKey());
                header.setTimeLocal(NO_TIME);
                out.putNextEntry(header);
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] manifest(byte[] bytes) {
        try {
            Properties properties = new Properties();
            properties.load(new ByteArrayInputStream(bytes));
            properties.setProperty("Timestamp", "0");
            StringBuilder lines = new StringBuilder();
            new TreeMap<>(properties)
                    .forEach((key, value) ->
                            lines.append(key).append('=').append(value).append('\n'));
            return lines.toString().getBytes(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
