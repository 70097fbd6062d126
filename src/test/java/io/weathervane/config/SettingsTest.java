package io.weathervane.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {

    private static final Path SHIPPED = Path.of("src/main/resources/application.properties");

    private final List<String> changed = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void restore() {
        changed.forEach(System::clearProperty);
    }

    @Test
    void every_setting_stands_in_the_shipped_file_and_every_key_there_is_a_setting() throws IOException {
        TreeSet<String> known = new TreeSet<>();
        Arrays.stream(Setting.values()).map(Setting::key).forEach(known::add);
        TreeSet<String> shipped = new TreeSet<>();
        for (String line : Files.readAllLines(SHIPPED)) {
            if (isEntry(line) && !line.startsWith("camel.")) {
                assertThat(shipped.add(key(line))).as("only one " + key(line)).isTrue();
            }
        }

        assertThat(shipped).isEqualTo(known);
    }

    @Test
    void every_group_of_settings_has_a_comment_or_a_heading_above_it() throws IOException {
        List<String> bare = new ArrayList<>();
        boolean described = false;
        for (String line : Files.readAllLines(SHIPPED)) {
            if (line.isBlank()) {
                described = false;
            } else if (line.startsWith("#")) {
                described = true;
            } else if (!described && !line.startsWith("camel.")) {
                bare.add(line);
            }
        }

        assertThat(bare).isEmpty();
    }

    @Test
    void shipped_defaults_are_accepted_in_both_profiles() {
        assertThat(Settings.load("dev").profile()).isEqualTo("dev");
        assertThat(Settings.load("prod").profile()).isEqualTo("prod");
        assertThat(Settings.load(null).profile()).isEqualTo("dev");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    http.port                 | seventy          | HTTP_PORT                 | a whole number from 1 to 65535
                    http.port                 | 65536            | HTTP_PORT                 | a whole number from 1 to 65535
                    kafka.topic.partitions    | 0                | KAFKA_TOPIC_PARTITIONS    | a whole number from 1 to 10000
                    kafka.topic.tweets        | my tweets        | KAFKA_TOPIC_TWEETS        | a Kafka topic name
                    x.poll-interval           | soon             | X_POLL_INTERVAL           | a time such as 500ms
                    x.poll-interval           | -5s              | X_POLL_INTERVAL           | a time such as 500ms
                    x.poll-interval           | 0                | X_POLL_INTERVAL           | a time such as 500ms
                    elasticsearch.url         | localhost:9200   | ELASTICSEARCH_URL         | an address such as
                    elasticsearch.url         | http://a b       | ELASTICSEARCH_URL         | an address such as
                    newsapi.api-url           | ftp://127.0.0.1  | NEWSAPI_API_URL           | an address such as
                    elasticsearch.heap        | plenty           | ELASTICSEARCH_HEAP        | an amount of memory such as
                    routes.dir                | no/such/folder   | ROUTES_DIR                | a folder that exists
                    """)
    void wrong_value_gives_one_line_with_the_key_what_is_expected_and_the_variable(
            String key, String value, String variable, String expectation) {
        set(key, value);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Settings.load("dev"))
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith(key + "=" + value + ": " + expectation)
                        .contains("application.properties", variable)
                        .doesNotContain("\n"));
    }

    @Test
    void required_value_that_is_empty_is_said_to_be_empty() {
        set("kafka.consumer.group", " ");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Settings.load("dev"))
                .withMessageStartingWith("kafka.consumer.group is empty: a value is needed");
    }

    @Test
    void address_with_a_password_in_it_is_refused_without_saying_the_password() {
        set("elasticsearch.url", "https://someone:hunter2@127.0.0.1:9200");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Settings.load("dev"))
                .satisfies(e ->
                        assertThat(e.getMessage()).contains("ELASTICSEARCH_URL").doesNotContain("hunter2"));
    }

    @ParameterizedTest
    @EnumSource
    void what_may_hold_a_secret_is_marked_as_one(Setting setting) {
        boolean named = setting.key().matches(".*(password|token|secret|api-key|consumer-key|webhook.url)(-secret)?");

        assertThat(setting.type().secret()).isEqualTo(named);
    }

    @ParameterizedTest
    @CsvSource({"test", "production", "DEV", "''"})
    void profile_other_than_dev_and_prod_is_refused(String profile) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Settings.load(profile))
                .withMessage("There is no profile '" + profile
                        + "': use dev (starts what is missing) or prod (starts nothing)");
    }

    @Test
    void system_property_beats_the_shipped_default() {
        set("kafka.topic.partitions", "12");

        assertThat(Settings.load("dev").integer(Setting.KAFKA_TOPIC_PARTITIONS)).isEqualTo(12);
    }

    @Test
    void file_in_the_current_folder_beats_the_defaults_and_the_environment_beats_the_file() throws Exception {
        makeFolders();
        Files.writeString(folder.resolve("application.properties"), """
                camel.main.profile = prod
                kafka.brokers = file.example:9092
                x.query = from:file
                """);

        String printed = probe(Map.of("KAFKA_BROKERS", "environment.example:9092", "X_BEARER_TOKEN", "t0ken"));

        assertThat(printed.lines())
                .contains(
                        "profile=prod",
                        "kafka.brokers=environment.example:9092",
                        "x.query=from:file",
                        "x.bearer-token=t0ken",
                        "kafka.topic.tweets=tweets");
    }

    @Test
    void profile_can_be_given_in_the_environment() throws Exception {
        makeFolders();

        assertThat(probe(Map.of("CAMEL_MAIN_PROFILE", "prod"))).contains("profile=prod");
    }

    @Test
    void overridden_settings_leave_the_original_as_it_was() {
        Settings settings = Settings.load("dev");

        Settings other = settings.with(Map.of("http.port", "18080"));

        assertThat(other.integer(Setting.HTTP_PORT)).isEqualTo(18080);
        assertThat(settings.integer(Setting.HTTP_PORT)).isEqualTo(8080);
    }

    private void set(String key, String value) {
        System.setProperty(key, value);
        changed.add(key);
    }

    private void makeFolders() throws IOException {
        for (String name : List.of("routes", "models", "es-ingest-pipelines", "es-index-templates")) {
            Files.createDirectory(folder.resolve(name));
        }
    }

    private String probe(Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SettingsProbe.class.getName())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    private static boolean isEntry(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }

    private static String key(String line) {
        return line.substring(0, line.indexOf('=')).trim();
    }
}
