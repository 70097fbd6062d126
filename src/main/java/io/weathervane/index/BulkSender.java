package io.weathervane.index;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.elasticsearch.core.bulk.IndexOperation;
import co.elastic.clients.transport.TransportException;
import co.elastic.clients.transport.http.TransportHttpClient;
import co.elastic.clients.util.BinaryData;
import co.elastic.clients.util.ContentType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.util.ObjectHelper;
import org.elasticsearch.client.ResponseException;

/** Sends one bulk request through camel-elasticsearch and reads what came of it. Thread-safe. */
final class BulkSender {

    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;

    private final ProducerTemplate camel;
    private final String endpoint;
    private final BulkMeters meters;

    /**
     * @param endpoint the {@code elasticsearch:} endpoint with {@code operation=Bulk}, or a {@code direct:} route to it
     */
    BulkSender(ProducerTemplate camel, String endpoint, BulkMeters meters) {
        this.camel = camel;
        this.endpoint = endpoint;
        this.meters = meters;
    }

    /**
     * Sends the documents and waits for the answer, on the caller's thread.
     *
     * @param target both the index that the pipeline replaces and the name of the pipeline
     */
    BulkAnswer send(String target, List<Document> documents) {
        BulkRequest.Builder request = new BulkRequest.Builder();
        for (Document document : documents) {
            request.operations(operation -> operation.index(operation(target, document)));
        }
        long start = System.nanoTime();
        BulkAnswer answer = send(request);
        meters.sent(target, documents, answer, System.nanoTime() - start);
        return answer;
    }

    private BulkAnswer send(BulkRequest.Builder request) {
        try {
            @SuppressWarnings("unchecked")
            List<BulkResponseItem> items = camel.requestBody(endpoint, (Object) request, List.class);
            return new BulkAnswer.PerDocument(items);
        } catch (CamelExecutionException e) {
            return failure(e);
        }
    }

    /** What is asked for one document. */
    static IndexOperation<BinaryData> operation(String target, Document document) {
        return IndexOperation.of(index -> index.index(target)
                .id(document.id())
                .pipeline(target)
                .document(BinaryData.of(document.json(), ContentType.APPLICATION_JSON)));
    }

    private static BulkAnswer failure(CamelExecutionException failure) {
        ElasticsearchException refused = ObjectHelper.getException(ElasticsearchException.class, failure);
        if (refused != null) {
            ErrorCause error = refused.error();
            return answer(refused.status(), error.type(), error.type() + ": " + error.reason(), refused.httpResponse());
        }
        TransportException odd = ObjectHelper.getException(TransportException.class, failure);
        if (odd != null && odd.response() != null) {
            return answer(odd.statusCode(), null, "HTTP status " + odd.statusCode(), odd.response());
        }
        ResponseException plain = ObjectHelper.getException(ResponseException.class, failure);
        if (plain != null) {
            int status = plain.getResponse().getStatusLine().getStatusCode();
            return answer(
                    status,
                    null,
                    "HTTP status " + status,
                    retryAfter(plain.getResponse().getHeader("Retry-After")));
        }
        Throwable cause = rootCause(failure);
        return new BulkAnswer.Unavailable(
                cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(), Optional.empty());
    }

    private static BulkAnswer answer(int status, String type, String detail, TransportHttpClient.Response response) {
        return answer(status, type, detail, retryAfter(response == null ? null : response.header("Retry-After")));
    }

    private static BulkAnswer answer(int status, String type, String detail, Optional<Duration> retryAfter) {
        boolean aboutTheDocuments = status == BAD_REQUEST || status == TOO_LARGE;
        return aboutTheDocuments && Verdict.of(status, type) == Verdict.PERMANENT
                ? new BulkAnswer.Refused(status, detail)
                // a wrong password or address is no fault of the documents: they wait until it is put right
                : new BulkAnswer.Unavailable(detail, retryAfter);
    }

    /** Seconds only: Elasticsearch and the proxies before it do not send dates. */
    private static Optional<Duration> retryAfter(String header) {
        try {
            return Optional.ofNullable(header)
                    .map(String::trim)
                    .map(Long::parseLong)
                    .map(Duration::ofSeconds);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }
}
