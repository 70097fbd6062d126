package io.weathervane;

import io.weathervane.cli.WeathervaneCommand;

/** Weathervane's main class: hands the command line over to {@link WeathervaneCommand}. */
public final class WeathervaneApplication {

    private WeathervaneApplication() {}

    public static void main(String[] args) {
        int exitCode = WeathervaneCommand.execute(args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
