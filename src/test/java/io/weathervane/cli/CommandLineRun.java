package io.weathervane.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;

/**
 * A command line that was run to its end in this process.
 *
 * @param exitCode what the process would have ended with
 * @param out what it wrote to standard output through picocli
 * @param err what it wrote to standard error through picocli
 */
record CommandLineRun(int exitCode, String out, String err) {

    /** Runs it with these settings, which are gone afterwards. */
    static CommandLineRun with(Map<String, String> settings, String... args) {
        settings.forEach(System::setProperty);
        try {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            CommandLine commandLine = WeathervaneCommand.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(err, true))
                    .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
            int exitCode = commandLine.execute(args);
            return new CommandLineRun(exitCode, out.toString(), err.toString());
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    static CommandLineRun of(String... args) {
        return with(Map.of(), args);
    }
}
