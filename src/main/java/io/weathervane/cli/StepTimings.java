package io.weathervane.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Measures how long each step of the routes takes, in the order in which they begin. Thread-safe. */
final class StepTimings implements InterceptStrategy {

    private static final int LONGEST_NAME = 60;

    private final List<Running> steps = new ArrayList<>();

    /** A step and how long it took. */
    record Timing(String step, long nanos) {

        double millis() {
            return nanos / 1e6;
        }
    }

    private static final class Running {
        private final String step;
        private final long began = System.nanoTime();
        private long nanos;

        private Running(String step) {
            this.step = step;
        }
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor next) {
        if (definition instanceof ProcessorDefinition<?> step
                && !step.getOutputs().isEmpty()) {
            // its steps are measured
            return target;
        }
        String name = name(definition);
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                Running running = begin(name);
                return super.process(exchange, doneSync -> {
                    end(running);
                    callback.done(doneSync);
                });
            }
        };
    }

    /** An address without its options, which may hold what is nobody's business. */
    private static String name(NamedNode definition) {
        String name = definition instanceof EndpointRequiredDefinition endpoint && endpoint.getEndpointUri() != null
                ? endpoint.getEndpointUri().replaceFirst("\\?.*", "")
                : definition.getLabel();
        return TerminalText.line(name, LONGEST_NAME);
    }

    /** What has been measured since the last time. */
    synchronized List<Timing> take() {
        List<Timing> taken =
                steps.stream().map(step -> new Timing(step.step, step.nanos)).toList();
        steps.clear();
        return taken;
    }

    private synchronized Running begin(String name) {
        Running running = new Running(name);
        steps.add(running);
        return running;
    }

    private synchronized void end(Running step) {
        step.nanos = System.nanoTime() - step.began;
    }
}
