package io.weathervane.training;

import io.weathervane.config.ConfigurationException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A file of labelled texts: UTF-8, {@code label<TAB>text}, one a line, plain or gzip (told by its first two bytes). Empty lines
 * are skipped.
 */
public final class LabelledTextFile {

    private static final int GZIP_MAGIC = 0x1F8B;

    private LabelledTextFile() {}

    /** Takes one labelled text after the other. */
    @FunctionalInterface
    public interface Reader {
        void read(String label, String text);
    }

    /** @throws ConfigurationException naming the file, and the line if it is one that is wrong */
    public static void read(Path file, Reader reader) {
        long number = 0;
        try (BufferedReader lines = open(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                int tab = line.indexOf('\t');
                if (tab < 1) {
                    throw new ConfigurationException(
                            "Line " + number + " of " + file + " is not label<TAB>text; correct or remove it.");
                }
                reader.read(line.substring(0, tab).strip(), line.substring(tab + 1));
            }
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(
                    "Line " + (number + 1) + " of " + file + " is not UTF-8; convert the file.", e);
        } catch (IOException e) {
            throw new ConfigurationException("The labelled texts in " + file + " cannot be read: " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.NoSuchFileException ? "there is no such file." : e.getMessage();
    }

    private static BufferedReader open(Path file) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            bytes.mark(2);
            boolean zipped = (bytes.read() << 8 | bytes.read()) == GZIP_MAGIC;
            bytes.reset();
            InputStream plain = zipped ? new GZIPInputStream(bytes, 1 << 16) : bytes;
            return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8.newDecoder()), 1 << 16);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }
}
