package io.weathervane.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElasticsearchDistributionTest {

    private static final String FOLDER = "sonarqube-26.6.0.123539/elasticsearch/";
    private static final String OWN_PLATFORM = "lib/platform/" + ElasticsearchHome.platform() + "/library";

    @TempDir
    Path cache;

    private final Map<String, String> pinned = new LinkedHashMap<>();
    private final Map<String, String> archived = new LinkedHashMap<>();
    private ArchiveServer server;

    ElasticsearchDistributionTest() {
        pinned.put("lib/elasticsearch-8.19.13.jar", "the server ".repeat(100));
        pinned.put("modules/painless/painless.jar", "a script");
        pinned.put(OWN_PLATFORM, "mine");
        pinned.put("lib/platform/another-platform/library", "not mine");
        pinned.forEach((path, content) -> archived.put(FOLDER + path, content));
        archived.put("sonarqube-26.6.0.123539/web/index.html", "not pinned");
        archived.put(FOLDER + "../../../evil.txt", "climbs out");
        archived.put(FOLDER + "bin/elasticsearch", "not needed");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void only_the_pinned_files_of_this_platform_are_fetched_and_only_once() throws Exception {
        ElasticsearchDistribution distribution = distribution();
        assertThat(distribution.isFetched()).isFalse();

        ElasticsearchHome home = distribution.home();

        assertThat(home.directory()).isEqualTo(cache.resolve("elasticsearch-8.19.13"));
        assertThat(filesIn(cache))
                .containsExactlyInAnyOrder(
                        "elasticsearch-8.19.13.lock",
                        "elasticsearch-8.19.13/lib/elasticsearch-8.19.13.jar",
                        "elasticsearch-8.19.13/modules/painless/painless.jar",
                        "elasticsearch-8.19.13/" + OWN_PLATFORM);
        assertThat(cache.resolve("../../evil.txt")).doesNotExist();
        server.close();
        assertThat(distribution.home()).isEqualTo(home);
    }

    @Test
    void interrupted_fetch_goes_on_with_what_it_has() throws Exception {
        Path part = Files.createDirectories(cache.resolve("elasticsearch-8.19.13.part/modules/painless"));
        Files.writeString(part.resolve("painless.jar"), "half a scr");
        Files.createDirectories(cache.resolve("elasticsearch-8.19.13.part/lib"));
        Files.writeString(
                cache.resolve("elasticsearch-8.19.13.part/lib/elasticsearch-8.19.13.jar"),
                pinned.get("lib/elasticsearch-8.19.13.jar"));

        distribution().home();

        assertThat(cache.resolve("elasticsearch-8.19.13/modules/painless/painless.jar"))
                .hasContent("a script");
        assertThat(cache.resolve("elasticsearch-8.19.13.part")).doesNotExist();
    }

    @Test
    void server_that_lost_a_file_is_fetched_again() throws Exception {
        ElasticsearchDistribution distribution = distribution();
        Path lost = distribution.home().directory().resolve("modules/painless/painless.jar");
        Files.delete(lost);

        distribution.home();

        assertThat(lost).exists();
    }

    @Test
    void file_with_another_content_is_named_and_nothing_is_kept_as_a_server() {
        archived.put(FOLDER + "modules/painless/painless.jar", "a Trojan");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> distribution().home())
                .withMessageContaining(
                        "modules/painless/painless.jar is not the file it should be (its SHA-256 differs)");
        assertThat(cache.resolve("elasticsearch-8.19.13")).doesNotExist();
    }

    @Test
    void failure_is_one_line_with_the_place_the_reason_and_the_ways_out() {
        ElasticsearchDistribution distribution = distribution();
        server.ranges = false;

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(distribution::home)
                .withMessage(
                        "Cannot fetch Elasticsearch 8.19.13 from stub (%s): it does not serve ranges of a file;"
                                + " or set ELASTICSEARCH_HOME to the folder of an installed server,"
                                + " or ELASTICSEARCH_URL to the address of a running one",
                        server.url());
    }

    @Test
    void settings_that_forbid_it_are_the_reason() {
        ElasticsearchDistribution distribution = new ElasticsearchDistribution(
                cache,
                () -> {
                    throw new IOException("Maven's settings say <offline>");
                },
                pins());

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(distribution::home)
                .withMessageStartingWith(
                        "Cannot fetch Elasticsearch 8.19.13 from Maven Central: Maven's settings say <offline>;")
                .withMessageContainingAll("ELASTICSEARCH_HOME", "ELASTICSEARCH_URL");
    }

    @Test
    void several_at_once_fetch_it_once() {
        ElasticsearchDistribution distribution = distribution();
        List<CompletableFuture<ElasticsearchHome>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(CompletableFuture.supplyAsync(distribution::home));
        }

        assertThat(all).allSatisfy(one -> assertThat(one.join().directory()).isDirectory());
        assertThat(server.requests).hasSizeLessThan(6);
    }

    @Test
    void pins_of_the_real_server_cover_every_platform_of_it() {
        assertThat(PinnedFiles.resource("elasticsearch-8.19.13.sha256").paths())
                .contains("lib/elasticsearch-8.19.13.jar", "LICENSE.txt", "NOTICE.txt")
                .anyMatch(path -> path.startsWith("lib/platform/linux-x64/"))
                .anyMatch(path -> path.startsWith("lib/platform/linux-aarch64/"))
                .anyMatch(path -> path.startsWith("lib/platform/darwin-aarch64/"))
                .anyMatch(path -> path.startsWith("lib/platform/windows-x64/"))
                .noneMatch(path -> path.contains(".."));
    }

    private ElasticsearchDistribution distribution() {
        server = new ArchiveServer(ArchiveServer.zip(archived));
        return new ElasticsearchDistribution(cache, server::repository, pins());
    }

    private PinnedFiles pins() {
        StringBuilder lines = new StringBuilder();
        pinned.forEach((path, content) -> lines.append(sha256(content))
                .append(' ')
                .append(content.length())
                .append(' ')
                .append(path)
                .append('\n'));
        return PinnedFiles.parse(lines.toString());
    }

    private static String sha256(String content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes("UTF-8")));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }
}
