package io.weathervane.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArticleUrlTest {

    @ParameterizedTest
    @CsvSource({
        "HTTPS://News.Example/A/b, https://news.example/A/b",
        "https://news.example:443/a, https://news.example/a",
        "http://news.example:80/a, http://news.example/a",
        "http://news.example:443/a, http://news.example:443/a",
        "https://news.example/a#top, https://news.example/a",
        "https://news.example, https://news.example/",
        "https://news.example/?utm_source=x&UTM_Medium=y, https://news.example/",
        "https://news.example/a?b=2&utm_source=x&a=1&fbclid=z&c, https://news.example/a?b=2&a=1&c",
        "https://news.example/a?gclid=1#x?y, https://news.example/a",
        "https://news.example/a?u=https://other.example/?utm_source=x, https://news.example/a?u=https://other.example/?utm_source=x",
        "https://[2001:DB8::1]:443/a, https://[2001:db8::1]/a",
        "https://news.example/ä b?q=%C3%A4, https://news.example/ä b?q=%C3%A4",
        "'  https://news.example/a ', https://news.example/a",
        "no url at all, no url at all"
    })
    void canonical_form(String url, String canonical) {
        assertThat(ArticleUrl.canonical(url)).isEqualTo(canonical);
        assertThat(ArticleUrl.canonical(canonical)).isEqualTo(canonical);
    }

    @Test
    void key_is_the_sha_256_of_the_canonical_url() {
        assertThat(ArticleUrl.key("https://EXAMPLE.com:443/?utm_campaign=c#f"))
                .isEqualTo("0f115db062b7c0dd030b16878c99dea5c354b49dc37b38eb8846179c7783e9d7");
    }
}
