package io.weathervane.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.weathervane.deadletter.DeadLetterReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Turns a record into the map that the classify routes work on, and that map into a document. Thread-safe. */
final class RecordParser {

    /** Neither source existed before; an older date is a default value or a mistake. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    /** How far the source's clock may be ahead of ours. */
    private static final Duration CLOCK_SKEW = Duration.ofDays(2);

    private static final int MAX_DEPTH = 100;

    /** The key under which a document says how it was fetched. */
    private static final String PROVENANCE = "weathervane";

    private static final String CLASSIFICATION = "classification";

    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final Clock clock;

    RecordParser(Clock clock) {
        JsonMapper mapper = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build());
        this.reader = mapper.readerForMapOf(Object.class);
        this.writer = mapper.writer();
        this.clock = clock;
    }

    /** The message, with neither of the keys that are Weathervane's own to set. */
    Map<String, Object> parse(KafkaRecord record, MessageFormat format) throws UnusableRecordException {
        id(record);
        Map<String, Object> message = json(record);
        message.remove(CLASSIFICATION);
        message.remove(PROVENANCE);
        if (!format.hasText(message)) {
            throw new UnusableRecordException(
                    DeadLetterReason.NO_TEXT, "None of these holds a text: " + format.textFields());
        }
        Optional<Instant> date = format.date(message).flatMap(RecordParser::instant);
        if (date.isPresent() && isAbsurd(date.get())) {
            throw new UnusableRecordException(DeadLetterReason.ABSURD_DATE, "The message is dated " + date.get());
        }
        return message;
    }

    /** The document id. */
    String id(KafkaRecord record) throws UnusableRecordException {
        String id = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (id.isBlank()) {
            throw new UnusableRecordException(DeadLetterReason.NO_ID, "The record has no key");
        }
        return id;
    }

    /** The document that goes to Elasticsearch: the classified message and how it was fetched. */
    byte[] document(KafkaRecord record, Map<?, ?> classified) throws UnusableRecordException {
        Map<String, Object> provenance = new LinkedHashMap<>();
        record.header("weathervane.fetched-at").ifPresent(v -> provenance.put("fetched_at", v));
        record.header("weathervane.route").ifPresent(v -> provenance.put("route", v));
        record.header("weathervane.sample").ifPresent(v -> provenance.put("sample", Boolean.valueOf(v)));
        record.traceId().ifPresent(v -> provenance.put("trace_id", v));
        Map<Object, Object> document = new LinkedHashMap<>(classified);
        document.put(PROVENANCE, provenance);
        try {
            return writer.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            // a step of the classify route may have added anything
            throw new UnusableRecordException(DeadLetterReason.CLASSIFY_FAILED, e.getOriginalMessage());
        }
    }

    private Map<String, Object> json(KafkaRecord record) throws UnusableRecordException {
        if (record.value() == null || record.value().length == 0) {
            throw new UnusableRecordException(DeadLetterReason.NOT_JSON, "The record is empty");
        }
        try {
            Map<String, Object> message = reader.readValue(record.value());
            if (message == null) {
                throw new UnusableRecordException(DeadLetterReason.NOT_JSON, "The record is null");
            }
            return message;
        } catch (StreamConstraintsException e) {
            throw new UnusableRecordException(DeadLetterReason.TOO_DEEP, e.getOriginalMessage());
        } catch (JsonProcessingException e) {
            throw new UnusableRecordException(DeadLetterReason.NOT_JSON, e.getOriginalMessage());
        } catch (IOException e) {
            throw new UnusableRecordException(DeadLetterReason.NOT_JSON, e.getMessage());
        }
    }

    private boolean isAbsurd(Instant date) {
        return date.isBefore(EARLIEST) || date.isAfter(clock.instant().plus(CLOCK_SKEW));
    }

    /** Empty for what is no date at all: the pipeline keeps such a document, and says so in it. */
    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.trim()).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
