package io.weathervane.observe;

import java.time.Duration;
import java.util.Optional;

/** A look at a server. */
public interface ServerProbe extends AutoCloseable {

    /** How long a look may take. */
    Duration PATIENCE = Duration.ofSeconds(2);

    /** What is wrong with the server, in words that stand alone; empty if nothing is. Returns within the patience, more or less. */
    Optional<String> problem();

    @Override
    void close();
}
