package io.weathervane.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.weathervane.config.ConfigurationException;
import io.weathervane.deadletter.DeadLetterReason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that holds one message, for a person who wants to see what becomes of it. Immutable.
 *
 * @param item the message; or what is none, with the reason of the dead letter that it would be
 */
public record OneMessage(MessageKind kind, SourceItem item) {

    /**
     * Reads it as an import would.
     *
     * @param name of the file, for the person; CSV is told by it
     * @param kind what it is, if somebody says so; else its shape tells
     * @throws ConfigurationException if it holds no message, or several, or nothing tells which kind it is
     */
    public static OneMessage read(byte[] content, Path name, Optional<MessageKind> kind, int largestMessage) {
        MessageKind known = kind.or(() -> MessageKind.of(shape(content, name, largestMessage)))
                .orElseThrow(() -> new ConfigurationException(
                        name + ": this may be a tweet or an article: say which with --kind"));
        try (MessageReader reader = reader(content, name, known, largestMessage)) {
            if (!reader.hasNext()) {
                throw new ConfigurationException(name + " holds no message"
                        + (known == MessageKind.ARTICLE
                                ? ": it is empty, or an article that NewsAPI has withdrawn, which is left out"
                                : ": it is empty, or an answer without one"));
            }
            SourceItem item = reader.next();
            if (reader.hasNext()) {
                throw new ConfigurationException(name + " holds several messages, the second begins on line "
                        + reader.next().line() + ": give one at a time");
            }
            return new OneMessage(known, item);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The smallest tweet that can be indexed. */
    public static OneMessage tweet(String text, Instant now) {
        var tweet = Json.MAPPER.createObjectNode();
        tweet.put("id", "1").put("text", text).put("created_at", now.toString());
        return new OneMessage(MessageKind.TWEET, new SourceMessage("1", Json.bytes(tweet), 1));
    }

    /** Whatever kind it is read as, the JSON of the first message comes out, as a message or as a bad line. */
    private static JsonNode shape(byte[] content, Path name, int largestMessage) {
        try (MessageReader reader = reader(content, name, MessageKind.TWEET, largestMessage)) {
            if (!reader.hasNext()) {
                throw new ConfigurationException(name + " holds no message: it is empty, or an answer without one");
            }
            SourceItem first = reader.next();
            if (first instanceof BadLine bad && isNoJson(bad)) {
                throw new ConfigurationException(
                        name + ":" + bad.line() + ": this is no message: "
                                + bad.reason().code() + " (" + bad.detail()
                                + "). A file that is imported has it among its dead letters; a line of plain text goes with --text");
            }
            return Json.parse(first instanceof SourceMessage message ? message.json() : ((BadLine) first).content());
        } catch (IOException e) {
            return Json.MAPPER.missingNode();
        }
    }

    private static boolean isNoJson(BadLine bad) {
        return bad.reason() == DeadLetterReason.NOT_JSON
                || bad.reason() == DeadLetterReason.DAMAGED_FILE
                || bad.reason() == DeadLetterReason.TOO_LARGE
                || new String(bad.content(), StandardCharsets.UTF_8).isBlank();
    }

    private static MessageReader reader(byte[] content, Path name, MessageKind kind, int largestMessage) {
        return new MessageReader(new ByteArrayInputStream(content), kind, largestMessage, FileFormat.of(name));
    }
}
