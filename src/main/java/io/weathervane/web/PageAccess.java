package io.weathervane.web;

import io.weathervane.config.Setting;
import io.weathervane.config.Settings;

/**
 * Whether the live page and what it asks for are served ({@code page.enabled}). They have no login: they show what is
 * indexed to whoever reaches the port.
 */
public final class PageAccess {

    private PageAccess() {}

    /** By the settings in force. */
    public static boolean isOn(Settings settings) {
        return isOn(settings.text(Setting.PAGE_ENABLED), settings.text(Setting.HTTP_HOST));
    }

    /**
     * @param enabled {@code true}, {@code false}, or {@code local}: only on a loopback address
     * @param host where the HTTP server listens
     */
    static boolean isOn(String enabled, String host) {
        return switch (enabled) {
            case "true" -> true;
            case "local" -> LoopbackNames.isLoopback(host);
            default -> false;
        };
    }
}
