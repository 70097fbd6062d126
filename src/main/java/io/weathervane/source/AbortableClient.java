package io.weathervane.source;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * A client whose request under way can be ended by another thread. Closing the response would not do: HttpClient reads a
 * response to its end when it is closed, and that of a stream has none. One request at a time. Thread-safe.
 */
public final class AbortableClient implements HttpClientConfigurer {

    private final HttpClientConfigurer configurer;
    private final AtomicReference<ExecRuntime> underWay = new AtomicReference<>();

    /** @param configurer what else the client needs to be */
    public AbortableClient(HttpClientConfigurer configurer) {
        this.configurer = configurer;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        configurer.configureHttpClient(client);
        client.addExecInterceptorFirst("abortable", (request, scope, chain) -> {
            underWay.set(scope.execRuntime);
            return chain.proceed(request, scope);
        });
    }

    /** Closes the connection of the last request, if that has not ended. */
    void abort() {
        ExecRuntime last = underWay.getAndSet(null);
        if (last != null) {
            last.discardEndpoint();
        }
    }
}
