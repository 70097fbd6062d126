package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import picocli.CommandLine.Option;

/** As what a command prints its figures. */
final class OutputOptions {

    @Option(names = "--json", description = "Print one JSON object with stable names instead of tables.")
    private boolean json;

    @Option(names = "--markdown", description = "Print Markdown tables instead, for a model card.")
    private boolean markdown;

    /** What is printed. */
    enum Output {
        TEXT,
        JSON,
        MARKDOWN
    }

    Output output() {
        if (json && markdown) {
            throw new ConfigurationException("Both --json and --markdown are given; leave one of them out.");
        }
        return json ? Output.JSON : markdown ? Output.MARKDOWN : Output.TEXT;
    }
}
