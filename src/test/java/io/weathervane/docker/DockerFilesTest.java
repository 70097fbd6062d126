package io.weathervane.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.weathervane.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What can be said of the Docker files without a Docker engine. */
class DockerFilesTest {

    private static final Set<String> ONE_SHOT = Set.of("elasticsearch-setup", "kibana-setup");
    private static final Set<String> OURS = Set.of("weathervane", "worker");

    /** They are read by the log and by a library, not by Weathervane's settings. */
    private static final Set<String> NO_SETTINGS = Set.of("LOG_FORMAT", "DJL_CACHE_DIR");

    private static final Map<String, Map<String, Object>> SERVICES = services();

    static Stream<String> all() {
        return SERVICES.keySet().stream();
    }

    static Stream<String> ours() {
        return OURS.stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_port_is_published_on_loopback_alone(String service) {
        assertThat(list(service, "ports")).allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_service_has_a_limit_of_memory_and_a_health_check_unless_it_ends_by_itself(String service) {
        Map<String, Object> definition = SERVICES.get(service);

        assertThat(definition).containsKey("mem_limit");
        if (ONE_SHOT.contains(service)) {
            assertThat(definition.get("restart")).isEqualTo("no");
        } else {
            assertThat(definition).containsKey("healthcheck").containsEntry("restart", "unless-stopped");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_password_comes_from_the_environment(String service) {
        environment(service).forEach((name, value) -> {
            if (name.matches(".*(PASSWORD|KEY|TOKEN|SECRET)$")) {
                assertThat(value).as(name).matches("\\$\\{[A-Z_]+(:[?-][^}]*)?}");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void what_is_mounted_from_this_folder_exists_and_cannot_be_written(String service) {
        list(service, "volumes").stream()
                .filter(volume -> volume.startsWith("./"))
                .forEach(volume -> {
                    assertThat(Path.of(volume.split(":")[0])).exists();
                    assertThat(volume).endsWith(":ro");
                });
    }

    @ParameterizedTest
    @MethodSource("all")
    void services_wait_for_services_that_are_there(String service) {
        assertThat(SERVICES.keySet())
                .containsAll(map(SERVICES.get(service), "depends_on").keySet());
    }

    @ParameterizedTest
    @MethodSource("ours")
    void the_application_gets_only_settings_that_it_knows(String service) {
        Set<String> known =
                Arrays.stream(Setting.values()).map(Setting::variable).collect(Collectors.toSet());

        assertThat(environment(service).keySet().stream().filter(name -> !NO_SETTINGS.contains(name)))
                .isSubsetOf(known);
    }

    @ParameterizedTest
    @MethodSource("ours")
    void the_application_cannot_write_its_file_system_or_gain_rights(String service) {
        assertThat(SERVICES.get(service))
                .containsEntry("read_only", true)
                .containsEntry("cap_drop", List.of("ALL"))
                .containsEntry("security_opt", List.of("no-new-privileges:true"));
    }

    @Test
    void a_worker_can_be_scaled_and_polls_nothing() {
        assertThat(SERVICES.get("worker")).doesNotContainKeys("ports", "container_name");
        assertThat(environment("worker").keySet())
                .noneMatch(name -> name.startsWith("X_") || name.startsWith("NEWSAPI_"));
        assertThat(list("worker", "volumes")).allMatch(volume -> volume.startsWith("./"));
    }

    @Test
    void every_variable_is_in_the_example_and_the_example_holds_no_secret() throws IOException {
        Set<String> used = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)")
                .matcher(Files.readString(Path.of("docker-compose.yml")))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, String> example = new LinkedHashMap<>();
        Files.readAllLines(Path.of(".env.example")).stream()
                .filter(line -> line.contains("=") && !line.startsWith("#"))
                .forEach(line -> example.put(line.split("=", 2)[0], line.split("=", 2)[1]));

        assertThat(example.keySet()).containsExactlyInAnyOrderElementsOf(used);
        example.forEach((name, value) -> {
            if (name.matches(".*(PASSWORD|KEY|TOKEN)$")) {
                assertThat(value).as(name).isEmpty();
            }
        });
        assertThat(Files.readAllLines(Path.of(".gitignore"))).contains(".env");
    }

    @Test
    void the_image_has_two_stages_a_java_runtime_alone_and_no_root() throws IOException {
        String dockerfile = Files.readString(Path.of("Dockerfile"));
        List<MatchResult> stages = Pattern.compile("(?m)^FROM (\\S+)")
                .matcher(dockerfile)
                .results()
                .toList();

        assertThat(stages).hasSize(2);
        assertThat(stages.get(1).group(1)).matches("eclipse-temurin:\\d+-jre");
        assertThat(dockerfile).containsPattern("(?m)^USER [1-9]\\d*$");
        Pattern.compile("(?m)^COPY (?!--from)(\\S+) ")
                .matcher(dockerfile)
                .results()
                .forEach(copied -> assertThat(Path.of(copied.group(1))).exists());
    }

    private static Map<String, Map<String, Object>> services() {
        try {
            Object file = new Load(LoadSettings.builder().build())
                    .loadFromString(Files.readString(Path.of("docker-compose.yml")));
            Map<String, Map<String, Object>> services = new LinkedHashMap<>();
            map((Map<?, ?>) file, "services")
                    .forEach((name, definition) -> services.put(name, merged((Map<?, ?>) definition)));
            return services;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Merge keys are of YAML 1.1: Docker reads them, this parser does not. */
    private static Map<String, Object> merged(Map<?, ?> definition) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (definition.get("<<") instanceof Map<?, ?> base) {
            all.putAll(merged(base));
        }
        definition.forEach((key, value) -> {
            if (!"<<".equals(key)) {
                all.put((String) key, value instanceof Map<?, ?> inner ? merged(inner) : value);
            }
        });
        return all;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<?, ?> parent, String key) {
        return parent.get(key) == null ? Map.of() : (Map<String, Object>) parent.get(key);
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(String service, String key) {
        return (List<String>) SERVICES.get(service).getOrDefault(key, List.of());
    }

    private static Map<String, String> environment(String service) {
        return map(SERVICES.get(service), "environment").entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
    }
}
