package io.weathervane.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Takes the time of each step of the routes that are made after it is added to a context. For one exchange at a time;
 * steps on several threads come in the order of their beginnings.
 */
final class StepTimer implements InterceptStrategy {

    private final List<Open> steps = new ArrayList<>();
    private int depth;

    private static final class Open {
        private final String step;
        private final int depth;
        private long nanos;

        private Open(String step, int depth) {
            this.step = step;
            this.depth = depth;
        }
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor next) {
        String name = name(definition);
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                Open step = begin(name);
                long start = System.nanoTime();
                return super.process(exchange, doneSync -> {
                    end(step, System.nanoTime() - start);
                    callback.done(doneSync);
                });
            }
        };
    }

    private synchronized Open begin(String name) {
        Open step = new Open(name, depth++);
        steps.add(step);
        return step;
    }

    private synchronized void end(Open step, long nanos) {
        step.nanos = nanos;
        depth = step.depth;
    }

    /** What has been timed since the last time, in the order in which the steps began; one within another is deeper. */
    synchronized List<Timing> take() {
        List<Timing> taken = steps.stream()
                .map(step -> new Timing(step.step, step.depth, Duration.ofNanos(step.nanos)))
                .toList();
        steps.clear();
        depth = 0;
        return taken;
    }

    /** As it stands in the route: for a step to an endpoint its address without the options. */
    private static String name(NamedNode definition) {
        if (definition instanceof EndpointRequiredDefinition step && step.getEndpointUri() != null) {
            String address = step.getEndpointUri().replaceFirst("\\?.*", "");
            return definition.getShortName().equals("to") ? address : definition.getShortName() + " " + address;
        }
        return definition.getLabel() == null || definition.getLabel().isEmpty()
                ? definition.getShortName()
                : definition.getLabel();
    }
}
