package io.weathervane.reload;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;

/**
 * Says what is wrong with a file of routes before it replaces anything, without starting a route or touching those that
 * run. Not for two threads at once.
 */
public final class RouteCheck {

    private final CamelContext application;

    /** @param application the context whose beans, placeholders and components the routes use; it may be running or not */
    public RouteCheck(CamelContext application) {
        this.application = application;
    }

    /**
     * Checks one file.
     *
     * @param others the other files of the folder, whose route ids are taken
     * @return what is wrong with it; empty if it can take effect
     */
    public List<Problem> check(Path file, Collection<Path> others) {
        return List.of();
    }
}
