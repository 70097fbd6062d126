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
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Answers questions in JSON. Who asks what was asked less than a second ago gets the same answer, so that it makes no
 * difference how many look at the same. Thread-safe.
 */
final class Views {

    static final String PIPELINE = "/pipeline";

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int ANSWERS = 200;
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
    private final AsyncCache<Question, byte[]> answers =
            Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(ANSWERS).buildAsync();

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
        CompletableFuture<byte[]> mine = new CompletableFuture<>();
        CompletableFuture<byte[]> others = answers.asMap().putIfAbsent(question, mine);
        if (others == null) {
            complete(mine, question);
        }
        try {
            return (others == null ? mine : others).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** A failure is everybody's who waits: one after the other would have to wait as long again. */
    private void complete(CompletableFuture<byte[]> answer, Question question) {
        try {
            answer.complete(fresh(question));
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
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
