package io.weathervane.alert;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.deadletter.DeadLetterProducer;
import jakarta.mail.PasswordAuthentication;
import java.time.Clock;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.component.mail.MailAuthenticator;
import org.elasticsearch.client.RestClient;

/** The beans that the routes of alerts name. */
public final class AlertBeans implements CamelConfiguration {

    private static final int MOST_CAUSES = 1_000;

    private final Settings settings;
    private final AlertSearch search;
    private final AlertLedger ledger;
    private final AlertOutbox outbox;
    private final Clock clock;

    /** @param elasticsearch stays the caller's to close */
    public AlertBeans(Settings settings, RestClient elasticsearch, Clock clock) {
        this.settings = settings;
        this.search = new AlertSearch(elasticsearch);
        this.ledger = new AlertLedger(search);
        this.outbox = new AlertOutbox(ledger);
        this.clock = clock;
    }

    @BindToRegistry("messageAlerts")
    public MessageAlerts messageAlerts() {
        return new MessageAlerts(search, ledger, outbox, clock, MOST_CAUSES);
    }

    @BindToRegistry("burstAlerts")
    public BurstAlerts burstAlerts() {
        return new BurstAlerts(search, outbox, clock);
    }

    @BindToRegistry("alertOutbox")
    public AlertOutbox alertOutbox() {
        return outbox;
    }

    @BindToRegistry("alertDelivery")
    public AlertDelivery alertDelivery(DeadLetterProducer deadLetters) {
        return new AlertDelivery(deadLetters);
    }

    /** @throws ConfigurationException if alerts go to a webhook without an address: that is said before the first alert */
    @BindToRegistry("alertWebhook")
    public AlertWebhook alertWebhook() {
        String url = settings.text(Setting.ALERTS_WEBHOOK_URL);
        boolean needed = settings.isOn(Setting.ALERTS_ENABLED) && "webhook".equals(settings.text(Setting.ALERTS_TO));
        if (needed && url.isBlank()) {
            throw new ConfigurationException("alerts.to is webhook, but there is no address: set ALERTS_WEBHOOK_URL");
        }
        return new AlertWebhook(url, settings.text(Setting.ALERTS_WEBHOOK_TOKEN));
    }

    /** The password of the mail server is in no endpoint URI. */
    @BindToRegistry("alertMailLogin")
    public MailAuthenticator alertMailLogin() {
        return new MailAuthenticator() {
            @Override
            public PasswordAuthentication getPasswordAuthentication() {
                // without a user name there is no login: a server in the own network may want none
                return new PasswordAuthentication(
                        settings.optional(Setting.ALERTS_EMAIL_USERNAME).orElse(null),
                        settings.optional(Setting.ALERTS_EMAIL_PASSWORD).orElse(null));
            }
        };
    }
}
