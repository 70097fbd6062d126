package io.weathervane.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the console answers: it needs no login, so a web page from elsewhere must get nowhere. */
class EmbeddedHawtioIT {

    private static final String VERSION = "/hawtio/jolokia/version";

    @TempDir
    static Path folder;

    private static EmbeddedHawtio hawtio;
    private static String own;

    @BeforeAll
    static void start() {
        hawtio = EmbeddedHawtio.bind(folder, FreePorts.any()).orElseThrow();
        hawtio.start();
        own = hawtio.address().getAuthority();
    }

    @AfterAll
    static void stop() {
        hawtio.close();
    }

    @Test
    void own_page_is_answered() throws IOException {
        assertThat(ask("GET", "/hawtio/", own)).isEqualTo(200);
        assertThat(ask("GET", VERSION, own, "Origin: http://" + own, "Sec-Fetch-Site: same-origin"))
                .isEqualTo(200);
        String localhost = own.replace("127.0.0.1", "localhost");
        assertThat(ask("GET", VERSION, localhost, "Origin: http://" + localhost))
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rebound.example", "127.0.0.1.rebound.example", "localhost.rebound.example:8161", "[::ffff]", ""
            })
    void name_that_was_made_to_point_here_is_refused(String host) throws IOException {
        assertThat(ask("GET", "/hawtio/", host)).isIn(400, 403);
        assertThat(ask("GET", VERSION, host, "Origin: http://" + host)).isIn(400, 403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://elsewhere.example",
                "Origin: http://127.0.0.1:1",
                "Origin: null",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void request_that_a_page_from_elsewhere_sends_is_refused(String header) throws IOException {
        assertThat(ask("GET", VERSION, own, header)).isEqualTo(403);
        assertThat(ask("POST", "/hawtio/jolokia", own, header)).isEqualTo(403);
    }

    @Test
    void link_from_elsewhere_opens_the_console_but_calls_nothing() throws IOException {
        String[] link = {"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"};

        assertThat(ask("GET", "/hawtio/", own, link)).isEqualTo(200);
        assertThat(ask("GET", VERSION, own, link)).isEqualTo(403);
        assertThat(ask("GET", "/hawtio/x/../jolokia/version", own, link)).isIn(400, 403);
        assertThat(ask("GET", "/hawtio/;a/jolokia/version", own, link)).isIn(400, 403, 404);
        assertThat(ask("GET", "/hawtio/proxy/http/127.0.0.1/1/", own, link)).isEqualTo(403);
    }

    @Test
    void nothing_is_loaded_from_the_network() throws IOException {
        assertThat(answer("GET", "/hawtio/", own))
                .contains("default-src 'self'")
                .doesNotContain("cdn.");
    }

    @Test
    void it_listens_on_loopback_alone() throws IOException {
        int port = hawtio.address().getPort();
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address :
                    each.inetAddresses().filter(a -> !a.isLoopbackAddress()).toList()) {
                assertThat(isOpen(address, port)).as("%s", address).isFalse();
            }
        }
    }

    private static boolean isOpen(InetAddress address, int port) {
        try (Socket socket = new Socket(address, port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int ask(String method, String path, String host, String... headers) throws IOException {
        return Integer.parseInt(answer(method, path, host, headers).split(" ")[1]);
    }

    /** The answer as text; by hand, as Java's own client sends no headers that lie. */
    private static String answer(String method, String path, String host, String... headers) throws IOException {
        URI address = hawtio.address();
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            String request = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                    + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n")
                    + (method.equals("POST") ? "Content-Length: 2\r\n\r\n[]" : "\r\n");
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            return String.join("\n", reader.lines().toList());
        }
    }
}
