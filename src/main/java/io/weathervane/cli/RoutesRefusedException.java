package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.reload.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** The application does not start because of mistakes in its routes; each has a line of its own in the message. */
final class RoutesRefusedException extends ConfigurationException {

    private static final long serialVersionUID = 1L;

    RoutesRefusedException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
}
