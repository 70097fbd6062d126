package io.weathervane.web;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a request to a server on loopback came under a loopback name. One that did not comes from a web page from
 * elsewhere, under whose name the browser was made to find this machine (DNS rebinding). Immutable.
 */
final class LoopbackNames {

    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

    private final boolean checked;

    /** @param bind what the server is bound to; requests are checked if that is loopback */
    LoopbackNames(String bind) {
        this.checked = isLoopback(bind);
    }

    /** @param host the header; null if there is none */
    boolean allow(String host) {
        if (!checked) {
            return true;
        }
        try {
            String name = host == null ? null : URI.create("http://" + host).getHost();
            return name != null && NAMES.contains(name.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether what listens there is reached from this machine alone. */
    static boolean isLoopback(String bind) {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
