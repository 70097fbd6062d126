package io.weathervane.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepositoryFileTest {

    private final ArchiveServer server = new ArchiveServer("0123456789".getBytes(StandardCharsets.UTF_8));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void size_and_a_range_of_the_file_are_read() throws IOException {
        try (RepositoryFile file = file(server.repository())) {
            assertThat(file.size()).isEqualTo(10);
            assertThat(text(file, 3, 5)).isEqualTo("345");
        }
        assertThat(server.requests).containsExactly("/repository/a/b.zip bytes=0-0", "/repository/a/b.zip bytes=3-5");
    }

    @Test
    void server_without_ranges_is_said_to_be_one() {
        server.ranges = false;

        assertFails("it does not serve ranges of a file");
    }

    @Test
    void server_without_ranges_is_said_to_be_one_even_while_it_sends_a_large_file() throws IOException {
        try (ArchiveServer large = new ArchiveServer(new byte[50_000_000])) {
            large.ranges = false;
            try (RepositoryFile file = file(large.repository())) {
                for (int i = 0; i < 20; i++) {
                    assertThatExceptionOfType(IOException.class)
                            .isThrownBy(file::size)
                            .withMessage("it does not serve ranges of a file");
                }
            }
        }
    }

    @Test
    void overloaded_server_is_asked_again() throws IOException {
        server.failures = 2;

        try (RepositoryFile file = file(server.repository())) {
            assertThat(file.size()).isEqualTo(10);
        }
    }

    @Test
    void server_that_stays_overloaded_is_given_up() {
        server.failures = 100;

        assertFails("HTTP 503, 3 times");
        assertThat(server.requests).hasSize(3);
    }

    @Test
    void missing_file_is_not_asked_for_again() {
        server.failures = 100;
        server.failure = 404;

        assertFails("it does not have the file (HTTP 404)");
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void login_is_sent_when_asked_for() throws IOException {
        server.login = ArchiveServer.basic("reader", "secret");
        CentralRepository repository = new CentralRepository(
                "mirror",
                server.url(),
                Optional.of(new CentralRepository.Login("reader", "secret")),
                Map.of(),
                Optional.empty());

        try (RepositoryFile file = file(repository)) {
            assertThat(file.size()).isEqualTo(10);
        }
    }

    @Test
    void refused_login_points_to_the_settings() {
        server.login = ArchiveServer.basic("reader", "secret");

        assertFails("it refuses us (HTTP 401): see <servers> in Maven's settings");
    }

    @Test
    void extra_headers_are_sent() throws IOException {
        server.login = "Bearer token";
        CentralRepository repository = new CentralRepository(
                "mirror", server.url(), Optional.empty(), Map.of("Authorization", "Bearer token"), Optional.empty());

        try (RepositoryFile file = file(repository)) {
            assertThat(file.size()).isEqualTo(10);
        }
    }

    @Test
    void requests_go_through_the_proxy() throws IOException {
        int port = Integer.parseInt(server.url().replaceAll(".*:(\\d+)/.*", "$1"));
        CentralRepository behindProxy = new CentralRepository(
                "central",
                "http://artifacts.invalid/maven",
                Optional.empty(),
                Map.of(),
                Optional.of(new CentralRepository.Proxy("http", FreePorts.loopback(), port, Optional.empty())));

        try (RepositoryFile file = file(behindProxy)) {
            assertThat(file.size()).isEqualTo(10);
        }
    }

    @Test
    void nobody_listening_is_an_error_after_three_attempts() throws IOException {
        server.close();

        try (RepositoryFile file = file(server.repository())) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(file::size)
                    .withCauseInstanceOf(ConnectException.class);
        }
    }

    @Test
    void address_that_is_not_one_of_http_is_refused() {
        for (String url : new String[] {"file:///srv/maven", "not an address", ""}) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(
                            () -> file(new CentralRepository("m", url, Optional.empty(), Map.of(), Optional.empty())))
                    .withMessage("its address is not one of HTTP");
        }
    }

    private void assertFails(String message) {
        try (RepositoryFile file = file(server.repository())) {
            assertThatExceptionOfType(IOException.class).isThrownBy(file::size).withMessage(message);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static RepositoryFile file(CentralRepository repository) throws IOException {
        return new RepositoryFile(repository, "a/b.zip", Duration.ZERO);
    }

    private static String text(RepositoryFile file, long first, long last) throws IOException {
        try (InputStream in = file.read(first, last)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
