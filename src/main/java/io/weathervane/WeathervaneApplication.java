package io.weathervane;

import io.weathervane.cli.WeathervaneCommand;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Weathervane's main class: hands the command line over to {@link WeathervaneCommand}. */
public final class WeathervaneApplication {

    private WeathervaneApplication() {}

    public static void main(String[] args) {
        // what libraries log by the JDK's own means goes where all the rest goes
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        int exitCode = WeathervaneCommand.execute(args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
