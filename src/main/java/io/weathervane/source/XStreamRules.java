package io.weathervane.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpMethods;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps that give the filtered stream its rules: {@link #begin}, and as long as the exchange property
 * {@value #RULES_DUE} is true {@link #request}, the HTTP call, {@link #read}. The rules are listed, and only what differs is
 * deleted and added; rules with another tag are somebody else's and stay as they are. Not thread-safe.
 */
public final class XStreamRules {

    /** Whether there is another request about rules to send. */
    public static final String RULES_DUE = "rulesDue";

    /** What the tag of a rule of ours begins with. */
    static final String TAG = "weathervane";

    private static final Logger LOG = LoggerFactory.getLogger(XStreamRules.class);

    private final List<String> wanted;
    private final Clock clock;
    private final Set<String> ids = new HashSet<>();
    private final List<String> delete = new ArrayList<>();
    private final List<String> add = new ArrayList<>();
    private Step step;

    private enum Step {
        LIST,
        DELETE,
        ADD,
        DONE
    }

    /** @param wanted the rules, in X's query language */
    public XStreamRules(List<String> wanted, Clock clock) {
        this.wanted = List.copyOf(wanted);
        this.clock = clock;
    }

    public void begin(Exchange exchange) {
        next(exchange, Step.LIST);
    }

    /** Prepares the HTTP request. */
    public void request(Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setBody(null);
        message.setHeader(Exchange.HTTP_METHOD, step == Step.LIST ? HttpMethods.GET : HttpMethods.POST);
        if (step != Step.LIST) {
            message.setHeader(Exchange.CONTENT_TYPE, "application/json");
            message.setBody(Json.bytes(step == Step.DELETE ? deletion() : addition()));
        }
    }

    /** Reads the HTTP response. */
    public void read(Exchange exchange) throws IOException {
        ApiResponse response = ApiResponse.of(exchange.getMessage(), clock.instant());
        boolean judged = response.status() == 400 && step == Step.ADD;
        if (response.status() / 100 != 2 && !judged) {
            throw XStreamRefusal.of(response);
        }
        JsonNode answer = parse(response);
        switch (step) {
            case LIST -> compare(answer);
            case ADD -> check(answer, XProblem.of(response));
            default -> LOG.info("X filtered stream: {} rules deleted that are not wanted any more", delete.size());
        }
        next(exchange, Step.values()[step.ordinal() + 1]);
    }

    /** Whether one of the wanted rules matched this line of the stream; true as well if the line does not say. */
    boolean isWanted(JsonNode line) {
        JsonNode matching = line.path("matching_rules");
        for (JsonNode rule : matching) {
            if (ids.contains(Json.text(rule, "id"))) {
                return true;
            }
        }
        return matching.isEmpty();
    }

    private void next(Exchange exchange, Step candidate) {
        step = candidate;
        if (step == Step.DELETE && delete.isEmpty()) {
            step = Step.ADD;
        }
        if (step == Step.ADD && add.isEmpty()) {
            step = Step.DONE;
        }
        exchange.setProperty(RULES_DUE, step != Step.DONE);
    }

    private void compare(JsonNode answer) {
        ids.clear();
        delete.clear();
        add.clear();
        add.addAll(wanted);
        for (JsonNode rule : answer.path("data")) {
            String id = Json.text(rule, "id");
            if (id != null && rule.path("tag").asText().startsWith(TAG)) {
                boolean keep = add.remove(rule.path("value").asText().strip());
                (keep ? ids : delete).add(id);
            }
        }
    }

    private void check(JsonNode answer, String summary) throws XStreamRefusal {
        JsonNode errors = answer.path("errors");
        if (answer.path("data").isEmpty() && errors.isEmpty()) {
            throw refused(summary);
        }
        answer.path("data").forEach(rule -> ids.add(Json.text(rule, "id")));
        for (JsonNode error : errors) {
            // somebody else has the same rule: it serves us too
            if (!"DuplicateRule".equals(Json.text(error, "title"))) {
                throw refused(Texts.oneLine(problem(error)));
            }
            ids.add(Json.text(error, "id"));
        }
        LOG.info("X filtered stream: {} rules added", add.size());
    }

    private static XStreamRefusal refused(String problem) {
        return XStreamRefusal.forGood("X does not take a rule (" + problem
                + "). Correct x.stream.rules, or x.query if that is empty, and start again");
    }

    private static String problem(JsonNode error) {
        String value = Json.text(error, "value");
        JsonNode detail = error.path("details").path(0);
        String title = detail.isTextual() ? detail.textValue() : Json.text(error, "title");
        return value == null ? title : value + ": " + title;
    }

    private static JsonNode parse(ApiResponse response) throws XStreamRefusal {
        try {
            return response.json();
        } catch (IOException e) {
            throw XStreamRefusal.forNow("X's answer about the rules is no JSON: " + Json.problem(e));
        }
    }

    private ObjectNode deletion() {
        ObjectNode request = Json.MAPPER.createObjectNode();
        ArrayNode gone = request.putObject("delete").putArray("ids");
        delete.forEach(gone::add);
        return request;
    }

    private ObjectNode addition() {
        ObjectNode request = Json.MAPPER.createObjectNode();
        ArrayNode rules = request.putArray("add");
        add.forEach(rule -> rules.addObject().put("value", rule).put("tag", TAG));
        return request;
    }
}
