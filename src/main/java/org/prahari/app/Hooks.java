package org.prahari.app;

import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.jdbi.v3.core.Jdbi;
import org.prahari.access.ClientDao;
import org.prahari.access.Seal;
import org.prahari.access.Standing;
import org.prahari.http.MergePatch;
import org.prahari.partner.ChangesDao;
import org.prahari.partner.ChangesResource;
import org.prahari.partner.Courier;
import org.prahari.partner.CourierRounds;
import org.prahari.partner.DeliveryDao;
import org.prahari.partner.DeliveryResource;
import org.prahari.partner.FeedTokens;
import org.prahari.partner.SecretResource;
import org.prahari.partner.Sender;
import org.prahari.partner.Waiting;
import org.prahari.partner.WebhookDao;
import org.prahari.partner.WebhookResource;
import org.prahari.partner.WebhookRules;
import org.prahari.partner.WebhookSecrets;

/** How partners learn of changes: they ask for them, or are told. */
final class Hooks {
    private Hooks() {}

    static void register(
            PrahariConfiguration configuration, Environment environment, Jdbi jdbi, MergePatch patch, Clock clock) {
        var tokens = new FeedTokens(Parts.cursor(configuration));
        ChangesDao changes = jdbi.onDemand(ChangesDao.class);
        var waiting = new Waiting(changes::head);
        environment.lifecycle().manage(waiting);
        environment.lifecycle().addEventListener(waiting);
        environment.jersey().register(new ChangesResource(changes, tokens, waiting));

        var settings = configuration.getWebhooks();
        var metrics = environment.metrics();
        var secrets = new WebhookSecrets(new Seal(configuration.webhookKey()));
        var standing = new Standing(jdbi.onDemand(ClientDao.class), clock);
        var sender = new Sender(
                SystemDefaultDnsResolver.INSTANCE, DefaultClientTlsStrategy.createDefault(), settings, metrics);
        WebhookDao webhooks = jdbi.onDemand(WebhookDao.class);
        DeliveryDao deliveries = jdbi.onDemand(DeliveryDao.class);
        var courier = new Courier(
                deliveries,
                webhooks,
                changes,
                standing,
                tokens,
                secrets,
                sender,
                environment.getObjectMapper(),
                metrics,
                clock);
        var rules = new WebhookRules(settings);
        var resource = new DeliveryResource(webhooks, deliveries, rules, tokens, courier, clock);
        environment.lifecycle().manage(sender);
        environment.lifecycle().manage(resource);
        environment.lifecycle().manage(new CourierRounds(courier, deliveries, settings, metrics, clock));
        environment.jersey().register(new WebhookResource(webhooks, rules, secrets, standing, patch, clock));
        environment.jersey().register(new SecretResource(webhooks, rules, secrets, clock));
        environment.jersey().register(resource);
    }
}
