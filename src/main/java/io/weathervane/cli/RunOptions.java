package io.weathervane.cli;

import picocli.CommandLine.Option;

/** The options of {@code run}, which may stand without the command's name too. */
final class RunOptions {

    // -profile is how camel:run passes on -Dcamel.profile
    @Option(
            names = {"-p", "--profile", "-profile"},
            paramLabel = "dev|prod",
            description =
                    "dev starts what is missing on this machine, prod starts nothing (default: camel.main.profile)")
    private String profile;

    String profile() {
        return profile;
    }
}
