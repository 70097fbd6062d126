package io.weathervane.index;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The bulk requests that are left of a batch, in the order in which they are sent: where two documents have one id, the
 * later one must win. For one thread.
 */
final class BulkRequests {

    private final Deque<List<Document>> requests = new ArrayDeque<>();

    /** @param maxBytes of a request; a document that is larger goes alone */
    BulkRequests(List<Document> documents, long maxBytes) {
        List<Document> request = new ArrayList<>();
        long bytes = 0;
        for (Document document : documents) {
            if (!request.isEmpty() && bytes + document.json().length > maxBytes) {
                requests.add(request);
                request = new ArrayList<>();
                bytes = 0;
            }
            request.add(document);
            bytes += document.json().length;
        }
        if (!request.isEmpty()) {
            requests.add(request);
        }
    }

    boolean isEmpty() {
        return requests.isEmpty();
    }

    /** What is to be sent now; it is no longer left. */
    List<Document> next() {
        return requests.remove();
    }

    /** Puts documents before all that is left. */
    void again(List<Document> documents) {
        requests.addFirst(documents);
    }

    /** Puts a request before all that is left, as two. */
    void halve(List<Document> request) {
        int middle = request.size() / 2;
        requests.addFirst(request.subList(middle, request.size()));
        requests.addFirst(request.subList(0, middle));
    }
}
