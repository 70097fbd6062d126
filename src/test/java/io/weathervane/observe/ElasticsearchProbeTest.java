package io.weathervane.observe;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ElasticsearchProbeTest {

    @RegisterExtension
    final WireMockExtension server = WireMockExtension.newInstance()
            .options(options().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @Test
    void server_whose_indices_lack_only_replicas_has_no_problem() throws IOException {
        assertThat(problem(okJson("{\"status\":\"yellow\"}"))).isEmpty();
    }

    @Test
    void red_index_is_a_problem() throws IOException {
        assertThat(problem(okJson("{\"status\":\"red\"}")))
                .hasValueSatisfying(said -> assertThat(said).contains("is red"));
    }

    @Test
    void refused_login_is_a_problem_and_a_login_that_may_only_index_is_none() throws IOException {
        assertThat(problem(aResponse().withStatus(401)))
                .hasValueSatisfying(said -> assertThat(said).contains("401"));
        assertThat(problem(aResponse().withStatus(403))).isEmpty();
    }

    @Test
    void server_that_hangs_is_not_waited_for_long() throws IOException {
        long start = System.nanoTime();
        assertThat(problem(okJson("{\"status\":\"green\"}").withFixedDelay(20_000)))
                .hasValueSatisfying(said -> assertThat(said).contains("does not answer at"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    private Optional<String> problem(ResponseDefinitionBuilder answer) throws IOException {
        server.stubFor(any(anyUrl()).willReturn(answer));
        try (RestClient client =
                RestClient.builder(HttpHost.create(server.baseUrl())).build()) {
            return new ElasticsearchProbe(client, server.baseUrl()).problem();
        }
    }
}
