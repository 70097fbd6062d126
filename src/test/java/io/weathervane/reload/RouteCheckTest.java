package io.weathervane.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.weathervane.doccat.DoccatComponent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.MBeanServer;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.cli.connector.DefaultCliConnectorFactory;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.UseLatestAggregationStrategy;
import org.apache.camel.spi.CliConnector;
import org.apache.camel.support.RoutePolicySupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of mistake in a file of routes, with the line and the reason that a person sees. */
class RouteCheckTest {

    private static final String START = "- route:\n    id: test\n    from:\n      uri: direct:test\n      steps:\n";

    @TempDir
    Path folder;

    private final DefaultCamelContext application = new DefaultCamelContext();
    private final Policy policy = new Policy();
    private final Strategy strategy = new Strategy();
    private final List<Path> others = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        Properties settings = new Properties();
        settings.putAll(Map.of("topic", "tweets", "brokers", "127.0.0.1:1", "secret", "s3cr3t"));
        application.getPropertiesComponent().setInitialProperties(settings);
        DoccatComponent doccat = new DoccatComponent();
        doccat.setModelsDirectory(folder.resolve("models").toString());
        application.addComponent("doccat", doccat);
        application.getRegistry().bind("greeter", new Greeter());
        application.getRegistry().bind("policy", policy);
        application.getRegistry().bind("strategy", strategy);
        application.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:status")
                        .routeId("serve-status")
                        .routePolicy(policy)
                        .split(body())
                        .aggregationStrategy(strategy)
                        .to("log:status");
            }
        });
        application.start();
        Path model = Files.createDirectories(folder.resolve("models/sentiment")).resolve("model.bin");
        Files.copy(Path.of("models/irony/model.bin"), model);
    }

    @AfterEach
    void stop() {
        application.stop();
    }

    /** Says hello. */
    public static final class Greeter {
        /** The text. */
        public String hello(String name) {
            return "Hello " + name;
        }
    }

    private static final class Policy extends RoutePolicySupport {
        private final List<String> stops = new ArrayList<>();

        @Override
        protected void doStop() {
            stops.add("stopped");
        }
    }

    private static final class Strategy extends UseLatestAggregationStrategy implements CamelContextAware {
        private CamelContext context;

        @Override
        public CamelContext getCamelContext() {
            return context;
        }

        @Override
        public void setCamelContext(CamelContext context) {
            this.context = context;
        }

        @Override
        public Exchange aggregate(Exchange before, Exchange now) {
            return now;
        }
    }

    private static final String GOOD = """
            - route:
                id: good
                description: The {{nothing}} of this is for people.
                routePolicy: policy
                from:
                  uri: kafka:{{topic}}
                  parameters:
                    brokers: "{{brokers}}"
                    groupId: "{{group:mine}}"
                  steps:
                    - bean:
                        ref: greeter
                        method: hello
                    - split:
                        simple: "${body}"
                        streaming: "true"
                        aggregationStrategy: "#strategy"
                        steps:
                          - to:
                              uri: doccat:sentiment
                              parameters:
                                text: "${body[text]}"
                    - setBody:
                        constant: 5
                    - toD: "direct:${header.next}"
            """;

    @Test
    void good_file_has_no_problems_and_the_beans_of_the_application_stay_its_own() throws IOException {
        assertThat(check(GOOD)).isEmpty();

        assertThat(policy.stops).isEmpty();
        assertThat(policy.isStarted()).isTrue();
        assertThat(strategy.getCamelContext()).isSameAs(application);
    }

    @Test
    void checks_leave_no_threads_no_mbeans_and_no_endpoints() throws Exception {
        MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();
        check(GOOD);
        Set<Thread> threads = Thread.getAllStackTraces().keySet();
        int before = mbeans.getMBeanCount();
        int endpoints = application.getEndpoints().size();

        for (int i = 0; i < 20; i++) {
            check(GOOD);
        }

        assertThat(Thread.getAllStackTraces().keySet()).isSubsetOf(threads);
        assertThat(mbeans.getMBeanCount()).isEqualTo(before);
        assertThat(application.getEndpoints()).hasSize(endpoints);
        assertThat(application.getRoutes()).hasSize(1);
    }

    @Test
    void checks_of_a_file_take_far_less_than_a_second() throws IOException {
        check(GOOD);
        check(GOOD);
        long start = System.nanoTime();

        for (int i = 0; i < 5; i++) {
            check(GOOD);
        }

        assertThat((System.nanoTime() - start) / 5).isLessThan(1_000_000_000L);
    }

    @Test
    void broken_yaml_is_reported_where_the_parser_stops() throws IOException {
        assertThat(check("- route:\n    id: a\n    from:\n      uri: direct:a\n     steps:\n        - to: log:a\n"))
                .containsExactly("5: no valid YAML: while parsing a block mapping: expected <block end>, but found"
                        + " '<block mapping start>'");
    }

    @Test
    void every_key_and_value_that_the_dsl_does_not_know_is_named_with_what_was_meant() throws IOException {
        assertThat(check(START + """
                                - bean:
                                    ref: greeter
                                    metod: hello
                                - too: log:a
                                - setBody:
                                    simple:
                                      expresion: a
                                - to:
                                    uri: log:a
                                    pattern: InOnlyy
                                - to: log:a
                                  log: hello
                        """))
                .containsExactly(
                        "8: \"metod\" is not known here; did you mean method?",
                        "9: \"too\" is not known here; did you mean to or toD?",
                        "12: \"expresion\" is not known here; did you mean expression?",
                        "15: \"InOnlyy\" is no value for pattern; it is one of [\"InOnly\", \"InOut\"]",
                        "16: there is more than one step here: each begins with \"- \", all in one column");
    }

    @Test
    void what_is_missing_or_of_the_wrong_shape_is_named() throws IOException {
        assertThat(check("- route:\n    id: a\n")).containsExactly("2: \"from\" is missing here");
        assertThat(check("- route:\n    from:\n      uri: direct:a\n      steps:\n        to: log:a\n"))
                .containsExactly(
                        "5: \"steps\" must be a list, each item of which begins with \"- \", not a mapping of keys"
                                + " to values");
        assertThat(check("- rout:\n    id: a\n"))
                .containsExactly("1: \"rout\" is not known here; did you mean route or"
                        + " routeConfiguration or routeTemplate?");
        assertThat(
                        check(
                                "- route:\n    id: a\n    id: b\n    from:\n      uri: direct:a\n      steps:\n        - to: log:a\n"))
                .containsExactly("3: \"id\" is there twice, here and in line 2; remove one");
    }

    @Test
    void unknown_component_is_named_with_one_that_is_like_it_or_where_it_is() throws IOException {
        assertThat(
                        check(
                                START
                                        + "        - to: kafak:a\n        - to:\n            uri: sql:select\n        - to: zzzzzz:a\n"))
                .containsExactly(
                        "6: there is no component \"kafak\"; did you mean kafka?",
                        "8: there is no component \"sql\" here: it is in Camel's camel-sql, which has to be added to the"
                                + " application",
                        "9: there is no component \"zzzzzz\"; see Camel's list of components");
    }

    @Test
    void options_of_consumers_and_producers_are_checked_by_name_and_value() throws IOException {
        assertThat(check("""
                        - route:
                            id: options
                            from:
                              uri: timer:a
                              parameters:
                                perod: 5
                                delay: never
                              steps:
                                - to:
                                    uri: kafka:{{topic}}
                                    parameters:
                                      autoOffsetReset: earlist
                                      valueSerialiser: y
                                - to:
                                    uri: seda:x
                                    parameters:
                                      size: "{{secret}}"
                                - to: direct:a?blok=true
                                - to:
                                    uri: http:a
                                    parameters:
                                      httpClientConfigurer: "#none"
                                - to:
                                    uri: doccat:sentiment
                                    parameters:
                                      minimumScore: 7
                        """))
                .containsExactly(
                        "6: timer has no option \"perod\"; did you mean period?",
                        "7: \"never\" is no value for delay; it must be a time such as 500ms, 30s or 5m",
                        "12: \"earlist\" is no value for autoOffsetReset; it must be one of latest, earliest, none",
                        "13: kafka has no option \"valueSerialiser\"; did you mean valueSerializer?",
                        "17: \"{{secret}}\" is no value for size; it must be a whole number",
                        "18: direct has no option \"blok\"; did you mean block?",
                        "22: No bean could be found in the registry for: none of type:"
                                + " org.apache.camel.component.http.HttpClientConfigurer",
                        "26: doccat:sentiment: minimumScore must be from 0 to 1, not 7.0");
    }

    @Test
    void check_is_not_seen_by_the_camel_cli() throws IOException {
        AtomicInteger connectors = new AtomicInteger();
        application.getRegistry().bind("cliConnector", new DefaultCliConnectorFactory() {
            @Override
            public CliConnector createConnector() {
                connectors.incrementAndGet();
                return null;
            }
        });
        check(GOOD);
        assertThat(connectors).hasValue(0);
    }

    @Test
    void times_in_every_form_that_camel_takes_are_no_problem() throws IOException {
        for (String time : List.of("500", "500ms", "30s", "5m", "1h30m")) {
            assertThat(check("- route:\n    from:\n      uri: timer:a\n      parameters:\n        period: " + time
                            + "\n      steps:\n        - to: log:a\n"))
                    .as(time)
                    .isEmpty();
        }
    }

    @Test
    void what_cannot_be_read_from_or_sent_to_is_named() throws IOException {
        assertThat(check("- route:\n    from:\n      uri: doccat:sentiment\n      steps:\n        - to: timer:a\n"))
                .containsExactly(
                        "3: a route cannot read from doccat: use it in a step, as \"to\"",
                        "5: nothing can be sent to timer: use it at the beginning of a route, as \"from\"");
    }

    @Test
    void every_missing_setting_is_named_where_it_stands() throws IOException {
        assertThat(check(START
                        + "        - to: 'log:{{nope}}'\n        - setBody:\n            constant: |\n              a\n"
                        + "              {{b}} and {{topic}} and {{c:default}}\n"))
                .containsExactly(
                        "6: there is no setting for {{nope}}; set it in application.properties, or give a default:"
                                + " {{nope:value}}",
                        "10: there is no setting for {{b}}; set it in application.properties, or give a default:"
                                + " {{b:value}}");
    }

    @Test
    void missing_beans_methods_and_policies_are_named() throws IOException {
        assertThat(check("""
                        - route:
                            id: beans
                            routePolicy: polic
                            from:
                              uri: direct:a
                              steps:
                                - bean:
                                    ref: greter
                                    method: hello
                                - bean:
                                    ref: greeter
                                    method: helo
                                - split:
                                    simple: "${body}"
                                    aggregationStrategy: "#missing"
                                    steps:
                                      - bean:
                                          ref: inside
                        """))
                .containsExactly(
                        "3: there is no route policy \"polic\" among the application's beans",
                        "8: No bean could be found in the registry for: greter",
                        "12: Method with name: helo not found on " + Greeter.class.getName(),
                        "15: Cannot find AggregationStrategy in Registry with name: #missing",
                        "18: No bean could be found in the registry for: inside");
    }

    @Test
    void missing_and_broken_models_are_named_with_their_folder() throws IOException {
        Path broken = Files.createDirectories(folder.resolve("models/broken")).resolve("model.bin");
        Files.writeString(broken, "no model");

        assertThat(check(START + "        - to: doccat:nothing\n        - to:\n            uri: doccat:broken\n"))
                .satisfiesExactly(
                        missing -> assertThat(missing)
                                .isEqualTo("6: doccat:nothing: " + folder.resolve("models/nothing/model.bin")
                                        + " does not exist; train it or name another folder with modelsDirectory"),
                        other -> assertThat(other)
                                .startsWith("8: doccat:broken: " + broken + " cannot be used as a model: "));
    }

    @Test
    void broken_expressions_are_found_in_all_steps_and_clauses() throws IOException {
        assertThat(check(START + """
                                - choice:
                                    when:
                                      - simple: "${nope}"
                                        steps:
                                          - to: kafak:a
                                    otherwise:
                                      steps:
                                        - filter:
                                            simple: "${body"
                                            steps:
                                              - to: log:a
                                - circuitBreaker:
                                    steps:
                                      - to: log:a
                                    onFallback:
                                      steps:
                                        - bean: fallback
                                - doTry:
                                    steps:
                                      - to: log:a
                                    doCatch:
                                      - exception:
                                          - java.lang.Nope
                                        steps:
                                          - setBody:
                                              xpath: "///["
                                - to:
                                    uri: doccat:sentiment
                                    parameters:
                                      text: "${body["
                        """))
                .containsExactly(
                        "8: no valid Simple expression: Unknown function: nope at location 0 in ${nope}",
                        "10: there is no component \"kafak\"; did you mean kafka?",
                        "14: no valid Simple expression: expected symbol functionEnd but was eol at location 5 in ${body",
                        "22: No bean could be found in the registry for: fallback",
                        "28: there is no class java.lang.Nope",
                        "30: javax.xml.transform.TransformerException: A location step was expected following the '/' or"
                                + " '//' token.",
                        "35: no valid Simple expression: expected symbol functionEnd but was eol at location 6 in"
                                + " ${body[");
    }

    @Test
    void mistake_in_a_clause_is_said_once_and_hides_no_other() throws IOException {
        assertThat(check(START + """
                                - choice:
                                    when:
                                      - simple: "${body} == 1"
                                        steps:
                                          - to: kafak:a
                                      - simple: "${nope}"
                                        steps:
                                          - to: log:a
                        """))
                .containsExactly(
                        "10: there is no component \"kafak\"; did you mean kafka?",
                        "11: no valid Simple expression: Unknown function: nope at location 0 in ${nope}");
    }

    @Test
    void step_without_its_address_text_or_expression_is_named() throws IOException {
        assertThat(check(START + """
                                - to:
                                - log:
                                - setHeader:
                                    name: a
                        """))
                .containsExactly(
                        "6: the address of an endpoint is missing here, such as log:name",
                        "7: message must be specified and not empty",
                        "8: an expression is missing here, such as simple or constant");
    }

    @Test
    void language_that_is_not_here_is_named_with_where_it_is() throws IOException {
        assertThat(check(START + """
                                - setBody:
                                    jq: ".a"
                        """))
                .containsExactly(
                        "6: there is no language \"jq\" here: it is in Camel's camel-jq, which has to be added to"
                                + " the application");
    }

    @Test
    void class_of_a_declared_bean_and_error_handler_of_a_route_are_found_in_their_lines() throws IOException {
        assertThat(check("""
                        - beans:
                            - name: list
                              type: java.util.ArayList
                        """ + START + "        - log: a\n"))
                .singleElement()
                .asString()
                .startsWith("3: ");
        assertThat(check(START.replace("    from", "    errorHandlerRef: nope\n    from") + "        - log: a\n"))
                .singleElement()
                .asString()
                .startsWith("3: ");
    }

    @Test
    void dead_letter_address_of_an_unknown_component_is_named_in_its_line() throws IOException {
        assertThat(check("""
                        - errorHandler:
                            deadLetterChannel:
                              deadLetterUri: kafak:dead
                        """ + START + "        - log: a\n"))
                .containsExactly("3: there is no component for kafak:dead; see Camel's list of components");
    }

    @Test
    void step_ids_that_are_there_twice_are_named() throws IOException {
        assertThat(check(START + """
                                - log:
                                    id: one
                                    message: a
                                - log:
                                    id: one
                                    message: b
                        """))
                .containsExactly("10: the id \"one\" is there twice in this file; choose another one");
    }

    @Test
    void parameters_of_a_template_are_no_settings() throws IOException {
        assertThat(check("""
                        - routeTemplate:
                            id: greeting
                            parameters:
                              - name: who
                            from:
                              uri: direct:{{who}}
                              steps:
                                - log: Hello {{who}}, {{nobody}}
                        - templatedRoute:
                            routeTemplateRef: greeting
                            routeId: greet-ann
                            parameters:
                              - name: who
                                value: ann
                        """))
                .containsExactly("8: there is no setting for {{nobody}}; set it in application.properties, or give a"
                        + " default: {{nobody:value}}");
    }

    @Test
    void routes_of_a_template_are_made_with_their_parameters() throws IOException {
        String template = """
                - routeTemplate:
                    id: greeting
                    parameters:
                      - name: who
                    from:
                      uri: direct:{{who}}
                      steps:
                        - to: kafka:{{who}}?brokers={{brokers}}
                - templatedRoute:
                    routeTemplateRef: greeting
                    routeId: greet-ann
                    parameters:
                      - name: who
                        value: ann
                """;
        assertThat(check(template)).isEmpty();
        assertThat(check(template.replace("kafka:", "kafak:")))
                .containsExactly("8: there is no component \"kafak\"; did you mean kafka?");
        assertThat(check(template.replace("Ref: greeting", "Ref: greting")))
                .singleElement()
                .asString()
                .startsWith("10: ")
                .contains("greting");
    }

    @Test
    void check_that_fails_itself_is_a_problem_of_its_file() throws IOException {
        application.getRegistry().bind("broken", Policy.class, () -> {
            throw new IllegalStateException("no connection");
        });
        assertThat(check(START.replace("    from", "    routePolicy: broken\n    from") + "        - log: a\n"))
                .singleElement()
                .asString()
                .contains("no connection");
    }

    @Test
    void ids_taken_in_the_file_in_another_file_and_by_the_application_are_named() throws IOException {
        others.add(Files.writeString(folder.resolve("other.camel.yaml"), route("elsewhere")));
        others.add(Files.writeString(folder.resolve("broken.camel.yaml"), "["));

        assertThat(check(route("twice") + route("twice") + route("elsewhere") + route("serve-status") + route("free")))
                .containsExactly(
                        "8: the route id \"twice\" is taken by line 2; choose another one",
                        "14: the route id \"elsewhere\" is taken by other.camel.yaml; choose another one",
                        "20: the route id \"serve-status\" is taken by Weathervane itself; choose another one");
    }

    @Test
    void direct_endpoint_that_another_route_begins_with_is_named() throws IOException {
        String copy = START.replace("id: test", "id: copy").replace("direct:test", "direct://test?timeout=5")
                + "        - log: a\n";
        assertThat(check(START + "        - log: a\n" + copy))
                .containsExactly("10: the endpoint \"direct:test\" is taken by line 4; choose another one");
        assertThat(check(START.replace("direct:test", "direct:status") + "        - log: a\n"))
                .containsExactly(
                        "4: the endpoint \"direct:status\" is taken by Weathervane itself; choose another one");
        String spare = copy.replace("    from", "    autoStartup: \"false\"\n    from");
        assertThat(check(START + "        - log: a\n" + spare)).isEmpty();
        others.add(Files.writeString(folder.resolve("copy.camel.yaml"), copy));
        assertThat(check(START + "        - log: a\n"))
                .containsExactly("4: the endpoint \"direct:test\" is taken by copy.camel.yaml; choose another one");
    }

    @Test
    void file_that_is_checked_may_be_among_the_others() throws IOException {
        others.add(folder.resolve("test.camel.yaml"));

        assertThat(check(route("own"))).isEmpty();
    }

    @Test
    void configuration_in_another_file_is_used() throws IOException {
        others.add(Files.writeString(
                folder.resolve("other.camel.yaml"),
                "- routeConfiguration:\n    id: handled\n    onException:\n      - onException:\n          exception:\n"
                        + "            - java.lang.Exception\n          steps:\n            - to: log:a\n"));

        assertThat(check(route("own").replace("    from:", "    routeConfigurationId: handled\n    from:")))
                .isEmpty();
    }

    @Test
    void file_without_routes_is_named() throws IOException {
        assertThat(check("")).containsExactly("1: the file is empty; write a route, or delete the file");
        assertThat(check("# nothing yet\n")).containsExactly("1: the file is empty; write a route, or delete the file");
        assertThat(check("[]")).containsExactly("1: there is no route in the file; write one, or delete the file");
        assertThat(check("- beans:\n    - name: a\n      type: java.lang.Object\n"))
                .containsExactly("1: there is no route in the file; write one, or delete the file");
        assertThat(check("route: a"))
                .containsExactly("1: a list of routes is expected: the first line is \"- route:\"");
    }

    @Test
    void hostile_files_are_refused_without_making_anything_of_them() throws IOException {
        assertThat(check(bomb(12)))
                .containsExactly(
                        "0: no valid YAML: Number of aliases for non-scalar nodes exceeds the" + " specified max=50");
        assertThat(check(bomb(6)))
                .singleElement()
                .asString()
                .endsWith("this part is more than 100,000 nodes when its aliases (*name) are written out");
        assertThat(check("- &a [*a]")).containsExactly("1: this part contains itself through an alias (*name)");
        assertThat(check("- route: !!javax.script.ScriptEngineManager [a]"))
                .containsExactly("1: the tag !!javax.script.ScriptEngineManager has no meaning in routes; remove it");
        assertThat(check("[".repeat(200_000))).singleElement().asString().contains("deep");
        assertThat(check(new byte[50 * 1024 * 1024])).singleElement().asString().contains("larger than 1 MB");
        assertThat(check(new byte[] {'a', '\n', 0, 1}))
                .containsExactly("2: the character \\u0000 is no text; remove it");
        assertThat(check(new byte[] {(byte) 0xff, (byte) 0xfe, 'a'}))
                .containsExactly("0: the file is no text in UTF-8; save it as UTF-8");
    }

    @Test
    void file_that_is_gone_and_folder_are_named() throws IOException {
        RouteCheck check = new RouteCheck(application);

        assertThat(check.check(folder.resolve("gone.camel.yaml"), others))
                .containsExactly(
                        new Problem(folder.resolve("gone.camel.yaml"), 0, "the file does not exist (any more)"));
        assertThat(check.check(folder, others))
                .extracting(Problem::reason)
                .containsExactly("this is no file of routes but a folder or a device; name a file");
    }

    /** Ten times as many nodes with each line. */
    private static String bomb(int lines) {
        StringBuilder bomb = new StringBuilder("- a0: &a0 [" + "x, ".repeat(99) + "x]\n");
        for (int i = 1; i < lines; i++) {
            bomb.append("- a%d: &a%d [%s*a%d]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9), i - 1));
        }
        return bomb.toString();
    }

    private static String route(String id) {
        return START.replace("id: test", "id: " + id).replace("direct:", "timer:") + "        - to: log:a\n";
    }

    private List<String> check(String yaml) throws IOException {
        return check(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> check(byte[] yaml) throws IOException {
        Path file = folder.resolve("test.camel.yaml");
        Files.write(file, yaml);
        return new RouteCheck(application)
                .check(file, others).stream()
                        .map(problem -> problem.line() + ": " + problem.reason())
                        .toList();
    }
}
