package io.weathervane.web;

import java.time.Clock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.elasticsearch.client.RestClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The read-only API of the live page, on the application's HTTP server: what openapi.yaml says, below {@code /api/v1}.
 * Every answer has the headers that keep a browser from doing anything with it but giving it to the page.
 */
public final class ApiRoutes extends RouteBuilder {

    static final String BASE = "/api/v1";

    private static final Logger LOG = LoggerFactory.getLogger(ApiRoutes.class);
    private static final String DESCRIPTION = "/openapi.yaml";
    /** Camel's own strategy keeps Cache-Control back. */
    private static final String HEADERS = "apiHeaders";

    private static final String OPTIONS = "useBodyHandler=false&headerFilterStrategy=#" + HEADERS;
    private static final String JSON = "application/json; charset=utf-8";

    private final Contract contract = new Contract();
    private final Views views;
    private final LoopbackNames names;

    /**
     * @param host what the HTTP server is bound to
     * @param elasticsearch stays the caller's to close
     * @param pipeline how the pipeline is at this moment; asked once a second at most
     */
    public ApiRoutes(String host, RestClient elasticsearch, Supplier<PipelineState> pipeline, Clock clock) {
        this.names = new LoopbackNames(host);
        this.views = new Views(new IndexSearch(elasticsearch), pipeline, clock);
    }

    @Override
    public void configure() {
        DefaultHeaderFilterStrategy headers = new DefaultHeaderFilterStrategy();
        headers.setOutFilterStartsWith(DefaultHeaderFilterStrategy.CAMEL_FILTER_STARTS_WITH);
        getContext().getRegistry().bind(HEADERS, HeaderFilterStrategy.class, headers);
        Stream.concat(Views.OF_THE_INDEX.keySet().stream().sorted(), Stream.of(Views.PIPELINE))
                .forEach(path -> from(get(path))
                        .routeId("serve-api-" + path.substring(1))
                        .routeDescription("Answers GET " + BASE + path + " for the live page.")
                        .process(guarded(exchange -> answer(exchange, path))));
        from(get(DESCRIPTION))
                .routeId("serve-api-description")
                .routeDescription("Answers GET " + BASE + DESCRIPTION + ", the description of the API.")
                .process(guarded(exchange -> send(exchange, 200, "application/yaml", contract.yaml())));
        // started last: what no other route takes
        from("platform-http:" + BASE + "?matchOnUriPrefix=true&" + OPTIONS)
                .routeId("serve-api-rest")
                .routeDescription("Says that there is nothing else below " + BASE + ".")
                .startupOrder(Integer.MAX_VALUE / 2)
                .process(guarded(this::refuse));
    }

    private static String get(String path) {
        return "platform-http:" + BASE + path + "?httpMethodRestrict=GET&" + OPTIONS;
    }

    private void answer(Exchange exchange, String path) {
        String query = exchange.getMessage().getHeader(Exchange.HTTP_QUERY, String.class);
        try {
            send(exchange, 200, JSON, views.answer(Question.of(contract, path, query)));
        } catch (BadQuestionException e) {
            send(exchange, 400, JSON, Views.error(e.getMessage()));
        } catch (UnavailableException e) {
            send(exchange, 503, JSON, Views.error(e.getMessage()));
            exchange.getMessage().setHeader("Retry-After", "1");
        } catch (RuntimeException e) {
            LOG.error("GET {}{}?{} failed", BASE, path, query, e);
            send(exchange, 500, JSON, Views.error("Weathervane has failed to answer: its log says why"));
        }
    }

    private void refuse(Exchange exchange) {
        if ("GET".equals(exchange.getMessage().getHeader(Exchange.HTTP_METHOD))) {
            send(
                    exchange,
                    404,
                    JSON,
                    Views.error("There is nothing here: " + BASE + DESCRIPTION + " says what there is"));
        } else {
            send(exchange, 405, JSON, Views.error("Only GET is answered: this API changes nothing"));
            exchange.getMessage().setHeader("Allow", "GET");
        }
    }

    private Processor guarded(Processor answer) {
        return exchange -> {
            if (names.allow(host(exchange.getMessage()))) {
                answer.process(exchange);
            } else {
                send(exchange, 403, JSON, Views.error("Only 127.0.0.1 and localhost are answered"));
            }
        };
    }

    private static String host(Message request) {
        String host = request.getHeader("Host", String.class);
        // HTTP/2 has it in the address
        return host != null
                ? host
                : request.getHeader(Exchange.HTTP_URL, "", String.class).replaceFirst("^https?://([^/?#]*).*$", "$1");
    }

    private static void send(Exchange exchange, int status, String type, byte[] body) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, type);
        message.setHeader("Cache-Control", "no-store");
        message.setHeader("X-Content-Type-Options", "nosniff");
        message.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        message.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        message.setHeader("Referrer-Policy", "no-referrer");
        message.setBody(body);
    }
}
