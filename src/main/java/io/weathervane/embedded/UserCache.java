package io.weathervane.embedded;

import java.nio.file.Path;
import java.util.Map;

/** Where each operating system wants a user's programs to keep what they can fetch again. */
final class UserCache {

    private UserCache() {}

    /** Weathervane's folder there, which need not exist. */
    static Path directory() {
        return directory(ElasticsearchHome.platform(), System.getProperty("user.home"), System.getenv());
    }

    static Path directory(String platform, String userHome, Map<String, String> environment) {
        Path home = Path.of(userHome);
        Path caches;
        if (platform.startsWith("darwin")) {
            caches = home.resolve("Library").resolve("Caches");
        } else if (platform.startsWith("windows")) {
            caches = variable(
                    environment, "LOCALAPPDATA", home.resolve("AppData").resolve("Local"));
        } else {
            // the XDG base directory specification: a relative path is to be ignored
            caches = variable(environment, "XDG_CACHE_HOME", home.resolve(".cache"));
        }
        return caches.resolve("weathervane");
    }

    private static Path variable(Map<String, String> environment, String name, Path otherwise) {
        String value = environment.get(name);
        return value != null && Path.of(value).isAbsolute() ? Path.of(value) : otherwise;
    }
}
