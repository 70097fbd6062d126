package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Says in one line what went wrong and what to do; the stack trace is for the debug log. */
final class Failures implements CommandLine.IExecutionExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
        LOG.debug("The command failed", failure);
        commandLine.getErr().println(commandLine.getColorScheme().errorText("weathervane: " + explain(failure)));
        return commandLine.getCommandSpec().exitCodeOnExecutionException();
    }

    /** The message of the innermost cause that a person can do something about, on one line. */
    static String explain(Throwable failure) {
        Throwable explained = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            explained = cause;
            if (cause instanceof ConfigurationException) {
                break;
            }
        }
        String message = explained.getMessage() == null ? explained.getClass().getSimpleName() : explained.getMessage();
        String outer = failure.getMessage();
        boolean placeKnown = explained instanceof ConfigurationException || outer == null || outer.contains(message);
        String line = explained instanceof ConfigurationException || !placeKnown || outer == null ? message : outer;
        return line.replaceAll("\\s*\\R\\s*", " ");
    }
}
