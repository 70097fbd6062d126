package io.weathervane.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Runs the routes as they are in {@code routes/}, with a Kafka producer that is under the test's control. */
final class RouteHarness implements AutoCloseable {

    final DefaultCamelContext context = new DefaultCamelContext();
    final Properties settings = new Properties();

    /** Everything that Kafka was given, whether acknowledged or not. */
    final List<ProducerRecord<String, byte[]>> sent = new CopyOnWriteArrayList<>();

    volatile boolean kafkaFails;
    volatile boolean kafkaIsSlow;
    private final List<MockProducer<String, byte[]>> producers = new CopyOnWriteArrayList<>();

    RouteHarness() {
        context.disableJMX();
        context.getShutdownStrategy().setTimeout(5);
        settings.putAll(Map.of(
                "x.poll-delay", "0",
                "newsapi.poll-delay", "0",
                "kafka.topic.tweets", "tweets",
                "kafka.topic.news", "news",
                "http-client.connect-timeout", "1000",
                "http-client.response-timeout", "1500"));
        KafkaComponent kafka = new KafkaComponent();
        KafkaConfiguration configuration = new KafkaConfiguration();
        configuration.setBrokers("127.0.0.1:1");
        configuration.setSynchronous(true);
        configuration.setBatchWithIndividualHeaders(true);
        configuration.setValueSerializer(ByteArraySerializer.class.getName());
        kafka.setConfiguration(configuration);
        kafka.setKafkaClientFactory(new Factory());
        context.addComponent("kafka", kafka);
    }

    void bind(String name, Object bean) {
        context.getRegistry().bind(name, bean);
    }

    void start(String... routes) throws Exception {
        context.getPropertiesComponent().setInitialProperties(settings);
        for (String route : routes) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(
                            context, "file:" + Path.of("routes", route + ".camel.yaml")));
        }
        context.start();
    }

    ServiceStatus status(String route) {
        return context.getRouteController().getRouteStatus(route);
    }

    List<String> keys(String topic) {
        return sent.stream()
                .filter(record -> record.topic().equals(topic))
                .map(ProducerRecord::key)
                .toList();
    }

    static String header(ProducerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), java.nio.charset.StandardCharsets.UTF_8);
    }

    void acknowledge() {
        producers.forEach(producer -> {
            while (producer.completeNext()) {
                Thread.onSpinWait();
            }
        });
    }

    @Override
    public void close() {
        kafkaIsSlow = false;
        acknowledge();
        context.stop();
    }

    private final class Factory implements KafkaClientFactory {

        @Override
        @SuppressWarnings("rawtypes")
        public Producer getProducer(Properties properties) {
            MockProducer<String, byte[]> producer =
                    new MockProducer<>(false, new StringSerializer(), new ByteArraySerializer()) {
                        @Override
                        public synchronized Future<RecordMetadata> send(
                                ProducerRecord<String, byte[]> record, Callback callback) {
                            Future<RecordMetadata> future = super.send(record, callback);
                            sent.add(record);
                            if (kafkaFails) {
                                errorNext(new TimeoutException("the broker does not answer"));
                            } else if (!kafkaIsSlow) {
                                completeNext();
                            }
                            return future;
                        }
                    };
            producers.add(producer);
            return producer;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public Consumer getConsumer(Properties properties) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getBrokers(KafkaConfiguration configuration) {
            return configuration.getBrokers();
        }
    }
}
