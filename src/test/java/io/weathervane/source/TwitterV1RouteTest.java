package io.weathervane.source;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.UTF_8;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.nio.file.Path;
import org.apache.camel.component.twitter.search.TwitterSearchComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TwitterV1RouteTest {

    private static final String BASE_URL = "twitter4j.restBaseURL";
    private static final String PATH = "/search/tweets.json";
    private static final String QUERY = "wind #gale lang:en -is:retweet";

    @RegisterExtension
    final WireMockExtension twitter = WireMockExtension.newInstance()
            .options(options().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @TempDir
    Path data;

    private final RouteHarness harness = new RouteHarness();
    private final CapturedLog log = new CapturedLog();

    @BeforeEach
    void settings() {
        System.setProperty(BASE_URL, twitter.baseUrl() + "/");
        TwitterSearchComponent component = new TwitterSearchComponent();
        component.setConsumerKey("s3cr3t-ck");
        component.setConsumerSecret("s3cr3t-cs");
        component.setAccessToken("s3cr3t-at");
        component.setAccessTokenSecret("s3cr3t-as");
        harness.context.addComponent("twitter-search", component);
        harness.settings.put("twitter.enabled", "true");
        harness.settings.put("twitter.query", QUERY);
        harness.settings.put("twitter.poll-interval", "200");
        harness.bind("seenTweets", new SeenMessages(data.resolve("seen.txt"), 1_000));
        harness.bind(
                "twitterV1",
                new TwitterV1(new KafkaMessages("tweets", false, new MutableClock("2026-11-21T12:00:00Z"))));
        twitter.stubFor(
                get(urlPathEqualTo(PATH)).willReturn(okJson("{\"statuses\":[" + STATUS + "],\"search_metadata\":{}}")));
    }

    @AfterEach
    void stop() {
        harness.close();
        log.close();
        System.clearProperty(BASE_URL);
    }

    @Test
    void status_is_sent_once_in_the_shape_of_api_v2() throws Exception {
        harness.start("poll-twitter-v1");

        await().until(() -> requests() >= 3);
        assertThat(harness.keys("tweets")).containsExactly("1050118621198921728");
        assertThatJson(new String(harness.sent.get(0).value(), UTF_8)).isEqualTo("""
                {
                  id: "1050118621198921728",
                  text: "To make room for more expression, we will now count &lt;all&gt; emojis &amp; more @t #a https://t.co/x",
                  created_at: "2018-10-10T20:19:24.000Z",
                  lang: "en",
                  possibly_sensitive: false,
                  in_reply_to_user_id: "42",
                  public_metrics: {retweet_count: 161, like_count: 296},
                  referenced_tweets: [{type: "quoted", id: "77"}, {type: "replied_to", id: "76"}],
                  entities: {
                    hashtags: [{start: 75, end: 77, tag: "a"}],
                    urls: [{start: 78, end: 92, url: "https://t.co/x", expanded_url: "https://example.org/x", display_url: "example.org/x"}],
                    mentions: [{start: 72, end: 74, username: "t", id: "9"}]
                  },
                  author_id: "6253282",
                  author: {
                    id: "6253282", username: "api", name: "An API", location: "San Francisco", description: "d",
                    created_at: "2007-05-23T06:01:13.000Z", protected: false, verified: true,
                    public_metrics: {followers_count: 1, following_count: 2, tweet_count: 3, listed_count: 4}
                  }
                }""");
        twitter.verify(getRequestedFor(urlPathEqualTo(PATH)).withQueryParam("q", equalTo(QUERY)));
    }

    @Test
    void status_that_kafka_does_not_take_comes_again() throws Exception {
        harness.kafkaFails = true;
        harness.start("poll-twitter-v1");
        await().until(() -> harness.sent.size() >= 2);

        harness.kafkaFails = false;
        await().until(() -> requests() >= 6);
        int sent = harness.sent.size();

        int requests = requests();
        await().until(() -> requests() >= requests + 3);
        assertThat(harness.sent).hasSize(sent);
        assertThat(log.lines())
                .anyMatch(line -> line.startsWith("WARN") && line.contains("the broker does not answer"));
        assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR"));
        assertThat(log.lines()).noneMatch(line -> line.contains("s3cr3t"));
        assertThat(harness.context.getEndpoints())
                .noneMatch(endpoint -> endpoint.getEndpointUri().contains("s3cr3t"));
    }

    private int requests() {
        return twitter.findAll(getRequestedFor(urlPathEqualTo(PATH))).size();
    }

    private static final String STATUS = """
            {"created_at":"Wed Oct 10 20:19:24 +0000 2018","id":1050118621198921728,"id_str":"1050118621198921728",
             "full_text":"To make room for more expression, we will now count &lt;all&gt; emojis &amp; more @t #a https://t.co/x",
             "truncated":false,"in_reply_to_status_id":76,"in_reply_to_user_id":42,"quoted_status_id":77,
             "entities":{"hashtags":[{"text":"a","indices":[85,87]}],
               "urls":[{"url":"https://t.co/x","expanded_url":"https://example.org/x","display_url":"example.org/x","indices":[88,102]}],
               "user_mentions":[{"screen_name":"t","name":"T","id":9,"indices":[82,84]}]},
             "user":{"id":6253282,"id_str":"6253282","name":"An API","screen_name":"api","location":"San Francisco",
               "description":"d","protected":false,"verified":true,"followers_count":1,"friends_count":2,
               "statuses_count":3,"listed_count":4,"created_at":"Wed May 23 06:01:13 +0000 2007"},
             "retweet_count":161,"favorite_count":296,"favorited":false,"retweeted":false,"possibly_sensitive":false,
             "lang":"en"}""";
}
