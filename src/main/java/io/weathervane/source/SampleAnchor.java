package io.weathervane.source;

import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Properties;

/** The time of the demo's first start, kept in a file so that each sample has the same time after every restart. */
final class SampleAnchor {

    private static final String FIRST_START = "first-start";

    private SampleAnchor() {}

    static Instant readOrCreate(Path file, Clock clock) {
        try {
            if (Files.exists(file)) {
                Properties properties = new Properties();
                try (Reader reader = Files.newBufferedReader(file)) {
                    properties.load(reader);
                }
                return Instant.parse(properties.getProperty(FIRST_START, ""));
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            Properties properties = new Properties();
            properties.setProperty(FIRST_START, now.toString());
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, "When the samples were first served; their times count from here");
            }
            return now;
        } catch (IOException | DateTimeException e) {
            throw new ConfigurationException(file + " cannot be used (" + e.getMessage() + "): delete it", e);
        }
    }
}
