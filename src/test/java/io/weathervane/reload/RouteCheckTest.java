package io.weathervane.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.weathervane.doccat.DoccatComponent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.RoutePolicySupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of mistake in a file of routes, with the line and the reason that a person sees. */
class RouteCheckTest {

    @TempDir
    Path folder;

    private final DefaultCamelContext application = new DefaultCamelContext();
    private final List<Path> others = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        application.disableJMX();
        Properties settings = new Properties();
        settings.putAll(Map.of("topic", "tweets", "brokers", "127.0.0.1:1", "secret", "s3cr3t"));
        application.getPropertiesComponent().setInitialProperties(settings);
        DoccatComponent doccat = new DoccatComponent();
        doccat.setModelsDirectory("models");
        application.addComponent("doccat", doccat);
        application.getRegistry().bind("greeter", new Greeter());
        application.getRegistry().bind("policy", new RoutePolicySupport() {});
        application.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:status").routeId("serve-status").to("log:status");
            }
        });
        application.start();
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

    @Test
    void good_file_has_no_problems() throws IOException {
        assertThat(check("""
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
                                - filter:
                                    simple: "${body} contains 'a'"
                                    steps:
                                      - to:
                                          uri: doccat:sentiment
                                          parameters:
                                            text: "${body[text]}"
                                - toD: "direct:${header.next}"
                        """)).isEmpty();
    }

    @Test
    void broken_yaml() throws IOException {
        assertThat(check("""
                        - route:
                            id: broken
                            from:
                              uri: direct:a
                             steps:
                                - to: log:a
                        """))
                .containsExactly(
                        "5: no valid YAML: while parsing a block mapping: expected <block end>, but found '<block mapping start>'");
    }

    @Test
    void every_unknown_key_is_named_with_what_was_meant() throws IOException {
        assertThat(check("""
                        - route:
                            id: typos
                            from:
                              uri: direct:a
                              steps:
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
                        """))
                .containsExactly(
                        "8: \"metod\" is not known here; did you mean method?",
                        "9: \"too\" is not known here; did you mean to or toD?",
                        "12: \"expresion\" is not known here; did you mean expression?",
                        "15: \"InOnlyy\" is no value for pattern; it is one of [\"InOnly\", \"InOut\"]");
    }

    @Test
    void all_the_rest() throws IOException {
        System.out.println(check("""
                        - route:
                            id: serve-status
                            routePolicy: polic
                            from:
                              uri: timer:a
                              parameters:
                                perod: 5
                                delay: never
                              steps:
                                - bean:
                                    ref: greter
                                    method: hello
                                - bean:
                                    ref: greeter
                                    method: helo
                                - filter:
                                    simple: "${bodyy}"
                                    steps:
                                      - to:
                                          uri: doccat:nothing
                                          parameters:
                                            text: "${body[text]}"
                                - split:
                                    simple: "${body}"
                                    aggregationStrategy: "#missing"
                                    steps:
                                      - to: kafak:a
                                - to:
                                    uri: sql:select
                                - to:
                                    uri: kafka:{{topic}}
                                    parameters:
                                      brokers: x:1
                                      autoOffsetReset: earlist
                                      valueSerialiser: y
                                - to:
                                    uri: seda:x
                                    parameters:
                                      size: "{{secret}}"
                                - to: timer:b
                                - to:
                                    uri: doccat:sentiment
                                    parameters:
                                      text: "${body["
                                - to:
                                    uri: http:a
                                    parameters:
                                      httpClientConfigurer: "#none"
                                - to: direct:a?bridge=1
                                - simple: "a"
                        """.replace("        - simple: \"a\"\n", "")).stream()
                .collect(java.util.stream.Collectors.joining("\n")));
        System.out.println(
                check(
                        "- route:\n    from:\n      uri: doccat:sentiment\n      steps:\n        - to: 'log:{{nope}}'\n        - setBody:\n            constant: |\n              a\n              {{b}}\n"));
        System.out.println(
                check("- route:\n    from:\n      uri: doccat:sentiment\n      steps:\n        - to: 'log:a'\n"));
        System.out.println(
                check(
                        "- route:\n    routeConfigurationId: nope\n    from:\n      uri: direct:sentiment\n      steps:\n        - circuitBreaker:\n            steps:\n              - to: log:a\n            onFallback:\n              steps:\n                - to: kafak:a\n        - choice:\n            when:\n              - simple: '${nope}'\n                steps:\n                  - to: doccat:x\n            otherwise:\n              steps:\n                - bean: {ref: oh}\n        - doTry:\n            steps:\n              - marshal: {avro: {}}\n            doCatch:\n              - exception: [java.lang.Nope]\n                steps:\n                  - setBody: {xpath: '///['}\n"));
        System.out.println(
                check(
                        "- route:\n    routeConfigurationId: nope\n    from:\n      uri: direct:sentiment\n      steps:\n        - to: 'log:a'\n        - marshal: {json: {library: Jacksonn}}\n        - transform: {groovy: '1'}\n        - setBody: {xpath: '///['}\n        - script: {js: '['}\n"));
    }

    private List<String> check(String yaml) throws IOException {
        return check(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> check(byte[] yaml) throws IOException {
        Path file = folder.resolve("test.camel.yaml");
        Files.write(file, yaml);
        return new RouteCheck(application)
                .check(file, others).stream()
                        .peek(problem -> assertThat(problem.file()).isEqualTo(file))
                        .map(problem -> problem.line() + ": " + problem.reason())
                        .toList();
    }
}
