package io.weathervane.doccat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoccatStartTest {

    private static final byte[] MODEL = TinyModels.moods();

    @TempDir
    Path models;

    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void namePlaces() {
        context.getPropertiesComponent().addInitialProperty("models.dir", models.toString());
        component().setModelsDirectory(models.toString());
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void missing_model_fails_the_start_and_says_which_file_and_what_to_do() {
        assertThatThrownBy(() -> start("doccat:sentiment"))
                .hasRootCauseInstanceOf(java.nio.file.NoSuchFileException.class)
                .cause()
                .isInstanceOf(InvalidModelException.class)
                .hasMessage("doccat:sentiment: " + models.resolve("sentiment/model.bin")
                        + " does not exist; train it or name another folder with modelsDirectory");
    }

    @Test
    void broken_model_fails_the_start_with_one_line_that_says_which_file_and_why() throws IOException {
        byte[] flipped = MODEL.clone();
        for (int i = MODEL.length / 3; i < MODEL.length / 2; i++) {
            flipped[i] ^= 0x55;
        }
        List<byte[]> damages = List.of(
                new byte[0],
                "no model".getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(MODEL, MODEL.length / 2),
                flipped);
        for (byte[] damaged : damages) {
            TinyModels.write(models, "sentiment", damaged);
            assertThatThrownBy(() -> start("doccat:sentiment"))
                    .cause()
                    .isInstanceOf(InvalidModelException.class)
                    .message()
                    .contains(models.resolve("sentiment/model.bin") + " cannot be used as a model: ")
                    .doesNotContain("\n", "null");
            context.stop();
        }
        Files.delete(models.resolve("sentiment/model.bin"));
        Files.createDirectory(models.resolve("sentiment/model.bin"));
        assertThatThrownBy(() -> start("doccat:sentiment")).cause().isInstanceOf(InvalidModelException.class);
    }

    @Test
    void model_that_was_put_right_starts() throws Exception {
        TinyModels.write(models, "sentiment", new byte[] {1});
        assertThatThrownBy(() -> start("doccat:sentiment")).cause().isInstanceOf(InvalidModelException.class);
        context.stop();
        TinyModels.write(models, "sentiment", MODEL);
        start("doccat:sentiment");
        assertThat(component().models()).singleElement().satisfies(model -> assertThat(model.lastError())
                .isNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "doccat:../models",
                "doccat:..",
                "doccat:.",
                "doccat:a/b",
                "doccat:/etc",
                "doccat:a..b",
                "doccat:%2e%2e",
                "doccat:a b",
                "doccat:ä",
                "doccat:a\\b",
                "doccat:~"
            })
    void name_that_could_lead_elsewhere_is_refused(String uri) {
        assertThatThrownBy(() -> start(uri)).hasStackTraceContaining("cannot be a model's name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "minimumScore=1.01",
                "minimumScore=-0.1",
                "minimumScore=NaN",
                "alternatives=-1",
                "text=",
                "text=${body[text]",
                "unknownLabel= ",
                "modelsDirectory=",
                "minimumscor=1"
            })
    void option_that_makes_no_sense_is_refused(String option) {
        TinyModels.write(models, "sentiment", MODEL);
        assertThatThrownBy(() -> start("doccat:sentiment?" + option))
                .hasStackTraceContaining(option.replaceAll("[=].*", ""));
    }

    @Test
    void negative_reload_interval_is_refused() {
        component().setReloadInterval(-1);
        assertThatThrownBy(() -> start("log:x")).hasStackTraceContaining("reloadInterval must be 0 (off) or more");
    }

    @Test
    void component_is_set_by_properties() {
        assertThat(component().getReloadInterval()).isEqualTo(1000);
        assertThat(new DoccatComponent().getModelsDirectory()).isEqualTo("models");
        TinyModels.write(models, "sentiment", MODEL);
        Main main = new Main();
        // this test's properties alone, not the application's
        main.setDefaultPropertyPlaceholderLocation("false");
        main.addInitialProperty("camel.component.doccat.models-directory", models.toString());
        main.addInitialProperty("camel.component.doccat.reload-interval", "2s");
        main.configure().addRoutesBuilder(route("doccat:sentiment"));
        try {
            main.start();
            DoccatComponent component = main.getCamelContext().getComponent("doccat", DoccatComponent.class);
            assertThat(component.getReloadInterval()).isEqualTo(2000);
            assertThat(component.models()).hasSize(1);
        } finally {
            main.stop();
        }
    }

    @Test
    void same_file_by_another_way_is_the_same_instance() throws Exception {
        TinyModels.write(models, "sentiment", MODEL);
        start(
                "doccat:sentiment",
                "doccat:sentiment?alternatives=2",
                "doccat:sentiment?modelsDirectory=" + models + "/./../" + models.getFileName());
        assertThat(component().models()).hasSize(1);
    }

    @Test
    void consuming_is_refused() {
        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("doccat:sentiment").to("log:x");
                        context.start();
                    }
                }))
                .hasStackTraceContaining("it only categorizes");
    }

    @Test
    void yaml_route_gives_the_options() throws Exception {
        TinyModels.write(models, "mood", MODEL);
        loadYaml("classify-tweet", """
                - route:
                    id: classify-tweet
                    from:
                      uri: direct:classify-tweet
                      steps:
                        - to:
                            uri: doccat:mood
                            parameters:
                              modelsDirectory: "{{models.dir}}"
                              text: "${body[title]} ${body[description]}"
                              minimumScore: 0.999
                              unknownLabel: none
                              alternatives: 1
                """);
        context.start();
        Map<?, ?> body = context.createProducerTemplate()
                .requestBody(
                        "direct:classify-tweet",
                        new HashMap<>(Map.of("title", "so", "description", "happy + 100% & more?")),
                        Map.class);
        assertThat(body.toString()).contains("label=none", "alternatives=[{label=positive");
    }

    @Test
    void new_folder_and_a_new_step_are_all_that_a_new_classifier_takes() throws Exception {
        TinyModels.write(models, "sentiment", MODEL);
        loadYaml("classify", yaml("doccat:sentiment"));
        context.start();
        TinyModels.write(models, "party", TinyModels.trained("yes", "maybe", "no"));
        loadYaml("classify", yaml("doccat:sentiment", "doccat:party"));
        Map<?, ?> body = context.createProducerTemplate()
                .requestBody("direct:classify", new HashMap<>(Map.of("text", "so happy")), Map.class);
        assertThat(body.toString()).contains("party={label=yes", "sentiment={label=positive");

        loadYaml("classify", yaml("doccat:party"));
        assertThat(component().models()).extracting(ModelInfo::name).containsExactly("party");
        Files.delete(models.resolve("sentiment/model.bin"));
        assertThatThrownBy(() -> loadYaml("again", yaml("doccat:sentiment").replace("classify", "again")))
                .hasStackTraceContaining("does not exist");
        assertThatCode(() -> context.createProducerTemplate().requestBody("direct:classify", new HashMap<>()))
                .doesNotThrowAnyException();
    }

    private static String yaml(String... steps) {
        StringBuilder yaml =
                new StringBuilder("- route:\n    id: classify\n    from:\n      uri: direct:classify\n      steps:\n");
        for (String step : steps) {
            yaml.append("        - to:\n            uri: ").append(step).append('\n');
        }
        return yaml.toString();
    }

    private void loadYaml(String name, String yaml) throws Exception {
        Resource resource = ResourceHelper.fromString(name + ".camel.yaml", yaml);
        PluginHelper.getRoutesLoader(context).updateRoutes(resource);
    }

    private DoccatComponent component() {
        return context.getComponent("doccat", DoccatComponent.class);
    }

    private void start(String... uris) throws Exception {
        component().setModelsDirectory(models.toString());
        context.addRoutes(route(uris));
        context.start();
    }

    private static RouteBuilder route(String... uris) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").routeId("start").to(uris);
            }
        };
    }
}
