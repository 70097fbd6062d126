package io.weathervane.nlp;

import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * Sends a text again that the service did not take for now. The pause doubles each time; one that the service asks for
 * (Retry-After) and that is longer is not waited for, because the next messages wait behind this one. Immutable.
 */
final class NlpRetryStrategy extends DefaultHttpRequestRetryStrategy {

    private final Duration delay;

    NlpRetryStrategy(int retries, Duration delay) {
        super(
                retries,
                TimeValue.of(delay),
                // a time-out among them: the caller has waited long enough
                List.of(InterruptedIOException.class, UnknownHostException.class, SSLException.class),
                List.of(429, 500, 502, 503, 504));
        this.delay = delay;
    }

    /** Classifying a text twice does no harm. */
    @Override
    protected boolean handleAsIdempotent(HttpRequest request) {
        return true;
    }

    @Override
    public boolean retryRequest(HttpResponse response, int tries, HttpContext context) {
        boolean tooLong = super.getRetryInterval(response, tries, context).toMilliseconds()
                > pause(tries).toMilliseconds();
        return super.retryRequest(response, tries, context) && !tooLong;
    }

    @Override
    public TimeValue getRetryInterval(HttpResponse response, int tries, HttpContext context) {
        return pause(tries);
    }

    @Override
    public TimeValue getRetryInterval(
            HttpRequest request, java.io.IOException exception, int tries, HttpContext context) {
        return pause(tries);
    }

    private TimeValue pause(int tries) {
        return TimeValue.of(delay.multipliedBy(1L << (tries - 1)));
    }
}
