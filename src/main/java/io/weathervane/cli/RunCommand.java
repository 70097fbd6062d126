package io.weathervane.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weathervane run}. */
@Command(
        name = "run",
        description = "Polls the sources, classifies and indexes until it is stopped (the default command).",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Mixin
    private RunOptions options;

    @Override
    public Integer call() {
        return new Pipeline(options.profile()).run();
    }
}
