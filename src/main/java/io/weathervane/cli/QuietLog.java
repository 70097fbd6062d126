package io.weathervane.cli;

import java.util.HashMap;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;

/** Keeps to itself what is only informative, for a command whose output others read; whoever asked for debug gets it. */
final class QuietLog implements AutoCloseable {

    private static final String[] LOGGERS = {
        "io.weathervane", "org.apache.camel", "org.apache.camel.impl.engine.AbstractCamelContext"
    };

    private final Map<String, Level> before = new HashMap<>();

    private QuietLog() {}

    static QuietLog begin() {
        QuietLog quiet = new QuietLog();
        for (String logger : LOGGERS) {
            Level level = LogManager.getLogger(logger).getLevel();
            if (level == Level.INFO) {
                quiet.before.put(logger, level);
            }
        }
        quiet.before.keySet().forEach(logger -> Configurator.setLevel(logger, Level.WARN));
        return quiet;
    }

    @Override
    public void close() {
        Configurator.setLevel(before);
    }
}
