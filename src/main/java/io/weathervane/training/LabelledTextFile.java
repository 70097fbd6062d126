package io.weathervane.training;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.weathervane.config.ConfigurationException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file of labelled texts, plain or gzip (told by its first two bytes), in one of the {@linkplain TextFormat formats}. */
public final class LabelledTextFile {

    private static final int GZIP_MAGIC = 0x1F8B;
    private static final int BUFFER = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private LabelledTextFile() {}

    /** Takes one labelled text after the other. */
    @FunctionalInterface
    public interface Reader {
        void read(String label, String text);
    }

    /** Takes a file of one kind apart. */
    @FunctionalInterface
    interface Parser {
        void parse(BufferedReader in, Path file, TextFormat format, Reader reader) throws IOException;
    }

    /** Reads a file whose name tells its format. */
    public static void read(Path file, Reader reader) {
        read(file, TextFormat.BY_NAME, reader);
    }

    /** @throws ConfigurationException naming the file, and the line if it is one that is wrong */
    public static void read(Path file, TextFormat format, Reader reader) {
        Parser parser =
                switch (format.kindOf(file)) {
                    case TSV -> TsvTexts::parse;
                    case CSV -> CsvTexts::parse;
                    case JSONL -> JsonTexts::parse;
                };
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(open(file), format.encoding().newDecoder()), BUFFER)) {
            skipByteOrderMark(in);
            parser.parse(in, file, format, reader);
        } catch (CharacterCodingException e) {
            throw problem(
                    firstLineNotIn(format.encoding(), file),
                    file,
                    "is not " + format.encoding() + "; say what its encoding is (--encoding, or encoding in"
                            + " training.properties), or convert the file.");
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            throw problem(
                    place == null ? 1 : place.getLineNr(),
                    file,
                    "cannot be read (" + e.getOriginalMessage() + "); correct it.");
        } catch (IOException e) {
            throw new ConfigurationException("The labelled texts in " + file + " cannot be read: " + reason(e), e);
        }
    }

    static ConfigurationException problem(long line, Path file, String what) {
        return new ConfigurationException("Line " + line + " of " + file + " " + what);
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file.";
        }
        return e instanceof EOFException ? "the gzip file ends too early; copy it again." : e.getMessage();
    }

    private static InputStream open(Path file) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            bytes.mark(2);
            boolean zipped = (bytes.read() << 8 | bytes.read()) == GZIP_MAGIC;
            bytes.reset();
            return zipped ? new BufferedInputStream(new GZIPInputStream(bytes, BUFFER), BUFFER) : bytes;
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    private static void skipByteOrderMark(BufferedReader in) throws IOException {
        in.mark(1);
        if (in.read() != BYTE_ORDER_MARK) {
            in.reset();
        }
    }

    /** The decoder itself is some buffers ahead of the line that is wrong. */
    private static long firstLineNotIn(Charset encoding, Path file) {
        long line = 1;
        try (InputStream in = open(file)) {
            java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                bytes.write(b);
                if (b == '\n') {
                    encoding.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
                    bytes.reset();
                    line++;
                }
            }
        } catch (IOException e) {
            // this is the line
        }
        return line;
    }
}
