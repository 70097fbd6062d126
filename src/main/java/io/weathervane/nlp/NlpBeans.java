package io.weathervane.nlp;

import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;

/** The beans that the route to an NLP service names. */
public final class NlpBeans implements CamelConfiguration {

    private final Settings settings;

    public NlpBeans(Settings settings) {
        this.settings = settings;
    }

    @BindToRegistry("nlpHttp")
    public NlpHttp nlpHttp() {
        return new NlpHttp(settings.text(Setting.NLP_HTTP_URL), settings.text(Setting.NLP_HTTP_MODEL));
    }

    @BindToRegistry("nlpHttpClient")
    public NlpHttpClient nlpHttpClient() {
        return new NlpHttpClient(
                settings.text(Setting.NLP_HTTP_KEY_HEADER),
                settings.text(Setting.NLP_HTTP_API_KEY),
                settings.integer(Setting.NLP_HTTP_RETRIES),
                settings.duration(Setting.NLP_HTTP_RETRY_DELAY));
    }
}
