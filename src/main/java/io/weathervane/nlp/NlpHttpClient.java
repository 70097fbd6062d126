package io.weathervane.nlp;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Version;
import java.time.Duration;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * What camel-http's client needs to be for an NLP service ({@code httpClientConfigurer=#bean}): it authenticates itself and
 * tries again, on the caller's thread. The key is put on a request when it leaves, and redirects are not followed; so it is
 * in no exchange, endpoint URI or log, and goes nowhere else. Thread-safe.
 */
public final class NlpHttpClient implements HttpClientConfigurer {

    private final String header;
    private final String value;
    private final int retries;
    private final Duration delay;

    /**
     * @param header carries the key; in {@code Authorization} it is a bearer token
     * @param key may be blank: then nothing is sent
     * @param retries how often to send a text again, from 0
     * @param delay before the first of them; it doubles each time
     */
    NlpHttpClient(String header, String key, int retries, Duration delay) {
        if (!key.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw new ConfigurationException(
                    "nlp-http.api-key has characters that no key has (a line end?): copy it once"
                            + " more into NLP_HTTP_API_KEY");
        }
        this.header = header;
        this.value = "Authorization".equalsIgnoreCase(header) ? "Bearer " + key.strip() : key.strip();
        this.retries = retries;
        this.delay = delay;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.setRetryStrategy(new NlpRetryStrategy(retries, delay));
        client.disableRedirectHandling();
        client.disableCookieManagement();
        client.setUserAgent("Weathervane/" + Version.current());
        if (!value.isBlank() && !value.equals("Bearer ")) {
            client.addRequestInterceptorLast((request, entity, context) -> request.setHeader(header, value));
        }
    }
}
