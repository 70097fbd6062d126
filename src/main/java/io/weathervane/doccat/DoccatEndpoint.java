package io.weathervane.doccat;

import java.nio.file.Path;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Categorize the text of a message with an OpenNLP document categorizer or a text classifier in ONNX.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "doccat",
        title = "Document Categorizer",
        syntax = "doccat:name",
        producerOnly = true,
        remote = false,
        category = {Category.AI})
public class DoccatEndpoint extends DefaultEndpoint {

    static final String DEFAULT_TEXT = "${body[text]}";
    static final String DEFAULT_UNKNOWN_LABEL = "unknown";

    @UriPath(
            description =
                    "The model: the folder below the models directory which holds its model.bin (OpenNLP) or model.onnx,"
                            + " and the key under classification in the body.")
    @Metadata(required = true)
    private final String name;

    @UriParam(
            defaultValue = DoccatComponent.DEFAULT_MODELS_DIRECTORY,
            description =
                    "The folder which holds a folder for each model. If it is not given, the component's is used.")
    private String modelsDirectory = DoccatComponent.DEFAULT_MODELS_DIRECTORY;

    @UriParam(
            defaultValue = DEFAULT_TEXT,
            description =
                    "The Simple expression which takes the text from the message. A result which is not text (nothing,"
                            + " a number, a map ...) gets the unknown label, as does a blank text. A place inside a map that can be"
                            + " missing needs the null-safe operator of Simple: a question mark before its bracket.")
    private String text = DEFAULT_TEXT;

    @UriParam(
            defaultValue = "0",
            description =
                    "The score from 0 to 1 which the best label must reach; under it the label is the unknown one.")
    private double minimumScore;

    @UriParam(
            defaultValue = DEFAULT_UNKNOWN_LABEL,
            description = "The label of a message which has no text or whose best score is under the minimum.")
    private String unknownLabel = DEFAULT_UNKNOWN_LABEL;

    @UriParam(
            defaultValue = "0",
            description =
                    "How many of the next best labels, which are not the message's label, to add as alternatives.")
    private int alternatives;

    public DoccatEndpoint(String uri, DoccatComponent component, String name) {
        super(uri, component);
        this.name = name;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        // so written, NaN is refused too
        if (!(minimumScore >= 0 && minimumScore <= 1)) {
            throw wrong("minimumScore must be from 0 to 1, not " + minimumScore);
        }
        if (alternatives < 0) {
            throw wrong("alternatives must be 0 or more, not " + alternatives);
        }
        if (isBlank(text)) {
            throw wrong("text must be a Simple expression such as " + DEFAULT_TEXT);
        }
        if (isBlank(unknownLabel)) {
            throw wrong("unknownLabel must not be empty");
        }
        if (isBlank(modelsDirectory)) {
            throw wrong("modelsDirectory must not be empty");
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("doccat:" + name + ": " + what);
    }

    private static boolean isBlank(String value) {
        return value == null || value.isBlank();
    }

    @Override
    public Producer createProducer() {
        return new DoccatProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("Cannot consume from doccat:" + name + ": it only categorizes");
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public DoccatComponent getComponent() {
        return (DoccatComponent) super.getComponent();
    }

    Path modelFolder() {
        return Path.of(modelsDirectory, name);
    }

    public String getName() {
        return name;
    }

    public String getModelsDirectory() {
        return modelsDirectory;
    }

    public void setModelsDirectory(String modelsDirectory) {
        this.modelsDirectory = modelsDirectory;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public double getMinimumScore() {
        return minimumScore;
    }

    public void setMinimumScore(double minimumScore) {
        this.minimumScore = minimumScore;
    }

    public String getUnknownLabel() {
        return unknownLabel;
    }

    public void setUnknownLabel(String unknownLabel) {
        this.unknownLabel = unknownLabel;
    }

    public int getAlternatives() {
        return alternatives;
    }

    public void setAlternatives(int alternatives) {
        this.alternatives = alternatives;
    }
}
