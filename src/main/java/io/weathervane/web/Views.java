package io.weathervane.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Answers questions in JSON. Who asks what was asked less than a second ago gets the same answer, so that it makes no
 * difference how many look at the same. Thread-safe.
 */
final class Views {

    static final String PIPELINE = "/pipeline";

    private static final Duration FRESH = Duration.ofSeconds(1);

    /** Bytes of all answers that are kept. */
    private static final int ROOM = 16 * 1024 * 1024;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance))
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    /** By path. */
    static final Map<String, View> OF_THE_INDEX = Map.of(
            "/timeline", new TimelineView(),
            "/top", new TopView(),
            "/messages", new MessagesView());

    private final IndexSearch search;
    private final Supplier<PipelineState> pipeline;
    private final Clock clock;
    private final AsyncCache<Question, Outcome> answers = Caffeine.newBuilder()
            .expireAfterWrite(FRESH)
            .maximumWeight(ROOM)
            .weigher((Question question, Outcome outcome) -> outcome.weight())
            .buildAsync();

    /**
     * What came of a question, the one or the other. A failure is everybody's who waits: one after the other would have to
     * wait as long again. It is a value because the cache logs a future that fails, with a stack trace.
     */
    private record Outcome(byte[] json, RuntimeException failure) {

        /** About how many bytes it takes, with its question. */
        int weight() {
            return 1_000 + (json == null ? 0 : json.length);
        }

        byte[] orThrow() {
            if (failure != null) {
                throw failure;
            }
            return json;
        }
    }

    Views(IndexSearch search, Supplier<PipelineState> pipeline, Clock clock) {
        this.search = search;
        this.pipeline = pipeline;
        this.clock = clock;
    }

    /**
     * The answer in JSON. Who asks the same at the same time waits for the one answer.
     *
     * @throws BadQuestionException if it asks for too much
     * @throws UnavailableException if there is no answer now
     */
    byte[] answer(Question question) {
        CompletableFuture<Outcome> mine = new CompletableFuture<>();
        CompletableFuture<Outcome> others = answers.asMap().putIfAbsent(question, mine);
        if (others == null) {
            try {
                mine.complete(outcome(question));
            } finally {
                // after an error of the machine nobody waits for an answer that never comes; else it is done already
                mine.cancel(false);
            }
        }
        return (others == null ? mine : others).join().orThrow();
    }

    private Outcome outcome(Question question) {
        try {
            return new Outcome(fresh(question), null);
        } catch (RuntimeException e) {
            return new Outcome(null, e);
        }
    }

    private byte[] fresh(Question question) {
        if (question.path().equals(PIPELINE)) {
            return json(pipeline.get());
        }
        View view = OF_THE_INDEX.get(question.path());
        Span span = Span.of(question, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return json(view.answer(question, span, search.search(view.search(question, span))));
    }

    /** An error as the contract has it. */
    static byte[] error(String sentence) {
        return json(Map.of("error", sentence));
    }

    private static byte[] json(Object answer) {
        try {
            return JSON.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
