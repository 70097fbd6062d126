package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StepTimerTest {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final StepTimer timer = new StepTimer();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void each_step_is_timed_below_the_one_that_it_is_in() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:outer")
                        .to("direct:inner?timeout=5")
                        .choice()
                        .when(constant(true))
                        .setBody(constant("x"));
                from("direct:inner").delay(PAUSE.toMillis()).syncDelayed();
            }
        });

        camel.createProducerTemplate().requestBody("direct:outer", "text");
        List<Timing> timings = timer.take();

        assertThat(timings)
                .extracting(timing -> timing.depth() + " " + timing.step())
                .startsWith("0 direct:inner")
                .anyMatch(step -> step.startsWith("1 delay"))
                .anyMatch(step -> step.startsWith("0 choice"))
                .anyMatch(step -> step.startsWith("1 setBody"));
        assertThat(timings.get(0).time()).isGreaterThanOrEqualTo(PAUSE);
        assertThat(timer.take()).isEmpty();
    }

    @Test
    void step_that_fails_is_timed_too() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:outer").throwException(new IllegalStateException("boom"));
            }
        });

        assertThat(camel.createProducerTemplate()
                        .send("direct:outer", exchange -> {})
                        .getException())
                .hasMessage("boom");
        assertThat(timer.take()).hasSize(1);
    }

    private void start(RouteBuilder routes) throws Exception {
        camel.disableJMX();
        camel.getCamelContextExtension().addInterceptStrategy(timer);
        camel.addRoutes(routes);
        camel.start();
    }
}
