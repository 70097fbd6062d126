package io.weathervane.config;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The id that follows a message from the poll that brought it to its document: 32 lower-case hex digits, not all of them
 * zero, as W3C Trace Context has it. What comes under its name from elsewhere is a stranger's, and is taken only if it has
 * that form.
 */
public final class TraceId {

    /** The header of a Kafka record that holds it. */
    public static final String HEADER = "weathervane.trace-id";

    /** Where the log has it. */
    public static final String MDC_KEY = "trace.id";

    private static final int DIGITS = 32;
    private static final HexFormat HEX = HexFormat.of();

    private TraceId() {}

    /** A new one; random, but no secret. */
    public static String create() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        // the lowest bit keeps it from being zero
        return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong() | 1);
    }

    /** The id that these bytes are, if they are one; null is none. */
    public static Optional<String> of(byte[] bytes) {
        if (bytes == null || bytes.length != DIGITS) {
            return Optional.empty();
        }
        boolean zero = true;
        for (byte each : bytes) {
            if (!(each >= '0' && each <= '9' || each >= 'a' && each <= 'f')) {
                return Optional.empty();
            }
            zero &= each == '0';
        }
        return zero ? Optional.empty() : Optional.of(new String(bytes, StandardCharsets.US_ASCII));
    }
}
