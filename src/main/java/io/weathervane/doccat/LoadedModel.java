package io.weathervane.doccat;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One loaded version of a model. For any number of threads: each that categorizes holds it meanwhile, and when it has been
 * retired, the last one to let it go closes it.
 */
final class LoadedModel implements AutoCloseable {

    private static final int VERSION_DIGITS = 12;

    private final ModelFormat format;
    private final ModelFormat.Digests digests;
    private final TextCategorizer categorizer;
    private final Map<String, Object> reference;
    private final Instant loadedAt = Instant.now();
    /** One for the model being the current one, and one for each thread that categorizes; at 0 it is closed. */
    private final AtomicInteger holders = new AtomicInteger(1);

    LoadedModel(String name, ModelFormat format, ModelFormat.Digests digests, TextCategorizer categorizer) {
        this.format = format;
        this.digests = digests;
        this.categorizer = categorizer;
        Map<String, Object> names = new LinkedHashMap<>();
        names.put("name", name);
        names.put("version", version());
        this.reference = Collections.unmodifiableMap(names);
    }

    /** Whether the caller now holds it, and must {@link #close} it; false if it is closed already. */
    boolean hold() {
        return holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** Lets it go: once for each {@link #hold}, and once more by whoever replaces it. */
    @Override
    public void close() {
        if (holders.decrementAndGet() == 0) {
            categorizer.close();
        }
    }

    /** See {@link TextCategorizer#categorize}. */
    double[] categorize(CharSequence text) {
        return categorizer.categorize(text);
    }

    String label(int category) {
        return categorizer.label(category);
    }

    /** {@code {name, version}}, unmodifiable. */
    Map<String, Object> reference() {
        return reference;
    }

    /** The first digits of the SHA-256 of the model's own file. */
    String version() {
        return digests.model().substring(0, VERSION_DIGITS);
    }

    ModelFormat format() {
        return format;
    }

    ModelFormat.Digests digests() {
        return digests;
    }

    Instant loadedAt() {
        return loadedAt;
    }
}
