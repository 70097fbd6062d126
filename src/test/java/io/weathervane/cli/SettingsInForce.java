package io.weathervane.cli;

import java.util.HashMap;
import java.util.Map;

/** Puts settings in force for one test: Camel's look-up takes system properties first. */
final class SettingsInForce implements AutoCloseable {

    private final Map<String, String> before = new HashMap<>();

    SettingsInForce(Map<String, String> settings) {
        settings.forEach((key, value) -> before.put(key, System.setProperty(key, value)));
    }

    @Override
    public void close() {
        before.forEach((key, value) -> {
            if (value == null) {
                System.clearProperty(key);
            } else {
                System.setProperty(key, value);
            }
        });
    }
}
