package io.weathervane.web;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** The page and other routes on Camel's own HTTP server, as the application has it. */
final class PageServer implements AutoCloseable {

    private final Main main = new Main();
    private final int port;

    PageServer(RouteBuilder... others) throws Exception {
        port = freePort();
        // nothing of the application's own settings and routes
        main.setDefaultPropertyPlaceholderLocation("false");
        main.addInitialProperty("camel.server.enabled", "true");
        main.addInitialProperty("camel.server.host", "127.0.0.1");
        main.addInitialProperty("camel.server.port", String.valueOf(port));
        main.addInitialProperty("camel.management.enabled", "true");
        main.addInitialProperty("camel.management.host", "127.0.0.1");
        main.addInitialProperty("camel.management.port", String.valueOf(port));
        main.addInitialProperty("camel.management.healthCheckEnabled", "true");
        main.configure().addRoutesBuilder(new PageRoute());
        for (RouteBuilder other : others) {
            main.configure().addRoutesBuilder(other);
        }
        main.start();
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + "/" + path);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        main.stop();
    }
}
