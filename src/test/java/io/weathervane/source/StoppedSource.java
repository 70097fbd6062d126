package io.weathervane.source;

/** A source that has stopped, for tests outside of this package. */
public final class StoppedSource {

    private StoppedSource() {}

    public static SourceHealth health(String source, String problem) {
        SourceHealth health = new SourceHealth(source);
        health.down(problem);
        return health;
    }
}
