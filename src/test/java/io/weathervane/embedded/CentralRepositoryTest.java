package io.weathervane.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CentralRepositoryTest {

    private static final String MIRROR =
            "<mirrors><mirror><id>company</id><url>https://maven.example/all</url><mirrorOf>*</mirrorOf></mirror></mirrors>";

    @TempDir
    Path home;

    @Test
    void without_settings_it_is_central_itself() throws IOException {
        CentralRepository repository = CentralRepository.of(home, Optional.empty());

        assertThat(repository.id()).isEqualTo("central");
        assertThat(repository.url()).startsWith("https://").contains("maven");
        assertThat(repository.login()).isEmpty();
        assertThat(repository.proxy()).isEmpty();
    }

    @Test
    void mirror_of_the_user_comes_with_its_login_and_headers() throws IOException {
        user(MIRROR + """
                <servers>
                  <server><id>other</id><username>nobody</username><password>none</password></server>
                  <server><id>company</id><username>reader</username><password>secret</password>
                    <configuration><httpHeaders>
                      <property><name>X-Team</name><value>blue</value></property>
                    </httpHeaders></configuration>
                  </server>
                </servers>
                """);

        CentralRepository repository = CentralRepository.of(home, Optional.empty());

        assertThat(repository.id()).isEqualTo("company");
        assertThat(repository.url()).isEqualTo("https://maven.example/all");
        assertThat(repository.login()).contains(new CentralRepository.Login("reader", "secret"));
        assertThat(repository.headers()).containsOnlyKeys("X-Team").containsValue("blue");
    }

    @Test
    void settings_of_the_installation_are_read_too() throws IOException {
        Path global = Files.writeString(home.resolve("global.xml"), settings(MIRROR));

        assertThat(CentralRepository.of(home, Optional.of(global)).id()).isEqualTo("company");
    }

    @Test
    void mirror_of_another_repository_is_none_of_ours() throws IOException {
        user(MIRROR.replace("*", "*,!central"));

        assertThat(CentralRepository.of(home, Optional.empty()).id()).isEqualTo("central");
    }

    @Test
    void active_profile_may_redefine_central() throws IOException {
        user("""
                <profiles><profile><id>work</id><repositories>
                  <repository><id>central</id><url>https://mirror.example/</url></repository>
                </repositories></profile></profiles>
                <activeProfiles><activeProfile>work</activeProfile></activeProfiles>
                """);

        assertThat(CentralRepository.of(home, Optional.empty()).url()).isEqualTo("https://mirror.example/");
    }

    @Test
    void active_proxy_is_taken_unless_the_host_is_exempt() throws IOException {
        String proxy = """
                <proxies><proxy><active>true</active><protocol>https</protocol><host>proxy.example</host><port>3128</port>
                  <username>me</username><password>secret</password><nonProxyHosts>*.inside</nonProxyHosts>
                </proxy></proxies>
                """;
        user(proxy + MIRROR);

        assertThat(CentralRepository.of(home, Optional.empty()).proxy())
                .contains(new CentralRepository.Proxy(
                        "http", "proxy.example", 3128, Optional.of(new CentralRepository.Login("me", "secret"))));

        user(proxy + MIRROR.replace("maven.example", "maven.inside"));

        assertThat(CentralRepository.of(home, Optional.empty()).proxy()).isEmpty();
    }

    @Test
    void offline_and_blocked_are_obeyed() throws IOException {
        user("<offline>true</offline>");
        assertFails("Maven's settings say <offline>");

        user(MIRROR.replace("</mirror>", "<blocked>true</blocked></mirror>"));
        assertFails("the mirror company of Maven's settings blocks Central");
    }

    @Test
    void broken_settings_are_said_to_be_broken() throws IOException {
        user("<mirrors>");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> CentralRepository.of(home, Optional.empty()))
                .withMessageStartingWith("Maven's settings cannot be read")
                .withMessageNotContaining("\n");
    }

    @Test
    void no_text_of_it_shows_a_secret() throws IOException {
        user(
                MIRROR.replace("https://", "https://reader:secret@")
                        + "<servers><server><id>company</id><username>reader</username><password>secret</password></server></servers>");

        CentralRepository repository = CentralRepository.of(home, Optional.empty());

        assertThat(repository + " " + repository.login())
                .contains("maven.example")
                .doesNotContain("secret");
    }

    private void assertFails(String message) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> CentralRepository.of(home, Optional.empty()))
                .withMessage(message);
    }

    private void user(String content) throws IOException {
        Files.writeString(home.resolve("settings.xml"), settings(content));
    }

    private static String settings(String content) {
        return "<settings>" + content + "</settings>";
    }
}
