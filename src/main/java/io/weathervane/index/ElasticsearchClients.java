package io.weathervane.index;

import co.elastic.clients.transport.TransportUtils;
import io.weathervane.config.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the low-level client that camel-elasticsearch and the installer of pipelines share. */
public final class ElasticsearchClients {

    private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchClients.class);

    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private ElasticsearchClients() {}

    /**
     * How to reach the cluster.
     *
     * @param url scheme, host and port; a path is where a proxy has put the cluster
     * @param apiKey the encoded key; wins over user name and password
     * @param caCertificate a PEM file, for a server whose authority the JDK does not know
     */
    public record Access(
            URI url,
            Optional<String> username,
            Optional<String> password,
            Optional<String> apiKey,
            Optional<Path> caCertificate,
            Duration requestTimeout) {

        @Override
        public String toString() {
            return "Access[" + url + "]";
        }
    }

    public static RestClient connect(Access access) {
        RestClientBuilder builder = RestClient.builder(HttpHost.create(withoutPath(access.url())))
                .setDefaultHeaders(headers(access).toArray(Header[]::new))
                .setRequestConfigCallback(config -> config.setConnectTimeout(CONNECT_TIMEOUT_MS)
                        .setSocketTimeout((int) access.requestTimeout().toMillis()));
        if (access.url().getPath() != null && access.url().getPath().length() > 1) {
            builder.setPathPrefix(access.url().getPath());
        }
        access.caCertificate()
                .map(ElasticsearchClients::trust)
                .ifPresent(trust -> builder.setHttpClientConfigCallback(http -> http.setSSLContext(trust)));
        return builder.build();
    }

    /**
     * Waits until the cluster answers, which it may do with an error: then it is there, and says what is wrong when it is
     * used.
     *
     * @throws ConfigurationException when it does not answer in time
     */
    public static void awaitAnswer(RestClient client, URI url, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        boolean told = false;
        while (true) {
            try {
                client.performRequest(new Request("GET", "/"));
                return;
            } catch (ResponseException e) {
                return;
            } catch (IOException e) {
                if (System.nanoTime() + PAUSE.toNanos() > end) {
                    throw new ConfigurationException(
                            "Elasticsearch does not answer at " + url + " (" + e.getMessage()
                                    + "): start it, or set ELASTICSEARCH_URL to where it is",
                            e);
                }
                if (!told) {
                    told = true;
                    LOG.info("Waiting up to {} s for Elasticsearch at {}", patience.toSeconds(), url);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static String withoutPath(URI url) {
        return url.getScheme() + "://" + url.getAuthority();
    }

    private static List<Header> headers(Access access) {
        List<Header> headers = new ArrayList<>();
        if (access.apiKey().isPresent()) {
            headers.add(
                    new BasicHeader("Authorization", "ApiKey " + access.apiKey().get()));
        } else if (access.username().isPresent()) {
            String pair = access.username().get() + ":" + access.password().orElse("");
            headers.add(new BasicHeader(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))));
        }
        return headers;
    }

    private static SSLContext trust(Path certificate) {
        if (!Files.isReadable(certificate)) {
            throw new ConfigurationException("elasticsearch.ca-certificate=" + certificate
                    + " cannot be read: name the PEM file of the server's authority");
        }
        try {
            return TransportUtils.sslContextFromHttpCaCrt(certificate.toFile());
        } catch (IOException | RuntimeException e) {
            throw new ConfigurationException(
                    "elasticsearch.ca-certificate=" + certificate + " is no PEM certificate: " + e.getMessage(), e);
        }
    }
}
