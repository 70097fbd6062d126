package io.weathervane.source;

/** What a file or an API's answer holds at one place: a message, or something that is none. */
public sealed interface SourceItem permits SourceMessage, BadLine {

    /** The line that it begins on, from 1; in an API's answer, the answer's own lines. */
    long line();
}
