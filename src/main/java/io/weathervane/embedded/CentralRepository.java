package io.weathervane.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.model.building.DefaultModelBuilder;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Repository;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.apache.maven.settings.crypto.DefaultSettingsDecrypter;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.sec.dispatcher.DefaultSecDispatcher;

/**
 * Where this machine's Maven gets what is on Maven Central: Central itself, or the mirror of it that Maven's settings
 * name, with the login, the extra headers and the proxy from there. What is given to Maven on its command line only
 * ({@code -s}) is not seen.
 *
 * @param id the repository's id in the settings
 * @param url its address
 * @param login what to answer when it asks who we are
 * @param headers what to send with each request
 * @param proxy how to reach it; none leaves that to the JVM's own proxy settings
 */
record CentralRepository(
        String id, String url, Optional<Login> login, Map<String, String> headers, Optional<Proxy> proxy) {

    /** A name and a password, which no text of this object shows. */
    record Login(String username, String password) {
        @Override
        public String toString() {
            return "Login";
        }
    }

    record Proxy(String protocol, String host, int port, Optional<Login> login) {}

    private static final String LAYOUT = "default";

    /** Reads the settings of the user and those of the Maven installation, if it is known where they are. */
    static CentralRepository ofThisMachine() throws IOException {
        String installation = System.getProperty("maven.home", System.getenv("MAVEN_HOME"));
        return of(
                Path.of(System.getProperty("user.home"), ".m2"),
                Optional.ofNullable(installation)
                        .map(home -> Path.of(home, "conf", "settings.xml"))
                        .filter(Files::isRegularFile));
    }

    /**
     * @param user the folder with the user's {@code settings.xml} and {@code settings-security.xml}, neither of which need exist
     * @param global the settings of the Maven installation
     * @throws IOException if the settings cannot be read or forbid to fetch; the message says which and why
     */
    static CentralRepository of(Path user, Optional<Path> global) throws IOException {
        Settings settings = read(user, global);
        if (settings.isOffline()) {
            throw new IOException("Maven's settings say <offline>");
        }
        RemoteRepository central = central(settings);
        RemoteRepository mirror = mirrors(settings).getMirror(central);
        RemoteRepository repository = mirror == null ? central : mirror;
        if (repository.isBlocked()) {
            throw new IOException("the mirror " + repository.getId() + " of Maven's settings blocks Central");
        }
        Optional<Server> server = Optional.ofNullable(settings.getServer(repository.getId()));
        return new CentralRepository(
                repository.getId(),
                repository.getUrl(),
                server.flatMap(s -> login(s.getUsername(), s.getPassword())),
                server.map(CentralRepository::headers).orElse(Map.of()),
                proxy(settings, repository));
    }

    /** For people: the id and the address, without what an address may carry of a login. */
    @Override
    public String toString() {
        return id + " (" + url.replaceFirst("//[^/@]*@", "//") + ")";
    }

    private static Settings read(Path user, Optional<Path> global) throws IOException {
        Properties properties = new Properties();
        System.getenv().forEach((name, value) -> properties.setProperty("env." + name, value));
        properties.putAll(System.getProperties());
        DefaultSettingsBuildingRequest request = new DefaultSettingsBuildingRequest();
        request.setSystemProperties(properties);
        request.setUserSettingsFile(user.resolve("settings.xml").toFile());
        global.ifPresent(file -> request.setGlobalSettingsFile(file.toFile()));
        try {
            Settings settings = new DefaultSettingsBuilderFactory()
                    .newInstance()
                    .build(request)
                    .getEffectiveSettings();
            SettingsDecryptionResult plain = decrypter(user).decrypt(new DefaultSettingsDecryptionRequest(settings));
            settings.setServers(plain.getServers());
            settings.setProxies(plain.getProxies());
            return settings;
        } catch (SettingsBuildingException e) {
            throw new IOException(
                    "Maven's settings cannot be read: " + e.getMessage().replaceAll("\\s+", " "), e);
        }
    }

    private static DefaultSettingsDecrypter decrypter(Path user) {
        Path security = user.resolve("settings-security.xml");
        DefaultSecDispatcher dispatcher = new DefaultSecDispatcher(new DefaultPlexusCipher());
        dispatcher.setConfigurationFile(security.toString());
        return new DefaultSettingsDecrypter(dispatcher);
    }

    /** As the settings redefine it, or else as the super POM of every project has it. */
    private static RemoteRepository central(Settings settings) throws IOException {
        org.apache.maven.model.Repository central = superPomRepository();
        String url = settings.getProfiles().stream()
                .filter(profile -> isActive(profile, settings.getActiveProfiles()))
                .flatMap(profile -> profile.getRepositories().stream())
                .filter(repository -> central.getId().equals(repository.getId()))
                .map(Repository::getUrl)
                .reduce(central.getUrl(), (earlier, later) -> later);
        return new RemoteRepository.Builder(central.getId(), LAYOUT, url).build();
    }

    private static org.apache.maven.model.Repository superPomRepository() throws IOException {
        try (InputStream pom = DefaultModelBuilder.class.getResourceAsStream("/org/apache/maven/model/pom-4.0.0.xml")) {
            return new MavenXpp3Reader().read(pom).getRepositories().get(0);
        } catch (XmlPullParserException e) {
            throw new IOException("Maven's super POM cannot be read", e);
        }
    }

    private static boolean isActive(Profile profile, List<String> active) {
        return active.contains(profile.getId())
                || (profile.getActivation() != null && profile.getActivation().isActiveByDefault());
    }

    private static DefaultMirrorSelector mirrors(Settings settings) {
        DefaultMirrorSelector selector = new DefaultMirrorSelector();
        for (Mirror mirror : settings.getMirrors()) {
            selector.add(
                    mirror.getId(),
                    mirror.getUrl(),
                    mirror.getLayout(),
                    false,
                    mirror.isBlocked(),
                    mirror.getMirrorOf(),
                    mirror.getMirrorOfLayouts());
        }
        return selector;
    }

    private static Optional<Proxy> proxy(Settings settings, RemoteRepository repository) {
        DefaultProxySelector selector = new DefaultProxySelector();
        for (org.apache.maven.settings.Proxy proxy : settings.getProxies()) {
            if (proxy.isActive()) {
                selector.add(
                        new org.eclipse.aether.repository.Proxy(
                                proxy.getProtocol(), proxy.getHost(), proxy.getPort(), null),
                        proxy.getNonProxyHosts());
            }
        }
        return Optional.ofNullable(selector.getProxy(repository))
                .map(chosen -> new Proxy("http", chosen.getHost(), chosen.getPort(), proxyLogin(settings, chosen)));
    }

    private static Optional<Login> proxyLogin(Settings settings, org.eclipse.aether.repository.Proxy chosen) {
        return settings.getProxies().stream()
                .filter(proxy -> proxy.isActive()
                        && proxy.getHost().equals(chosen.getHost())
                        && proxy.getPort() == chosen.getPort())
                .findFirst()
                .flatMap(proxy -> login(proxy.getUsername(), proxy.getPassword()));
    }

    private static Optional<Login> login(String username, String password) {
        return username == null ? Optional.empty() : Optional.of(new Login(username, password == null ? "" : password));
    }

    private static Map<String, String> headers(Server server) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (server.getConfiguration() instanceof Xpp3Dom configuration
                && configuration.getChild("httpHeaders") != null) {
            for (Xpp3Dom header : configuration.getChild("httpHeaders").getChildren()) {
                headers.put(
                        header.getChild("name").getValue(),
                        header.getChild("value").getValue());
            }
        }
        return headers;
    }
}
