package io.weathervane.management;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import io.vertx.ext.web.handler.AuthenticationHandler;
import io.vertx.ext.web.handler.BasicAuthHandler;
import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig.AuthenticationConfigEntry;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig.AuthenticationHandlerFactory;

/**
 * The login that {@code /observe/jolokia} asks for (HTTP Basic). What is behind it is decided by
 * {@code jolokia-access.xml}. Everything else on the HTTP server, the health probes among it, stays as it is. Immutable.
 */
public final class JolokiaAccess {

    // with everything below it, and whatever else begins so
    private static final String PATHS = "/observe/jolokia*";

    private final byte[] username;
    private final byte[] password;

    private JolokiaAccess(String username, String password) {
        this.username = bytes(username);
        this.password = bytes(password);
    }

    /**
     * Nothing when Jolokia is off.
     *
     * @throws ConfigurationException when it is on without a login: it is never served so, wherever it listens
     */
    public static Optional<JolokiaAccess> of(Settings settings) {
        if (!settings.isOn(Setting.JOLOKIA_ENABLED)) {
            return Optional.empty();
        }
        if (!settings.isSet(Setting.JOLOKIA_USERNAME) || !settings.isSet(Setting.JOLOKIA_PASSWORD)) {
            throw new ConfigurationException(Setting.JOLOKIA_ENABLED.key() + "=true with " + Setting.HTTP_HOST.key()
                    + "=" + settings.text(Setting.HTTP_HOST) + " would show this worker to anyone who reaches it: set "
                    + Setting.JOLOKIA_USERNAME.variable() + " and " + Setting.JOLOKIA_PASSWORD.variable()
                    + " in the environment, or " + Setting.JOLOKIA_ENABLED.variable() + "=false");
        }
        return Optional.of(
                new JolokiaAccess(settings.text(Setting.JOLOKIA_USERNAME), settings.text(Setting.JOLOKIA_PASSWORD)));
    }

    /** Has an HTTP server ask for the login. */
    void guard(AuthenticationConfig authentication) {
        AuthenticationConfigEntry entry = new AuthenticationConfigEntry();
        entry.setPath(PATHS);
        entry.setAuthenticationProviderFactory(this::provider);
        entry.setAuthenticationHandlerFactory(new AuthenticationHandlerFactory() {
            @Override
            public <T extends AuthenticationProvider> AuthenticationHandler createAuthenticationHandler(T provider) {
                return BasicAuthHandler.create(provider, "weathervane");
            }
        });
        authentication.getEntries().add(entry);
        authentication.setEnabled(true);
    }

    private AuthenticationProvider provider(Vertx vertx) {
        return (credentials, answer) -> answer.handle(
                matches(credentials.getString("username"), credentials.getString("password"))
                        ? Future.succeededFuture(User.fromName(credentials.getString("username")))
                        : Future.failedFuture("wrong user name or password"));
    }

    private boolean matches(String name, String word) {
        // both, and in the same time whatever is wrong
        return MessageDigest.isEqual(username, bytes(name)) & MessageDigest.isEqual(password, bytes(word));
    }

    private static byte[] bytes(String text) {
        return (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
    }
}
