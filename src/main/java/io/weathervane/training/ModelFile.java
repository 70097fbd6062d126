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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import opennlp.tools.ml.model.MaxentModel;
import opennlp.tools.util.model.BaseModel;
import opennlp.tools.util.model.ModelUtil;

/** Writes OpenNLP models so that the same model is the same bytes: OpenNLP itself notes the time, twice. */
public final class ModelFile {

    private static final String MANIFEST = "manifest.properties";
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** From here on the last twentieth of the size is not worth ten times the time. */
    private static final int LARGE = 12 << 20;

    private static final int PATIENCE_SECONDS = 5;

    private ModelFile() {}

    /** The file of this model. */
    public static byte[] bytes(BaseModel model) {
        try {
            ByteArrayOutputStream original = new ByteArrayOutputStream(1 << 20);
            model.serialize(original);
            return zip(entries(original.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException("The model cannot be written into memory", e);
        }
    }

    /**
     * @param frame a model with the right features and labels, but for its weights
     * @param weights take the place of what the entry of the frame has; OpenNLP itself would compress them byte by byte
     */
    static byte[] bytes(BaseModel frame, String entry, MaxentModel weights) {
        try {
            ByteArrayOutputStream original = new ByteArrayOutputStream();
            frame.serialize(original);
            Map<String, byte[]> entries = entries(original.toByteArray());
            ByteArrayOutputStream model = new ByteArrayOutputStream(1 << 20);
            ModelUtil.writeModel(weights, model);
            entries.put(entry, model.toByteArray());
            return zip(entries);
        } catch (IOException e) {
            throw new UncheckedIOException("The model cannot be written into memory", e);
        }
    }

    /** Replaces the file in one step: who reads it finds the old or the new one, and never a part. */
    static void write(byte[] model, Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path part = directory.resolve("." + file.getFileName() + ".part");
        CountDownLatch written = new CountDownLatch(1);
        // who presses Ctrl-C in these milliseconds waits for their end, and no part is left behind
        Thread wait = new Thread(() -> await(written), "weathervane-model-writer");
        Runtime.getRuntime().addShutdownHook(wait);
        try {
            Files.write(part, model);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
            written.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(wait);
            } catch (IllegalStateException e) {
                // the process is ending and waited for this
            }
        }
    }

    private static void await(CountDownLatch written) {
        try {
            written.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, byte[]> entries(byte[] zip) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        entries.computeIfPresent(MANIFEST, (name, bytes) -> manifest(bytes));
        return entries;
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        int size = entries.values().stream().mapToInt(entry -> entry.length).sum();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.setLevel(size < LARGE ? Deflater.BEST_COMPRESSION : Deflater.DEFAULT_COMPRESSION);
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
