package io.weathervane.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.junit.jupiter.api.Test;

class AlertLedgerTest {

    @Test
    void no_worker_takes_over_an_alert_that_another_may_still_get_into_kafka() {
        assertThat(AlertLedger.ABANDONED)
                .isGreaterThan(Duration.ofMillis(new KafkaConfiguration().getDeliveryTimeoutMs()));
    }
}
