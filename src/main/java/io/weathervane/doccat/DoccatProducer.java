package io.weathervane.doccat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.DefaultProducer;

/**
 * Adds {@code classification.<name>} = {@code {label, score, model: {name, version}}} to the body, which must be a
 * {@link Map}; with alternatives also {@code alternatives: [{label, score}]}, best first, without the label itself.
 *
 * <p>The body is changed in place, unless it is immutable: then a copy takes its place. Only a {@link CharSequence} with
 * something in it is text; for everything else, numbers included, the label is the unknown one and the score 0. An
 * expression of several parts makes a string of them, whatever they were. What the text says is never evaluated.
 *
 * <p>Threads may share it. A message is categorized by one version of the model from its beginning to its end.
 */
public class DoccatProducer extends DefaultProducer {

    private static final String CLASSIFICATION = "classification";

    private volatile ModelFile modelFile;
    private boolean modelInUse;
    private Expression text;
    private ClassificationListener.Recorder recorder;

    public DoccatProducer(DoccatEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public DoccatEndpoint getEndpoint() {
        return (DoccatEndpoint) super.getEndpoint();
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        text = getEndpoint()
                .getCamelContext()
                .resolveLanguage("simple")
                .createExpression(getEndpoint().getText());
        text.init(getEndpoint().getCamelContext());
        ClassificationListener listener =
                getEndpoint().getCamelContext().getRegistry().findSingleByType(ClassificationListener.class);
        recorder = listener == null
                ? (label, nanos) -> {}
                : listener.of(getEndpoint().getName());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        modelFile = getEndpoint()
                .getComponent()
                .modelFiles()
                .use(getEndpoint().getName(), getEndpoint().modelFolder());
        modelInUse = true;
    }

    @Override
    protected void doStop() throws Exception {
        // kept, for a message that is still under way
        if (modelInUse) {
            modelInUse = false;
            modelFile.release();
        }
        super.doStop();
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        if (!(exchange.getMessage().getBody() instanceof Map<?, ?> body)) {
            Object other = exchange.getMessage().getBody();
            throw new CamelExchangeException(
                    "doccat:" + getEndpoint().getName()
                            + " needs a Map as the body of the message, such as JSON unmarshalled, not "
                            + (other == null
                                    ? "an empty body"
                                    : "a " + other.getClass().getName()),
                    exchange);
        }
        Object words = text.evaluate(exchange, Object.class);
        Map<String, Object> result;
        long start = System.nanoTime();
        try (LoadedModel model = modelFile.hold()) {
            result = Classification.of(words, model, getEndpoint());
        }
        recorder.classified((String) result.get(Classification.LABEL), System.nanoTime() - start);
        Map<Object, Object> changed = with(body, CLASSIFICATION, withResult(body.get(CLASSIFICATION), result));
        if (changed != body) {
            exchange.getMessage().setBody(changed);
        }
    }

    private Map<?, ?> withResult(Object classification, Map<String, Object> result) {
        Map<?, ?> others = classification instanceof Map<?, ?> map ? map : new LinkedHashMap<>();
        return with(others, getEndpoint().getName(), result);
    }

    /** The map itself where it can be changed, otherwise a copy. */
    @SuppressWarnings("unchecked")
    private static Map<Object, Object> with(Map<?, ?> map, String key, Object value) {
        Map<Object, Object> changed = (Map<Object, Object>) map;
        try {
            changed.put(key, value);
        } catch (UnsupportedOperationException e) {
            changed = new LinkedHashMap<>(map);
            changed.put(key, value);
        }
        return changed;
    }
}
