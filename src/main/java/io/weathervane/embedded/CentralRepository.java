package io.weathervane.embedded;

import io.weathervane.config.ConfigurationException;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.apache.camel.tooling.maven.MavenDownloaderImpl;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;

/**
 * Where Maven Central is for this user: Central itself, or the mirror that Maven's settings name for it, with that
 * mirror's user and the active proxy. Encrypted passwords are not decrypted.
 *
 * @param url the repository's address
 * @param authorization the value of the {@code Authorization} header
 */
record CentralRepository(URI url, Optional<String> authorization, Optional<Proxy> proxy) {

    /** As Maven's user and global settings say. */
    static CentralRepository fromMavenSettings() {
        Path user = Path.of(System.getProperty("user.home"), ".m2", "settings.xml");
        String home = System.getProperty("maven.home", System.getenv("MAVEN_HOME"));
        return fromMavenSettings(
                user.toFile(),
                home == null ? null : Path.of(home, "conf", "settings.xml").toFile());
    }

    static CentralRepository fromMavenSettings(File user, File global) {
        Settings settings = read(user, global);
        RemoteRepository central =
                new RemoteRepository.Builder("central", "default", MavenDownloaderImpl.MAVEN_CENTRAL_REPO).build();
        DefaultMirrorSelector mirrors = new DefaultMirrorSelector();
        for (Mirror mirror : settings.getMirrors()) {
            mirrors.add(
                    mirror.getId(),
                    mirror.getUrl(),
                    mirror.getLayout(),
                    false,
                    mirror.isBlocked(),
                    mirror.getMirrorOf(),
                    mirror.getMirrorOfLayouts());
        }
        RemoteRepository mirror = mirrors.getMirror(central);
        RemoteRepository effective = mirror == null ? central : mirror;
        return new CentralRepository(
                URI.create(effective.getUrl().endsWith("/") ? effective.getUrl() : effective.getUrl() + "/"),
                Optional.ofNullable(settings.getServer(effective.getId())).flatMap(CentralRepository::basic),
                Optional.ofNullable(settings.getActiveProxy()));
    }

    private static Settings read(File user, File global) {
        DefaultSettingsBuildingRequest request = new DefaultSettingsBuildingRequest();
        request.setUserSettingsFile(user);
        request.setGlobalSettingsFile(global);
        request.setSystemProperties(System.getProperties());
        try {
            return new DefaultSettingsBuilderFactory()
                    .newInstance()
                    .build(request)
                    .getEffectiveSettings();
        } catch (SettingsBuildingException e) {
            throw new ConfigurationException(
                    "Maven's settings cannot be read, and with them where to fetch Elasticsearch from: "
                            + e.getMessage().replaceAll("\\s*\\R\\s*", " "),
                    e);
        }
    }

    private static Optional<String> basic(Server server) {
        if (server.getUsername() == null || server.getPassword() == null) {
            return Optional.empty();
        }
        String pair = server.getUsername() + ":" + server.getPassword();
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    /** Where the repository keeps an artifact. */
    URI artifact(String group, String artifact, String version, String extension) {
        return url.resolve("%s/%s/%s/%s-%s.%s"
                .formatted(group.replace('.', '/'), artifact, version, artifact, version, extension));
    }

    /** Does not give the password away. */
    @Override
    public String toString() {
        return url.toString();
    }
}
