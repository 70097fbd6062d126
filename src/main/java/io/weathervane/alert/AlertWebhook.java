package io.weathervane.alert;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Version;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Sends an alert to a webhook: a POST of its JSON. The path of the address may be a secret (that of many chats is), so it is put
 * on the request when it leaves, as the token is: neither is in a route, an exchange, an endpoint URI, an error or a log.
 * Redirects are not followed. Thread-safe.
 */
public final class AlertWebhook implements HttpClientConfigurer {

    private final URI url;
    private final String token;

    /** @param token sent as a bearer token; nothing is sent if it is blank */
    AlertWebhook(String url, String token) {
        if (!token.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw new ConfigurationException("alerts.webhook.token has characters that no token has (a line end?): copy"
                    + " it once more into ALERTS_WEBHOOK_TOKEN");
        }
        this.url = url.isBlank() ? null : address(url.strip());
        this.token = token.strip();
    }

    /** The message does not repeat the address: it may be a secret. */
    private static URI address(String url) {
        try {
            URI address = new URI(url);
            if (("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null
                    // no client sends it; the token has a setting of its own
                    && address.getUserInfo() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // told below, without the address that this exception has in its message
        }
        throw new ConfigurationException(
                "alerts.webhook.url is no address such as https://chat.example/hooks/…: correct ALERTS_WEBHOOK_URL");
    }

    /** Makes the body, the alert's JSON, a request. */
    public void request(Exchange exchange) {
        if (url == null) {
            throw new ConfigurationException("alerts.to is webhook, but there is no address: set ALERTS_WEBHOOK_URL");
        }
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_URI, url.getScheme() + "://" + url.getRawAuthority());
        message.setHeader(Exchange.HTTP_METHOD, "POST");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json; charset=utf-8");
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        // the route tries again
        client.disableAutomaticRetries();
        client.disableRedirectHandling();
        client.disableCookieManagement();
        client.setUserAgent("Weathervane/" + Version.current());
        if (url != null) {
            client.addRequestInterceptorLast((request, entity, context) -> request.setPath(path()));
        }
        if (!token.isEmpty()) {
            client.addRequestInterceptorLast(
                    (request, entity, context) -> request.setHeader("Authorization", "Bearer " + token));
        }
    }

    private String path() {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }
}
