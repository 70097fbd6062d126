package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weathervane.config.ConfigurationException;
import java.lang.reflect.InvocationTargetException;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;

class FailuresTest {

    @Test
    void what_keeps_a_bean_from_being_made_is_said_without_its_wrappers() {
        Exception failure = new RuntimeCamelException(
                new InvocationTargetException(new ConfigurationException("there is no address:\n set it")));

        assertThat(Failures.explain(failure)).isEqualTo("there is no address: set it");
    }
}
