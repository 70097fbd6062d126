package io.weathervane.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void free_port_is_taken_as_asked_for() {
        int port = FreePorts.any();

        assertThat(FreePorts.preferred(port)).isEqualTo(port);
    }

    @Test
    void port_that_a_server_on_the_loopback_address_has_is_replaced() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(FreePorts.loopback()))) {
            assertReplaced(taken.getLocalPort());
        }
    }

    @Test
    void port_that_a_server_on_all_addresses_has_is_replaced() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertReplaced(taken.getLocalPort());
        }
    }

    private static void assertReplaced(int port) {
        assertThat(FreePorts.isFree(port)).isFalse();
        assertThat(FreePorts.preferred(port)).isNotEqualTo(port).isPositive();
    }
}
