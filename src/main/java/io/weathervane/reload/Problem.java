package io.weathervane.reload;

import java.nio.file.Path;

/**
 * What is wrong with a file that somebody saved. Immutable.
 *
 * @param file as the person knows it: below the folder that the settings name
 * @param line from 1; 0 if it is not known
 * @param reason one line that says what to do
 */
public record Problem(Path file, int line, String reason) {

    /** {@code file:line: reason}, as compilers say it and editors understand it. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + reason;
    }
}
