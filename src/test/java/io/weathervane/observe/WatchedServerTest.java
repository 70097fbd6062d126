package io.weathervane.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.camel.health.HealthCheck.State;
import org.junit.jupiter.api.Test;

class WatchedServerTest {

    private Optional<String> found = Optional.empty();
    private final WatchedServer server = new WatchedServer(
            "kafka",
            new ServerProbe() {
                @Override
                public Optional<String> problem() {
                    if (found == null) {
                        throw new IllegalStateException("odd");
                    }
                    return found;
                }

                @Override
                public void close() {}
            },
            "Start it");

    @Test
    void it_is_what_the_last_look_found() {
        server.look();
        assertThat(server.call().getState()).isEqualTo(State.UP);

        found = Optional.of("Kafka does not answer");
        server.look();
        assertThat(server.call().getState()).isEqualTo(State.DOWN);
        assertThat(server.call().getMessage()).contains("Kafka does not answer. Start it");

        found = Optional.empty();
        server.look();
        assertThat(server.call().getState()).isEqualTo(State.UP);
    }

    @Test
    void look_that_fails_is_a_problem_and_not_the_last_look() {
        found = null;
        server.look();
        assertThat(server.call().getState()).isEqualTo(State.DOWN);

        found = Optional.empty();
        server.look();
        assertThat(server.call().getState()).isEqualTo(State.UP);
    }

    @Test
    void it_concerns_readiness_and_not_liveness() {
        assertThat(server.isReadiness()).isTrue();
        assertThat(server.isLiveness()).isFalse();
    }
}
