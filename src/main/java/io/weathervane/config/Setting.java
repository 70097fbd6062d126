package io.weathervane.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every setting of Weathervane itself, with the values it takes. Defaults and descriptions stand in
 * {@code application.properties}; a test keeps the two together. Camel's own {@code camel.*} settings are not listed.
 */
public enum Setting {
    KAFKA_BROKERS("kafka.brokers", SettingType.TEXT),
    KAFKA_CLIENT_CONFIG("kafka.client-config", SettingType.TEXT),
    KAFKA_PORT("kafka.port", SettingType.PORT),
    KAFKA_TOPIC_TWEETS("kafka.topic.tweets", SettingType.TOPIC),
    KAFKA_TOPIC_NEWS("kafka.topic.news", SettingType.TOPIC),
    KAFKA_TOPIC_ALERTS("kafka.topic.alerts", SettingType.TOPIC),
    KAFKA_TOPIC_PARTITIONS("kafka.topic.partitions", SettingType.wholeNumber(1, 10_000)),
    KAFKA_TOPIC_REPLICATION_FACTOR("kafka.topic.replication-factor", SettingType.wholeNumber(1, 100)),
    KAFKA_CONSUMER_GROUP("kafka.consumer.group", SettingType.REQUIRED_TEXT),
    KAFKA_MAX_MESSAGE_BYTES("kafka.max-message-bytes", SettingType.wholeNumber(65_536, 1024 * 1024 * 1024)),

    ELASTICSEARCH_URL("elasticsearch.url", SettingType.OPTIONAL_URL),
    ELASTICSEARCH_USERNAME("elasticsearch.username", SettingType.TEXT),
    ELASTICSEARCH_PASSWORD("elasticsearch.password", SettingType.SECRET),
    ELASTICSEARCH_API_KEY("elasticsearch.api-key", SettingType.SECRET),
    ELASTICSEARCH_CA_CERTIFICATE("elasticsearch.ca-certificate", SettingType.TEXT),
    ELASTICSEARCH_REQUEST_TIMEOUT("elasticsearch.request-timeout", SettingType.DURATION),
    ELASTICSEARCH_PORT("elasticsearch.port", SettingType.PORT),
    ELASTICSEARCH_HEAP("elasticsearch.heap", SettingType.MEMORY),
    ELASTICSEARCH_HOME("elasticsearch.home", SettingType.TEXT),

    INDEX_BATCH_SIZE("index.batch-size", SettingType.wholeNumber(1, 10_000)),
    INDEX_BATCH_TIMEOUT("index.batch-timeout", SettingType.wholeNumber(10, 60_000)),
    INDEX_BULK_BYTES("index.bulk-bytes", SettingType.wholeNumber(1024, 1024 * 1024 * 1024)),
    INDEX_CONSUMERS("index.consumers", SettingType.wholeNumber(1, 64)),
    INDEX_RETRY_INITIAL("index.retry.initial-delay", SettingType.DURATION),
    INDEX_RETRY_MAXIMUM("index.retry.maximum-delay", SettingType.DURATION),

    X_BEARER_TOKEN("x.bearer-token", SettingType.SECRET),
    X_API_URL("x.api-url", SettingType.URL),
    X_QUERY("x.query", SettingType.REQUIRED_TEXT),
    X_POLL_INTERVAL("x.poll-interval", SettingType.DURATION),
    X_PAGE_BUDGET("x.page-budget", SettingType.wholeNumber(1, 1_000)),

    X_STREAM_ENABLED("x.stream.enabled", SettingType.SWITCH),
    X_STREAM_RULES("x.stream.rules", SettingType.TEXT),
    X_STREAM_SILENCE("x.stream.silence", SettingType.wholeNumber(1_000, 600_000)),
    X_STREAM_OVERLAP("x.stream.overlap", SettingType.DURATION),
    X_STREAM_BACKFILL_MINUTES("x.stream.backfill-minutes", SettingType.wholeNumber(0, 5)),

    TWITTER_CONSUMER_KEY("twitter.consumer-key", SettingType.SECRET),
    TWITTER_CONSUMER_SECRET("twitter.consumer-secret", SettingType.SECRET),
    TWITTER_ACCESS_TOKEN("twitter.access-token", SettingType.SECRET),
    TWITTER_ACCESS_TOKEN_SECRET("twitter.access-token-secret", SettingType.SECRET),
    TWITTER_QUERY("twitter.query", SettingType.REQUIRED_TEXT),
    TWITTER_POLL_INTERVAL("twitter.poll-interval", SettingType.DURATION),

    NEWSAPI_API_KEY("newsapi.api-key", SettingType.SECRET),
    NEWSAPI_API_URL("newsapi.api-url", SettingType.URL),
    NEWSAPI_QUERY("newsapi.query", SettingType.REQUIRED_TEXT),
    NEWSAPI_LANGUAGE("newsapi.language", SettingType.TEXT),
    NEWSAPI_POLL_INTERVAL("newsapi.poll-interval", SettingType.DURATION),
    NEWSAPI_PAGE_BUDGET("newsapi.page-budget", SettingType.wholeNumber(1, 1_000)),
    NEWSAPI_DAILY_REQUESTS("newsapi.daily-requests", SettingType.wholeNumber(1, 1_000_000)),
    NEWSAPI_HEADLINES_COUNTRY("newsapi.headlines.country", SettingType.TEXT),
    NEWSAPI_HEADLINES_CATEGORY("newsapi.headlines.category", SettingType.TEXT),
    NEWSAPI_HEADLINES_SOURCES("newsapi.headlines.sources", SettingType.TEXT),
    NEWSAPI_HEADLINES_QUERY("newsapi.headlines.query", SettingType.TEXT),

    HTTP_CLIENT_CONNECT_TIMEOUT("http-client.connect-timeout", SettingType.wholeNumber(1, 600_000)),
    HTTP_CLIENT_RESPONSE_TIMEOUT("http-client.response-timeout", SettingType.wholeNumber(1, 600_000)),

    NLP_HTTP_URL("nlp-http.url", SettingType.OPTIONAL_URL),
    NLP_HTTP_API_KEY("nlp-http.api-key", SettingType.SECRET),
    NLP_HTTP_KEY_HEADER("nlp-http.key-header", SettingType.REQUIRED_TEXT),
    NLP_HTTP_MODEL("nlp-http.model", SettingType.REQUIRED_TEXT),
    NLP_HTTP_TIMEOUT("nlp-http.timeout", SettingType.wholeNumber(1, 60_000)),
    NLP_HTTP_RETRIES("nlp-http.retries", SettingType.wholeNumber(0, 5)),
    NLP_HTTP_RETRY_DELAY("nlp-http.retry-delay", SettingType.DURATION),

    ALERTS_ENABLED("alerts.enabled", SettingType.SWITCH),
    ALERTS_INTERVAL("alerts.interval", SettingType.DURATION),
    ALERTS_TO("alerts.to", SettingType.REQUIRED_TEXT),
    ALERTS_RETRY_DELAY("alerts.retry-delay", SettingType.wholeNumber(1, 60_000)),
    ALERTS_WEBHOOK_URL("alerts.webhook.url", SettingType.SECRET),
    ALERTS_WEBHOOK_TOKEN("alerts.webhook.token", SettingType.SECRET),
    ALERTS_EMAIL_PROTOCOL("alerts.email.protocol", SettingType.REQUIRED_TEXT),
    ALERTS_EMAIL_SERVER("alerts.email.server", SettingType.REQUIRED_TEXT),
    ALERTS_EMAIL_USERNAME("alerts.email.username", SettingType.TEXT),
    ALERTS_EMAIL_PASSWORD("alerts.email.password", SettingType.SECRET),
    ALERTS_EMAIL_FROM("alerts.email.from", SettingType.REQUIRED_TEXT),
    ALERTS_EMAIL_TO("alerts.email.to", SettingType.REQUIRED_TEXT),

    SAMPLES_X_INTERVAL("samples.x-interval", SettingType.DURATION),
    SAMPLES_NEWSAPI_INTERVAL("samples.newsapi-interval", SettingType.DURATION),
    SAMPLES_BACKLOG("samples.backlog", SettingType.wholeNumber(0, 100)),
    SAMPLES_POLL_INTERVAL("samples.poll-interval", SettingType.DURATION),

    ROUTES_DIR("routes.dir", SettingType.DIRECTORY),
    MODELS_DIR("models.dir", SettingType.DIRECTORY),
    PIPELINES_DIR("pipelines.dir", SettingType.DIRECTORY),
    TEMPLATES_DIR("templates.dir", SettingType.DIRECTORY),
    SAMPLES_DIR("samples.dir", SettingType.REQUIRED_TEXT),
    INBOX_DIR("inbox.dir", SettingType.REQUIRED_TEXT),
    INBOX_POLL_INTERVAL("inbox.poll-interval", SettingType.wholeNumber(100, 3_600_000)),
    INBOX_SETTLE_TIME("inbox.settle-time", SettingType.wholeNumber(1, 3_600_000)),
    DATA_DIR("data.dir", SettingType.REQUIRED_TEXT),

    RELOAD_ENABLED("reload.enabled", SettingType.SWITCH),

    TRAINING_DATA_DIR("training.data.dir", SettingType.REQUIRED_TEXT),

    CLI_ENABLED("cli.enabled", SettingType.SWITCH),
    HTTP_HOST("http.host", SettingType.REQUIRED_TEXT),
    HTTP_PORT("http.port", SettingType.PORT),
    PAGE_ENABLED("page.enabled", SettingType.SWITCH_OR_LOCAL),
    HAWTIO_ENABLED("hawtio.enabled", SettingType.SWITCH),
    HAWTIO_PORT("hawtio.port", SettingType.PORT),
    JOLOKIA_ENABLED("jolokia.enabled", SettingType.SWITCH),
    JOLOKIA_USERNAME("jolokia.username", SettingType.TEXT),
    JOLOKIA_PASSWORD("jolokia.password", SettingType.SECRET),
    STARTUP_TIMEOUT("startup.timeout", SettingType.DURATION),
    REPORT_INTERVAL("report.interval", SettingType.DURATION);

    private final String key;
    private final SettingType type;

    Setting(String key, SettingType type) {
        this.key = key;
        this.type = type;
    }

    /** The name in {@code application.properties}. */
    public String key() {
        return key;
    }

    /** The name in the environment: {@code kafka.brokers} is {@code KAFKA_BROKERS}. */
    public String variable() {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    SettingType type() {
        return type;
    }

    /** The setting of that key, if Weathervane has one. */
    public static Optional<Setting> of(String key) {
        return Arrays.stream(values()).filter(s -> s.key.equals(key)).findFirst();
    }
}
