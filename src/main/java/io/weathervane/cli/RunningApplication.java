package io.weathervane.cli;

import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the Weathervane that runs on this machine can be reached, told in {@code running.properties} in its data folder
 * while it runs: a port that was taken at its start is not the one of the settings.
 *
 * @param kafka its brokers
 * @param http the address of its HTTP server
 */
record RunningApplication(long pid, String kafka, String elasticsearch, String http) {

    private static final Logger LOG = LoggerFactory.getLogger(RunningApplication.class);
    private static final String FILE = "running.properties";

    static RunningApplication of(Settings settings) {
        return new RunningApplication(
                ProcessHandle.current().pid(),
                settings.text(Setting.KAFKA_BROKERS),
                settings.text(Setting.ELASTICSEARCH_URL),
                httpAddress(settings));
    }

    /** Where the HTTP server is by the settings, as this machine reaches it. */
    static String httpAddress(Settings settings) {
        String host = settings.text(Setting.HTTP_HOST);
        // one that listens everywhere listens here
        String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return "http://" + (reachable.contains(":") ? "[" + reachable + "]" : reachable) + ":"
                + settings.text(Setting.HTTP_PORT);
    }

    /** The one that uses this data folder, unless its process is gone. */
    static Optional<RunningApplication> in(Path data) {
        Properties told = new Properties();
        try (InputStream in = Files.newInputStream(data.resolve(FILE))) {
            told.load(in);
            RunningApplication running = new RunningApplication(
                    Long.parseLong(told.getProperty("pid", "")),
                    told.getProperty(Setting.KAFKA_BROKERS.key(), ""),
                    told.getProperty(Setting.ELASTICSEARCH_URL.key(), ""),
                    told.getProperty("http.url", ""));
            return Optional.of(running).filter(RunningApplication::isAlive);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isAlive() {
        return ProcessHandle.of(pid).isPresent();
    }

    /** Tells the others while Camel runs. */
    MainListenerSupport announcedIn(Path data) {
        return new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport main) {
                announce(data);
            }

            @Override
            public void afterStop(BaseMainSupport main) {
                withdraw(data);
            }
        };
    }

    void announce(Path data) {
        Properties told = new Properties();
        told.setProperty("pid", String.valueOf(pid));
        told.setProperty(Setting.KAFKA_BROKERS.key(), kafka);
        told.setProperty(Setting.ELASTICSEARCH_URL.key(), elasticsearch);
        told.setProperty("http.url", http);
        try {
            Files.createDirectories(data);
            Path unfinished = data.resolve(FILE + "." + pid);
            try (OutputStream out = Files.newOutputStream(unfinished)) {
                told.store(out, "Written by the Weathervane that is running; deleted when it stops");
            }
            Files.move(unfinished, data.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be written, so other commands look for this application at its usual ports: {}",
                    data.resolve(FILE),
                    e.toString());
        }
    }

    void withdraw(Path data) {
        try {
            if (in(data).filter(running -> running.pid() == pid).isPresent()) {
                Files.deleteIfExists(data.resolve(FILE));
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be deleted", data.resolve(FILE), e);
        }
    }
}
