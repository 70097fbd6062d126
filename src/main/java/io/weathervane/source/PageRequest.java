package io.weathervane.source;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpMethods;

/** The request for a page, as camel-http takes it. */
final class PageRequest {

    private PageRequest() {}

    /** @param path below the endpoint's address; empty for that address itself */
    static void write(Message message, String path, Map<String, String> parameters) {
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, HttpMethods.GET);
        message.setHeader(Exchange.HTTP_QUERY, query(parameters));
        if (!path.isEmpty()) {
            message.setHeader(Exchange.HTTP_PATH, path);
        }
        message.setBody(null);
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
