package io.weathervane.cli;

import io.weathervane.config.Version;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;

/** The command line; without a command it runs the pipeline. */
@Command(
        name = "weathervane",
        description = "Shows how people feel about something, in real time.",
        mixinStandardHelpOptions = true,
        versionProvider = WeathervaneCommand.Versions.class,
        subcommands = {
            RunCommand.class,
            StatusCommand.class,
            ValidateCommand.class,
            TryCommand.class,
            TestCommand.class,
            ImportCommand.class,
            DeadLettersCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            PerturbCommand.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:the command line cannot be understood"})
public final class WeathervaneCommand implements Callable<Integer> {

    @Mixin
    private RunOptions options;

    @Override
    public Integer call() {
        return new Pipeline(options.profile()).run();
    }

    /** Runs a command line. Returns its exit code: 0, 1 (failed) or 2 (bad usage). */
    public static int execute(String... args) {
        return commandLine().execute(args);
    }

    static CommandLine commandLine() {
        return new CommandLine(new WeathervaneCommand())
                .setExecutionExceptionHandler(new Failures())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** The version, and the Java that it runs on, as bug reports need them. */
    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return Arrays.asList(
                            "Weathervane " + Version.current(),
                            "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor")
                                    + ")")
                    .toArray(String[]::new);
        }
    }
}
