package io.weathervane.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** Answers as the API does, from the messages that a test gives it. */
final class StubApi extends RouteBuilder {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HOURS = 24;

    /** Newest first, each as the API shows it. */
    final List<Map<String, Object>> messages = new CopyOnWriteArrayList<>();
    /** What has been asked, path and query. */
    final List<String> asked = new CopyOnWriteArrayList<>();
    /** Whether Elasticsearch is away. */
    volatile boolean down;

    volatile boolean samples = true;

    @Override
    public void configure() {
        from("platform-http:/api/v1?matchOnUriPrefix=true&httpMethodRestrict=GET")
                .routeId("stub-api")
                .process(this::answer);
    }

    private void answer(Exchange exchange) throws JsonProcessingException {
        String view = exchange.getMessage().getHeader(Exchange.HTTP_PATH, String.class);
        view = view.substring(view.lastIndexOf('/') + 1);
        String query = Objects.toString(exchange.getMessage().getHeader(Exchange.HTTP_RAW_QUERY), "");
        asked.add(view + "?" + query);
        Map<String, List<String>> parameters = parameters(query);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        if (down && !view.equals("pipeline")) {
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 503);
            exchange.getMessage().setBody("{\"error\":\"Elasticsearch does not answer.\"}");
            return;
        }
        Object body =
                switch (view) {
                    case "timeline" ->
                        timeline(
                                parameters
                                        .getOrDefault("classifier", List.of("sentiment"))
                                        .get(0),
                                chosen(parameters));
                    case "top" -> top(parameters.get("of").get(0), chosen(parameters));
                    case "messages" ->
                        page(
                                Integer.parseInt(parameters
                                        .getOrDefault("page", List.of("1"))
                                        .get(0)),
                                chosen(parameters));
                    default -> StubPipeline.answer(samples);
                };
        exchange.getMessage().setBody(JSON.writeValueAsString(body));
    }

    private static Map<String, List<String>> parameters(String query) {
        return Stream.of(query.split("&"))
                .filter(each -> each.contains("="))
                .map(each -> each.split("=", 2))
                .collect(Collectors.groupingBy(
                        each -> each[0],
                        LinkedHashMap::new,
                        Collectors.mapping(
                                each -> URLDecoder.decode(each[1], StandardCharsets.UTF_8), Collectors.toList())));
    }

    private List<Map<String, Object>> chosen(Map<String, List<String>> parameters) {
        return messages.stream()
                .filter(message -> parameters.getOrDefault("q", List.of()).stream()
                        .allMatch(q -> message.get("text").toString().contains(q)))
                .filter(message -> Stream.of(
                                "dataset", "sentiment", "hate", "topic", "language", "author", "outlet", "hashtag")
                        .allMatch(field -> !parameters.containsKey(field)
                                || valuesOf(message, field).stream().anyMatch(parameters.get(field)::contains)))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<String> valuesOf(Map<String, Object> message, String field) {
        return switch (field) {
            case "dataset", "language", "author", "outlet" ->
                Stream.ofNullable((String) message.get(field)).toList();
            case "hashtag" -> (List<String>) message.getOrDefault("hashtags", List.of());
            case "word" -> List.of(message.get("text").toString().split(" ")).subList(0, 1);
            default ->
                Stream.ofNullable(((Map<String, Map<String, Object>>) message.get("classification")).get(field))
                        .map(each -> each.get("label").toString())
                        .toList();
        };
    }

    private static Map<String, Object> timeline(String classifier, List<Map<String, Object>> chosen) {
        Instant first = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(HOURS - 1, ChronoUnit.HOURS);
        List<Map<String, Object>> buckets = new ArrayList<>();
        for (int i = 0; i < HOURS; i++) {
            Instant begin = first.plus(i, ChronoUnit.HOURS);
            List<Map<String, Object>> here = chosen.stream()
                    .filter(message -> Instant.parse((String) message.get("time"))
                            .truncatedTo(ChronoUnit.HOURS)
                            .equals(begin))
                    .toList();
            buckets.add(Map.of("time", begin.toString(), "total", here.size(), "counts", counts(classifier, here)));
        }
        return Map.of(
                "from", first.toString(),
                "to", Instant.now().toString(),
                "interval", "1h",
                "classifier", classifier,
                "total", chosen.size(),
                "labels", counts(classifier, chosen).keySet().stream().sorted().toList(),
                "buckets", buckets);
    }

    private static Map<String, Long> counts(String field, List<Map<String, Object>> messages) {
        return messages.stream()
                .flatMap(message -> valuesOf(message, field).stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static Map<String, Object> top(String of, List<Map<String, Object>> chosen) {
        List<Map<String, Object>> values = counts(of, chosen).entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(12)
                .map(each -> Map.<String, Object>of("value", each.getKey(), "count", each.getValue()))
                .toList();
        return Map.of("of", of, "values", values);
    }

    private static Map<String, Object> page(int page, List<Map<String, Object>> chosen) {
        int from = Math.min((page - 1) * 20, chosen.size());
        return Map.of(
                "total",
                chosen.size(),
                "more",
                false,
                "page",
                page,
                "pages",
                (chosen.size() + 19) / 20,
                "size",
                20,
                "messages",
                chosen.subList(from, Math.min(from + 20, chosen.size())));
    }
}
