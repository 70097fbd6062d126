package io.weathervane.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.weathervane.config.KafkaConnection;
import io.weathervane.embedded.TestEngines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicsIT {

    private Admin admin;

    @BeforeEach
    void connect() {
        admin = Admin.create(Map.of("bootstrap.servers", TestEngines.kafkaBrokers()));
    }

    @AfterEach
    void disconnect() {
        admin.close();
    }

    @Test
    void missing_topics_are_made_with_their_dead_letter_topics() throws Exception {
        ensure("topics-missing");
        assertThat(partitions("topics-missing")).isEqualTo(6);
        assertThat(partitions("topics-missing.dead")).isEqualTo(6);
        assertThat(config("topics-missing", TopicConfig.MAX_MESSAGE_BYTES_CONFIG))
                .isEqualTo("100000");
        assertThat(config("topics-missing.dead", TopicConfig.RETENTION_MS_CONFIG))
                .as("a dead letter stays until somebody has dealt with it")
                .isEqualTo("-1");
    }

    @Test
    void existing_topic_is_left_as_it_is() throws Exception {
        admin.createTopics(List.of(new NewTopic("topics-existing", 2, (short) 1)
                        .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "4711"))))
                .all()
                .get();
        ensure("topics-existing");
        ensure("topics-existing");
        assertThat(partitions("topics-existing")).isEqualTo(2);
        assertThat(config("topics-existing", TopicConfig.MAX_MESSAGE_BYTES_CONFIG))
                .isEqualTo("4711");
    }

    private static void ensure(String topic) {
        new Topics(KafkaConnection.to(TestEngines.kafkaBrokers()), 6, 1, 100_000)
                .ensure(List.of(topic), Duration.ofSeconds(20));
    }

    private int partitions(String topic) throws Exception {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
    }

    private String config(String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(name)
                .value();
    }
}
