package io.weathervane.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weathervane dead-letters}. */
@Command(
        name = "dead-letters",
        description = {
            "Shows the records that were given up, and sends them through again.",
            "",
            "They are in the Kafka topics tweets.dead and news.dead: the original key, bytes and headers, and why they were"
                    + " given up."
        },
        mixinStandardHelpOptions = true,
        subcommands = {DeadLettersListCommand.class, DeadLettersShowCommand.class, DeadLettersRedriveCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  weathervane dead-letters list --since 2h",
            "  weathervane dead-letters show tweets.dead/0/42",
            "  weathervane dead-letters redrive --reason refused --dry-run"
        })
final class DeadLettersCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: list, show or redrive");
    }
}
