package io.weathervane.embedded;

import java.net.URI;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets through what a person at this machine asks for, and refuses what a web page from elsewhere makes their browser
 * ask: under a foreign name that is made to point here (DNS rebinding), or across sites (request forgery).
 */
final class LoopbackGuard extends Handler.Wrapper {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    LoopbackGuard(Handler handler) {
        super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String refusal = refusal(request);
        if (refusal == null) {
            return super.handle(request, response, callback);
        }
        Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403, refusal);
        return true;
    }

    private static String refusal(Request request) {
        String host = request.getHeaders().get(HttpHeader.HOST);
        if (host == null || !isLoopback("http://" + host)) {
            return "Only 127.0.0.1 and localhost are answered";
        }
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin != null && !origin.equals("http://" + host)) {
            return "Pages from elsewhere are not answered";
        }
        // browsers say so of requests too that have no origin, such as those for images
        String site = request.getHeaders().get("Sec-Fetch-Site");
        boolean own = site == null || site.equals("same-origin") || site.equals("none");
        return own || isLinkToPage(request) ? null : "Pages from elsewhere are not answered";
    }

    /** To follow a link to the console from elsewhere does no harm; what acts is below these two paths. */
    private static boolean isLinkToPage(Request request) {
        String path = request.getHttpURI().getCanonicalPath();
        return "GET".equals(request.getMethod())
                && "navigate".equals(request.getHeaders().get("Sec-Fetch-Mode"))
                && "document".equals(request.getHeaders().get("Sec-Fetch-Dest"))
                && !path.startsWith("/hawtio/jolokia")
                && !path.startsWith("/hawtio/proxy");
    }

    private static boolean isLoopback(String address) {
        try {
            String host = URI.create(address).getHost();
            return host != null && LOOPBACK.contains(host.toLowerCase(java.util.Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
