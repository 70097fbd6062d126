package io.weathervane.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.TimeUtils;

/**
 * The settings in force: the environment first, then {@code application.properties} in the current folder, then the
 * profile's and the general {@code application.properties} of the application. They are looked up by Camel's own
 * properties component, so that a {@code {{placeholder}}} in a route always means the same. Immutable.
 */
public final class Settings {

    private static final String LOCAL_FILE = "file:application.properties;optional=true";
    private static final String DEFAULTS = "classpath:application.properties";

    private final String profile;
    private final Map<String, String> values;

    private Settings(String profile, Map<String, String> values) {
        this.profile = profile;
        this.values = Map.copyOf(values);
    }

    /**
     * Reads all settings.
     *
     * @param requestedProfile {@code dev} or {@code prod}, or null to take it from {@code camel.main.profile}
     * @throws ConfigurationException when a setting has a value that it does not take
     */
    public static Settings load(String requestedProfile) {
        String profile = requestedProfile == null ? configuredProfile() : requestedProfile;
        Map<String, String> values = new LinkedHashMap<>();
        try (Lookup lookup = new Lookup(locations(profile))) {
            for (Setting setting : Setting.values()) {
                values.put(setting.key(), lookup.text(setting.key()));
            }
        }
        Settings settings = new Settings(checked(profile), values);
        for (Setting setting : Setting.values()) {
            settings.check(setting);
        }
        return settings;
    }

    /** One folder, for commands that need no other setting; it may not exist yet. */
    public static Path folder(Setting setting) {
        try (Lookup lookup = new Lookup(locations(checked(configuredProfile())))) {
            String value = lookup.text(setting.key());
            if (value.isEmpty()) {
                throw new ConfigurationException(setting.key() + " is empty: a folder is needed; set it in"
                        + " application.properties or as " + setting.variable() + " in the environment");
            }
            return Path.of(value);
        }
    }

    private static String configuredProfile() {
        try (Lookup lookup = new Lookup(LOCAL_FILE + "," + DEFAULTS)) {
            return lookup.text("camel.main.profile");
        }
    }

    private static String checked(String profile) {
        if (!"dev".equals(profile) && !"prod".equals(profile)) {
            throw new ConfigurationException(
                    "There is no profile '" + profile + "': use dev (starts what is missing) or prod (starts nothing)");
        }
        return profile;
    }

    /** Camel's own look-up, outside a running context. */
    private static final class Lookup implements AutoCloseable {
        private final PropertiesComponent properties = new PropertiesComponent();

        Lookup(String locations) {
            properties.setCamelContext(new DefaultCamelContext(false));
            properties.setLocation(locations);
            properties.start();
        }

        String text(String key) {
            return properties.resolveProperty(key).orElse("").trim();
        }

        @Override
        public void close() {
            properties.stop();
        }
    }

    private static String locations(String profile) {
        return LOCAL_FILE + ",classpath:application-" + profile + ".properties;optional=true," + DEFAULTS;
    }

    /** The same settings but for some, which are then in force whatever the environment says. */
    public Settings with(Map<String, String> overrides) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.putAll(overrides);
        return new Settings(profile, changed);
    }

    /** {@code dev} or {@code prod}. */
    public String profile() {
        return profile;
    }

    /** Where Camel finds the same settings. */
    public String locations() {
        return locations(profile);
    }

    /** The settings in force as properties. */
    public Properties asProperties() {
        Properties properties = new Properties();
        properties.putAll(new TreeMap<>(values));
        return properties;
    }

    /** The value as it was written; empty when there is none. */
    public String text(Setting setting) {
        return values.getOrDefault(setting.key(), "");
    }

    /** The value, unless it is blank. */
    public Optional<String> optional(Setting setting) {
        return Optional.of(text(setting)).filter(v -> !v.isBlank());
    }

    public boolean isSet(Setting setting) {
        return optional(setting).isPresent();
    }

    /** Whether a switch is on. */
    public boolean isOn(Setting setting) {
        return Boolean.parseBoolean(text(setting));
    }

    public int integer(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    public Duration duration(Setting setting) {
        return Duration.ofMillis(TimeUtils.toMilliSeconds(text(setting)));
    }

    public Path path(Setting setting) {
        return Path.of(text(setting));
    }

    private void check(Setting setting) {
        String value = text(setting);
        SettingType type = setting.type();
        if (!type.accepts().test(value)) {
            String shown = type.secret() ? "" : value.isBlank() ? " is empty" : "=" + withoutPassword(value);
            throw new ConfigurationException(setting.key() + shown + ": " + type.expectation()
                    + " is needed; set it in application.properties or as " + setting.variable()
                    + " in the environment");
        }
    }

    /** An address may have a user's password in it. */
    private static String withoutPassword(String value) {
        return value.replaceAll("//.*@", "//…@");
    }
}
