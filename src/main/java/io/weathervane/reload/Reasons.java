package io.weathervane.reload;

import org.apache.camel.FailedToCreateProducerException;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;
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
        return oneLine(URISupport.sanitizeUri(message)).replaceAll("on bean: \\S+ of type: ", "on ");
    }

    /** The text on one line. */
    static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ").strip();
    }

    private static boolean isWrapper(Throwable cause) {
        return cause.getMessage() == null
                || cause.getClass() == RuntimeCamelException.class
                || cause instanceof FailedToCreateRouteException
                || cause instanceof FailedToCreateProducerException
                || cause instanceof ResolveEndpointFailedException
                || cause instanceof PropertyBindingException;
    }
}
