package io.weathervane.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** What tests want to know of the items that a reader gave. */
final class Items {

    private Items() {}

    static List<String> keys(List<SourceItem> items) {
        return items.stream()
                .filter(SourceMessage.class::isInstance)
                .map(item -> ((SourceMessage) item).key())
                .toList();
    }

    static List<BadLine> bad(List<SourceItem> items) {
        return items.stream()
                .filter(BadLine.class::isInstance)
                .map(BadLine.class::cast)
                .toList();
    }

    static String json(SourceItem item) {
        return new String(((SourceMessage) item).json(), UTF_8);
    }
}
