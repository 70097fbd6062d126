package io.weathervane.source;

import io.weathervane.config.ConfigurationException;
import java.net.URI;
import java.util.Locale;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.net.URIAuthority;

/**
 * What camel-http's client needs to be for one API ({@code httpClientConfigurer=#bean}): it authenticates itself, says who
 * it is, and leaves retries to the poll, because HttpClient would repeat a 429 at once and unseen.
 *
 * <p>The key is put on a request when it leaves, and only if it leaves for the API's own address; so it is in no exchange,
 * endpoint URI or log. Thread-safe.
 */
public final class ApiClient implements HttpClientConfigurer {

    private final URI api;
    private final String userAgent;
    private final String header;
    private final String value;

    private ApiClient(URI api, String userAgent, String header, String value) {
        this.api = api;
        this.userAgent = userAgent;
        this.header = header;
        this.value = value;
    }

    /**
     * A client that sends {@code Authorization: Bearer <token>}.
     *
     * @param token may be null or blank: then nothing is sent
     */
    public static ApiClient withBearerToken(URI api, String userAgent, String token) {
        return withHeader(api, userAgent, "Authorization", isMissing(token) ? null : "Bearer " + token.strip());
    }

    /**
     * A client that sends its key in a header.
     *
     * @param key may be null or blank: then nothing is sent
     */
    public static ApiClient withHeader(URI api, String userAgent, String header, String key) {
        String value = isMissing(key) ? null : key.strip();
        if (value != null && !value.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw new ConfigurationException("The key for " + api.getHost()
                    + " has characters that no key has (a line end?): copy it once more");
        }
        return new ApiClient(api, userAgent, header, value);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.disableAutomaticRetries();
        client.disableRedirectHandling();
        client.setUserAgent(userAgent);
        if (value != null) {
            client.addRequestInterceptorLast((request, entity, context) -> authenticate(request));
        }
    }

    private void authenticate(HttpRequest request) {
        if (isOwn(request)) {
            request.setHeader(header, value);
        }
    }

    private boolean isOwn(HttpRequest request) {
        URIAuthority target = request.getAuthority();
        String scheme = request.getScheme();
        return target != null
                && api.getScheme().equalsIgnoreCase(scheme)
                && api.getHost().equalsIgnoreCase(target.getHostName())
                && port(api.getScheme(), api.getPort()) == port(scheme, target.getPort());
    }

    private static int port(String scheme, int port) {
        if (port >= 0) {
            return port;
        }
        return "https".equals(scheme.toLowerCase(Locale.ROOT)) ? 443 : 80;
    }

    private static boolean isMissing(String key) {
        return key == null || key.isBlank();
    }
}
