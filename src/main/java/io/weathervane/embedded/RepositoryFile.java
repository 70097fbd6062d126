package io.weathervane.embedded;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.util.Timeout;

/**
 * A file in a Maven repository, read by HTTP range requests. Every wait has an end: 10 s for a connection, 30 s for bytes.
 * A server that is overloaded or a connection that breaks is tried three times. Not thread-safe.
 */
final class RepositoryFile implements RemoteZip.Ranges, AutoCloseable {

    private static final Timeout CONNECT = Timeout.ofSeconds(10);
    private static final Timeout SILENCE = Timeout.ofSeconds(30);
    private static final int ATTEMPTS = 3;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");

    private final CentralRepository repository;
    private final URI uri;
    private final Duration pause;
    private final CloseableHttpClient client;

    /** @param path below the repository's address, without a slash before it */
    RepositoryFile(CentralRepository repository, String path) throws IOException {
        this(repository, path, Duration.ofSeconds(1));
    }

    /**
     * @param pause before the second attempt; before the third it is twice as long
     * @throws IOException if the repository's address is not one of HTTP
     */
    RepositoryFile(CentralRepository repository, String path, Duration pause) throws IOException {
        this.repository = repository;
        this.uri = address(repository, path);
        this.pause = pause;
        this.client = client(repository, uri);
    }

    private static URI address(CentralRepository repository, String path) throws IOException {
        try {
            URI uri = new URI(repository.url().replaceFirst("/*$", "/") + path);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // the message is the same
        }
        throw new IOException("its address is not one of HTTP");
    }

    private static CloseableHttpClient client(CentralRepository repository, URI uri) {
        BasicCredentialsProvider credentials = new BasicCredentialsProvider();
        HttpClientBuilder builder = HttpClients.custom()
                .useSystemProperties()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .useSystemProperties()
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(SILENCE)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(SILENCE).build())
                .disableContentCompression()
                .disableAutomaticRetries()
                .setDefaultCredentialsProvider(credentials);
        repository
                .login()
                .ifPresent(login -> credentials.setCredentials(
                        new AuthScope(new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort())), of(login)));
        repository.proxy().ifPresent(proxy -> {
            HttpHost host = new HttpHost(proxy.protocol(), proxy.host(), proxy.port());
            builder.setProxy(host);
            proxy.login().ifPresent(login -> credentials.setCredentials(new AuthScope(host), of(login)));
        });
        return builder.build();
    }

    private static UsernamePasswordCredentials of(CentralRepository.Login login) {
        return new UsernamePasswordCredentials(
                login.username(), login.password().toCharArray());
    }

    @Override
    public long size() throws IOException {
        return request(0, 0).total;
    }

    @Override
    public InputStream read(long first, long last) throws IOException {
        return request(first, last).body;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    private record Answer(long total, InputStream body) {}

    /** A server's own trouble, which may be over soon. */
    private static final class TryAgainException extends IOException {
        private static final long serialVersionUID = 1L;

        TryAgainException(String message) {
            super(message);
        }
    }

    private Answer request(long first, long last) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return requestOnce(first, last);
            } catch (TryAgainException
                    | SocketException
                    | InterruptedIOException
                    | NoHttpResponseException
                    | ConnectionClosedException e) {
                if (attempt == ATTEMPTS) {
                    throw new IOException(e.getMessage() + ", " + ATTEMPTS + " times", e);
                }
                pause(attempt);
            }
        }
    }

    private Answer requestOnce(long first, long last) throws IOException {
        HttpGet request = new HttpGet(uri);
        repository.headers().forEach(request::setHeader);
        request.setHeader(HttpHeaders.RANGE, "bytes=" + first + "-" + last);
        ClassicHttpResponse response = client.executeOpen(null, request, null);
        try {
            Optional<Long> total = total(response, first, last);
            if (total.isPresent()) {
                return new Answer(total.get(), closing(response));
            }
            throw refused(response.getCode());
        } catch (IOException e) {
            abort(request, response, e);
            throw e;
        }
    }

    /** A server that knows no ranges is about to send everything; that it cannot be closed in good order is not the reason. */
    private static void abort(HttpGet request, ClassicHttpResponse response, IOException reason) {
        request.cancel();
        try {
            response.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private static Optional<Long> total(ClassicHttpResponse response, long first, long last) {
        Header header = response.getFirstHeader(HttpHeaders.CONTENT_RANGE);
        if (response.getCode() != HttpStatus.SC_PARTIAL_CONTENT || header == null || response.getEntity() == null) {
            return Optional.empty();
        }
        Matcher range = CONTENT_RANGE.matcher(header.getValue());
        return range.matches() && Long.parseLong(range.group(1)) == first && Long.parseLong(range.group(2)) == last
                ? Optional.of(Long.valueOf(range.group(3)))
                : Optional.empty();
    }

    private static IOException refused(int status) {
        return switch (status) {
            case HttpStatus.SC_OK, HttpStatus.SC_PARTIAL_CONTENT, HttpStatus.SC_REQUESTED_RANGE_NOT_SATISFIABLE ->
                new IOException("it does not serve ranges of a file");
            case HttpStatus.SC_UNAUTHORIZED, HttpStatus.SC_FORBIDDEN ->
                new IOException("it refuses us (HTTP " + status + "): see <servers> in Maven's settings");
            case HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED ->
                new IOException("the proxy refuses us (HTTP 407): see <proxies> in Maven's settings");
            case HttpStatus.SC_NOT_FOUND -> new IOException("it does not have the file (HTTP 404)");
            case HttpStatus.SC_TOO_MANY_REQUESTS -> new TryAgainException("HTTP 429");
            default -> status >= 500 ? new TryAgainException("HTTP " + status) : new IOException("HTTP " + status);
        };
    }

    private static InputStream closing(ClassicHttpResponse response) throws IOException {
        return new FilterInputStream(response.getEntity().getContent()) {
            @Override
            public void close() throws IOException {
                response.close();
            }
        };
    }

    private void pause(int attempt) throws IOException {
        try {
            Thread.sleep(pause.toMillis() * attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
