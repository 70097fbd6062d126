package io.weathervane.cli;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CompletionException;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.RuntimeCamelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Says in one line what went wrong and what to do; the stack trace is for the debug log. */
final class Failures implements CommandLine.IExecutionExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
        if (LogFormat.isJson()) {
            LOG.error("{}", explain(failure), LOG.isDebugEnabled() ? failure : null);
            return commandLine.getCommandSpec().exitCodeOnExecutionException();
        }
        LOG.debug("The command failed", failure);
        explain(failure)
                .lines()
                .map(line -> commandLine.getColorScheme().errorText("weathervane: " + line))
                .forEach(commandLine.getErr()::println);
        return commandLine.getCommandSpec().exitCodeOnExecutionException();
    }

    /** One line, or one more for each mistake in the routes: what happened where, without the wrappers that Camel and Java put around it. */
    static String explain(Throwable failure) {
        StringBuilder line = new StringBuilder();
        Throwable cause = failure;
        while (isWrapper(cause) && cause.getCause() != null && cause.getCause() != cause) {
            if (cause instanceof FailedToStartRouteException route) {
                line.append("Route ").append(route.getRouteId()).append(": ");
            } else if (cause instanceof FailedToCreateRouteException route) {
                line.append("Route ").append(route.getRouteId()).append(": ");
            }
            cause = cause.getCause();
        }
        if (cause instanceof RoutesRefusedException refused) {
            return refused.getMessage();
        }
        line.append(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
        return line.toString().replaceAll("\\s*\\R\\s*", " ");
    }

    private static boolean isWrapper(Throwable cause) {
        return cause instanceof FailedToStartRouteException
                || cause instanceof FailedToCreateRouteException
                || cause instanceof CompletionException
                // a bean that could not be made
                || cause instanceof InvocationTargetException
                || cause.getClass() == RuntimeCamelException.class;
    }
}
