package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which sources are polled, and which of them are samples: a source without a key is a sample in the dev profile and
 * off in prod. Immutable.
 *
 * @param x how X's recent search is polled
 * @param newsApi how NewsAPI is polled
 * @param twitterV1 whether all four keys of the old API are there
 */
record Sources(Polling x, Polling newsApi, boolean twitterV1) {

    private static final Setting[] TWITTER_KEYS = {
        Setting.TWITTER_CONSUMER_KEY,
        Setting.TWITTER_CONSUMER_SECRET,
        Setting.TWITTER_ACCESS_TOKEN,
        Setting.TWITTER_ACCESS_TOKEN_SECRET
    };

    /** How a source is polled. */
    enum Polling {
        LIVE,
        SAMPLE,
        OFF;

        boolean isOn() {
            return this != OFF;
        }
    }

    static Sources of(Settings settings) {
        return new Sources(
                polling(settings, Setting.X_BEARER_TOKEN),
                polling(settings, Setting.NEWSAPI_API_KEY),
                Stream.of(TWITTER_KEYS).allMatch(settings::isSet));
    }

    private static Polling polling(Settings settings, Setting key) {
        if (settings.isSet(key)) {
            return Polling.LIVE;
        }
        return "dev".equals(settings.profile()) ? Polling.SAMPLE : Polling.OFF;
    }

    /**
     * The settings for the routes: what is on, and where the samples are in place of the API.
     *
     * @throws ConfigurationException when the stream is on without a key
     */
    Settings applyTo(Settings settings) {
        if (x != Polling.LIVE && "true".equals(settings.text(Setting.X_STREAM_ENABLED))) {
            throw new ConfigurationException("x.stream.enabled=true needs the bearer token of an app: set "
                    + Setting.X_BEARER_TOKEN.variable() + " in the environment, or x.stream.enabled=false");
        }
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("x.enabled", String.valueOf(x.isOn()));
        changes.put("newsapi.enabled", String.valueOf(newsApi.isOn()));
        changes.put("twitter.enabled", String.valueOf(twitterV1));
        changes.put("samples.enabled", String.valueOf(x == Polling.SAMPLE || newsApi == Polling.SAMPLE));
        String samples =
                "http://" + settings.text(Setting.HTTP_HOST) + ":" + settings.text(Setting.HTTP_PORT) + "/sample-apis/";
        if (x == Polling.SAMPLE) {
            changes.put(Setting.X_API_URL.key(), samples + "x");
            changes.put(Setting.X_POLL_INTERVAL.key(), settings.text(Setting.SAMPLES_POLL_INTERVAL));
        }
        if (newsApi == Polling.SAMPLE) {
            changes.put(Setting.NEWSAPI_API_URL.key(), samples + "newsapi");
            changes.put(Setting.NEWSAPI_POLL_INTERVAL.key(), settings.text(Setting.SAMPLES_POLL_INTERVAL));
        }
        if (!twitterV1) {
            // camel-twitter wants all four even for a route that does not start
            Stream.of(TWITTER_KEYS).forEach(key -> changes.put(key.key(), "unset"));
        }
        return settings.with(changes);
    }

    /** For the console. */
    String describeX(Settings settings) {
        return describe(x, settings.text(Setting.X_QUERY), Setting.X_BEARER_TOKEN);
    }

    /** For the console. */
    String describeNewsApi(Settings settings) {
        return describe(newsApi, settings.text(Setting.NEWSAPI_QUERY), Setting.NEWSAPI_API_KEY);
    }

    /** For the console. */
    String describeTwitterV1(Settings settings) {
        return twitterV1 ? "live: " + settings.text(Setting.TWITTER_QUERY) : "off (its four keys are not set)";
    }

    private static String describe(Polling polling, String query, Setting key) {
        return switch (polling) {
            case LIVE -> "live: " + query;
            case SAMPLE -> "SAMPLES written for this demo; set " + key.variable() + " for the real thing";
            case OFF -> "off (" + key.variable() + " is not set)";
        };
    }
}
