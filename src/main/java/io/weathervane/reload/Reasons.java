package io.weathervane.reload;

import org.apache.camel.FailedToCreateProducerException;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;
import org.apache.camel.tooling.model.LanguageModel;
import org.apache.camel.util.URISupport;

/** Makes one line of what Camel and Java say when something fails. */
final class Reasons {

    private Reasons() {}

    /** What was wrong at the root of it, without Camel's wrappers around it and without secrets of addresses. */
    static String of(Throwable failure) {
        Throwable cause = failure;
        while (isWrapper(cause) && cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (cause instanceof SimpleIllegalSyntaxException) {
            // the third line is a mark below the place
            String[] lines = message.split("\\R", 3);
            message = "no valid Simple expression: " + lines[0] + (lines.length > 1 ? " in " + lines[1] : "");
        }
        if (cause instanceof ClassNotFoundException) {
            message = "there is no class " + message;
        }
        if (cause instanceof NoSuchEndpointException none) {
            message = "there is no component for " + none.getUri().replaceFirst("://", ":")
                    + "; see Camel's list of components";
        }
        if (cause instanceof NoSuchLanguageException none) {
            message = unknownLanguage(none.getLanguage());
        }
        if ("Unsupported definition: null".equals(message)) {
            message = "an expression is missing here, such as simple or constant";
        }
        return oneLine(URISupport.sanitizeUri(message))
                .replaceAll("on bean: \\S+ of type: ", "on ")
                // an object that is another one at each check
                .replaceAll(" on: \\S+@[0-9a-f]+", "");
    }

    private static String unknownLanguage(String name) {
        LanguageModel elsewhere = new DefaultCamelCatalog().languageModel(name);
        return "there is no language \"" + name + "\""
                + (elsewhere == null
                        ? "; see Camel's list of languages"
                        : " here: it is in Camel's " + elsewhere.getArtifactId()
                                + ", which has to be added to the application");
    }

    /** The text on one line. */
    static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ").strip();
    }

    private static boolean isWrapper(Throwable cause) {
        return cause.getMessage() == null
                || cause.getClass() == RuntimeCamelException.class
                || cause instanceof FailedToCreateRouteException
                || cause instanceof FailedToStartRouteException
                || cause instanceof FailedToCreateProducerException
                || cause instanceof ResolveEndpointFailedException
                || cause instanceof PropertyBindingException;
    }
}
