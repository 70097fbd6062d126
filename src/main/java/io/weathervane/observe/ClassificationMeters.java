package io.weathervane.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.weathervane.doccat.ClassificationListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures the models: {@code weathervane.classification}, how long each took (the first of a route reads the text for the
 * others, too), and {@code weathervane.classification.labels}, which labels it gave. Thread-safe.
 *
 * <p>It only adds up, and the registry asks for the sums: a timer of Micrometer's takes as long as a small model.
 */
public final class ClassificationMeters implements ClassificationListener {

    /** A model with more labels than this has the others counted together. */
    static final int MOST_LABELS = 100;

    static final String OTHERS = "(others)";

    private final MeterRegistry registry;
    private final Map<String, Sums> models = new ConcurrentHashMap<>();

    public ClassificationMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Recorder of(String model) {
        return models.computeIfAbsent(model, this::registered);
    }

    private Sums registered(String model) {
        Sums sums = new Sums(registry, model);
        FunctionTimer.builder("weathervane.classification", sums, Sums::texts, Sums::nanos, TimeUnit.NANOSECONDS)
                .description("Texts that a model has categorized, and how long it took")
                .tag("model", model)
                .register(registry);
        return sums;
    }

    private static final class Sums implements Recorder {

        private final MeterRegistry registry;
        private final String model;
        private final LongAdder nanos = new LongAdder();
        private final Map<String, LongAdder> labels = new ConcurrentHashMap<>();

        Sums(MeterRegistry registry, String model) {
            this.registry = registry;
            this.model = model;
        }

        @Override
        public void classified(String label, long took) {
            nanos.add(took);
            LongAdder texts = labels.get(label);
            (texts == null ? added(label) : texts).increment();
        }

        private synchronized LongAdder added(String label) {
            String counted = labels.size() < MOST_LABELS ? label : OTHERS;
            return labels.computeIfAbsent(counted, name -> {
                LongAdder texts = new LongAdder();
                FunctionCounter.builder("weathervane.classification.labels", texts, LongAdder::sum)
                        .description("Texts that a model gave that label")
                        .tags("model", model, "label", name)
                        .register(registry);
                return texts;
            });
        }

        /** Each text has one label. */
        long texts() {
            return labels.values().stream().mapToLong(LongAdder::sum).sum();
        }

        double nanos() {
            return nanos.sum();
        }
    }
}
