package io.weathervane.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weathervane.config.ConfigurationException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NewsApiHeadlinesTest {

    @Test
    void nothing_is_asked_unless_something_is_set() {
        assertThat(of("", " ", "", "")).isEmpty();
    }

    @Test
    void sources_are_asked_for_by_twenty() {
        String sources = IntStream.rangeClosed(1, 45).mapToObj(i -> "s" + i).collect(Collectors.joining(", "));

        assertThat(of("", "", sources, ""))
                .extracting(query -> query.parameters(null, null).get("sources").split(",").length)
                .containsExactly(20, 20, 5);
    }

    @Test
    void each_query_is_asked_for_in_the_same_country() {
        assertThat(of("us", "", "", "wind; rain"))
                .extracting(query -> query.parameters(null, null))
                .allSatisfy(parameters -> assertThat(parameters).containsEntry("country", "us"))
                .extracting(parameters -> parameters.get("q"))
                .containsExactly("wind", "rain");
    }

    @Test
    void sources_beside_a_country_are_refused_as_newsapi_does() {
        assertThatThrownBy(() -> of("us", "", "bbc-news", ""))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("newsapi.headlines.sources");
    }

    private static List<NewsApiHeadlines> of(String country, String category, String sources, String queries) {
        SourceCounters counters = new SourceCounters(new SimpleMeterRegistry(), "test");
        return NewsApiHeadlines.of("api", country, category, sources, queries, counters);
    }
}
