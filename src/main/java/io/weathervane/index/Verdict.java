package io.weathervane.index;

import java.util.Set;

/** What Elasticsearch's answer means for a document, read from its status and error type, never from its words. */
enum Verdict {
    /** It is in the index. */
    DONE,
    /** The same request may succeed later. */
    RETRYABLE,
    /** The same request will never succeed. */
    PERMANENT;

    private static final Set<Integer> RETRYABLE_STATUS = Set.of(408, 425, 429, 500, 502, 503, 504);

    /** Conditions of the cluster, whatever status they come with: a block or a lack that its operator lifts. */
    private static final Set<String> RETRYABLE_TYPE = Set.of(
            "circuit_breaking_exception",
            "cluster_block_exception",
            "es_rejected_execution_exception",
            "index_closed_exception",
            "index_not_found_exception",
            "master_not_discovered_exception",
            "node_closed_exception",
            "node_disconnected_exception",
            "no_shard_available_action_exception",
            "process_cluster_event_timeout_exception",
            "security_exception",
            "timeout_exception",
            "unavailable_shards_exception");

    /**
     * @param status the HTTP status of the item or of the whole answer
     * @param errorType Elasticsearch's {@code error.type}, or null
     */
    static Verdict of(int status, String errorType) {
        if (status >= 200 && status < 300) {
            return DONE;
        }
        if (RETRYABLE_STATUS.contains(status) || errorType != null && RETRYABLE_TYPE.contains(errorType)) {
            return RETRYABLE;
        }
        return PERMANENT;
    }
}
