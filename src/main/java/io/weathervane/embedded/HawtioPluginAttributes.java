package io.weathervane.embedded;

/** What Hawtio asks a plugin's MBean for; JMX needs the interface to be public. */
public interface HawtioPluginAttributes {

    String getUrl();

    String getScope();

    String getModule();

    String getRemoteEntryFileName();

    Boolean getBustRemoteEntryCache();

    String getPluginEntry();
}
