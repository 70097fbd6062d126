package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weathervane.doccat.DoccatComponent;
import io.weathervane.reload.Problem;
import io.weathervane.reload.ReloadReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelOutcomesTest {

    @TempDir
    Path models;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ReloadReport report = new ReloadReport(Clock.systemUTC());
    private final ModelOutcomes outcomes = new ModelOutcomes(camel, report);

    @AfterEach
    void stop() {
        outcomes.close();
        camel.stop();
    }

    @Test
    void saved_model_is_reported_as_swapped_or_as_refused_with_the_reason() throws Exception {
        Path file = Files.createDirectory(models.resolve("mood")).resolve("model.bin");
        byte[] good = Files.readAllBytes(Path.of("models/sentiment/model.bin"));
        byte[] better = Files.readAllBytes(Path.of("models/irony/model.bin"));
        Files.write(file, good);
        DoccatComponent doccat = camel.getComponent("doccat", DoccatComponent.class);
        doccat.setModelsDirectory(models.toString());
        doccat.setReloadInterval(20);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:classify").to("doccat:mood");
            }
        });
        camel.start();
        outcomes.look();
        assertThat(report.last()).isEmpty();
        outcomes.start();

        Files.write(file, new byte[] {1, 2, 3});
        await().until(() -> !report.problems().isEmpty());
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(file);
            assertThat(problem.reason()).startsWith("cannot be used as a model: ");
        });

        Files.write(file, better);
        await().until(() -> report.problems().isEmpty());
        assertThat(report.last().orElseThrow().problems()).isEqualTo(java.util.List.<Problem>of());
    }
}
