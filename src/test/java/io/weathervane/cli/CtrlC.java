package io.weathervane.cli;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Presses Ctrl-C for a real process. */
final class CtrlC {

    private static final Path OWN_STATUS = Path.of("/proc/self/status");
    private static final String IGNORED = "SigIgn:";
    private static final long INTERRUPT = 1 << 1;

    /** Only where the processes of a test hear it. What a script starts with {@code &} ignores it, and all that this starts. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @DisabledOnOs(OS.WINDOWS)
    @DisabledIf(
            value = "io.weathervane.cli.CtrlC#isIgnored",
            disabledReason = "Ctrl-C is ignored by what a script starts with &; run the tests in the foreground")
    @interface Heard {}

    private CtrlC() {}

    static boolean isIgnored() throws IOException {
        if (!Files.exists(OWN_STATUS)) {
            return false;
        }
        return Files.readAllLines(OWN_STATUS).stream()
                .filter(line -> line.startsWith(IGNORED))
                .mapToLong(line ->
                        Long.parseUnsignedLong(line.substring(IGNORED.length()).strip(), 16))
                .anyMatch(signals -> (signals & INTERRUPT) != 0);
    }

    static void press(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }
}
