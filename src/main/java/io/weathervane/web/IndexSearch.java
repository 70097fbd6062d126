package io.weathervane.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.http.HttpEntity;
import org.elasticsearch.client.Cancellable;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches the indices of Weathervane, and nothing else. A few searches at a time, so that most connections are left for
 * indexing, and each for a short time. Thread-safe.
 */
final class IndexSearch {

    /** How long an answer may take, whatever is wrong. */
    static final Duration PATIENCE = Duration.ofMillis(2_800);

    private static final Logger LOG = LoggerFactory.getLogger(IndexSearch.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/tweets-*,news-*/_search";
    private static final int AT_A_TIME = 4;
    private static final Duration TURN_PATIENCE = Duration.ofMillis(300);
    /** As much as a page of twenty has whose messages each fill a record of Kafka. */
    private static final int MOST_BYTES = 32 * 1024 * 1024;

    private final Semaphore turns = new Semaphore(AT_A_TIME, true);
    private final RestClient elasticsearch;

    /** @param elasticsearch stays the caller's to close */
    IndexSearch(RestClient elasticsearch) {
        this.elasticsearch = elasticsearch;
    }

    /**
     * @throws UnavailableException if there is no whole answer in time
     * @throws BadQuestionException if the answer would be too long
     */
    JsonNode search(Map<String, Object> body) {
        try {
            if (!turns.tryAcquire(TURN_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new UnavailableException("Too many questions at the same time: ask again in a second", null);
            }
            try {
                return await(request(body));
            } finally {
                turns.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Weathervane is stopping", e);
        } catch (IOException e) {
            LOG.warn("A search for the page failed", e);
            throw new UnavailableException("What Elasticsearch answers cannot be read", e);
        }
    }

    private JsonNode await(Request request) throws InterruptedException, IOException {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        Cancellable running = elasticsearch.performRequestAsync(request, new ResponseListener() {
            @Override
            public void onSuccess(Response response) {
                answer.complete(response);
            }

            @Override
            public void onFailure(Exception exception) {
                answer.completeExceptionally(exception);
            }
        });
        long millis = PATIENCE.minus(TURN_PATIENCE).toMillis();
        try {
            HttpEntity entity = answer.get(millis, TimeUnit.MILLISECONDS).getEntity();
            if (entity == null) {
                throw new BadQuestionException(
                        "size", "the messages of this page are too long together: ask for fewer");
            }
            return JSON.readTree(entity.getContent());
        } catch (TimeoutException e) {
            // Elasticsearch gives up a search when nobody waits for it
            running.cancel();
            throw new UnavailableException(
                    "Elasticsearch takes too long to answer: ask again, or for a shorter time", e);
        } catch (ExecutionException e) {
            throw refused(e.getCause());
        }
    }

    private static UnavailableException refused(Throwable cause) {
        if (cause instanceof ResponseException refusal) {
            int status = refusal.getResponse().getStatusLine().getStatusCode();
            LOG.warn("Elasticsearch refused a search for the page", refusal);
            return new UnavailableException(
                    "Elasticsearch refuses the search with HTTP status " + status + ": the log says why", refusal);
        }
        LOG.debug("Elasticsearch does not answer a search for the page", cause);
        return new UnavailableException("Elasticsearch does not answer", cause);
    }

    private static Request request(Map<String, Object> body) throws IOException {
        Map<String, Object> bounded = new LinkedHashMap<>(body);
        bounded.put("timeout", PATIENCE.minus(TURN_PATIENCE).toMillis() + "ms");
        Request request = new Request("POST", PATH);
        request.addParameter("ignore_unavailable", "true");
        request.addParameter("allow_no_indices", "true");
        request.addParameter("allow_partial_search_results", "false");
        request.setJsonEntity(JSON.writeValueAsString(bounded));
        RequestOptions.Builder options = RequestOptions.DEFAULT.toBuilder();
        options.setHttpAsyncResponseConsumerFactory(() -> new BoundedAnswer(MOST_BYTES));
        request.setOptions(options);
        return request;
    }
}
