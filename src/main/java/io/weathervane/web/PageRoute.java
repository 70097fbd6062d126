package io.weathervane.web;

import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;

/**
 * Serves the live page at {@code /} and its files below {@code /page/}: to GET and HEAD, from memory, and under a policy
 * that has the browser run no script and ask no server but this one's.
 */
public final class PageRoute extends RouteBuilder {

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            // asked for again each time, and answered with 304 as long as it is the same
            "Cache-Control",
            "no-cache");

    private final PageFiles files = new PageFiles();

    @Override
    public void configure() {
        from("platform-http:" + PageFiles.ROOT + "?httpMethodRestrict=GET,HEAD")
                .routeId("serve-page")
                .routeDescription("Answers with the live page.")
                .process(this::answer);
        from("platform-http:" + PageFiles.FOLDER + "?matchOnUriPrefix=true&httpMethodRestrict=GET,HEAD")
                .routeId("serve-page-files")
                .routeDescription("Answers with the style, the scripts and the chart library of the live page.")
                .process(this::answer);
    }

    private void answer(Exchange exchange) {
        Message message = exchange.getMessage();
        String path = message.getHeader(Exchange.HTTP_PATH, "", String.class);
        boolean head = "HEAD".equals(message.getHeader(Exchange.HTTP_METHOD, String.class));
        String known = message.getHeader("If-None-Match", String.class);
        Optional<PageFile> file = files.at(path.isEmpty() ? PageFiles.ROOT : path);
        message.removeHeaders("*");
        HEADERS.forEach(message::setHeader);
        if (file.isEmpty()) {
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, 404);
            message.setHeader(Exchange.CONTENT_TYPE, "text/plain; charset=utf-8");
            message.setBody(head ? null : "There is nothing here. The live page is at /");
            return;
        }
        message.setHeader("ETag", file.get().tag());
        if (file.get().isTheOneOf(known)) {
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, 304);
            message.setBody(null);
            return;
        }
        message.setHeader(Exchange.CONTENT_TYPE, file.get().type());
        // said, because an answer without a body would become a 204
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        message.setBody(head ? null : file.get().content());
    }
}
