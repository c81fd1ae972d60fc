package org.prahari.partner;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.prahari.access.Viewer;

/** How the lists of this package are read to go out. */
public final class OwnOutflows {
    /** The times of deliveries are by the clocks of many nodes, and those of transactions that may have waited. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    private OwnOutflows() {}

    /** A message, and the webhook it was for. */
    public record Told(UUID webhook, @JsonUnwrapped DeliveryResource.Listed delivery) {}

    /** By the last part of the address. */
    public static Map<String, Outflow> all(FeedTokens tokens) {
        return Map.of("changes", changes(), "deliveries", deliveries(tokens), "webhooks", webhooks());
    }

    /** The log itself, as far as the viewer may follow it. */
    private static Outflow changes() {
        return new Journal(
                "change",
                Columns.of(ChangeEntry.class),
                (tx, viewer, since) -> Paged.of(
                        since == null ? 0 : since,
                        after -> tx.changes()
                                .list(viewer, Followed.by(viewer, List.of()), after, Long.MAX_VALUE, ExportDao.STEPS),
                        ChangeEntry::sequence));
    }

    private static Things<Webhook> webhooks() {
        return Things.ofPrivate(
                "webhook",
                Columns.of(Webhook.class),
                (tx, viewer, after, limit) -> tx.webhooks().list(viewer, after, limit),
                (tx, viewer, id) -> tx.webhooks().find(viewer, id),
                Webhook::id);
    }

    /** The log does not tell of messages; those that are on their way or have ended since come again. */
    private static Outflow deliveries(FeedTokens tokens) {
        return new Journal("delivery", Columns.of(Told.class), (tx, viewer, since) -> {
            Instant ended = since == null
                    ? null
                    : tx.findTime(since).map(at -> at.minus(SLACK)).orElse(null);
            var dao = tx.webhooks();
            Iterable<Webhook> webhooks =
                    Paged.of(Paged.FIRST, after -> dao.list(viewer, after, Paged.PAGE), Webhook::id);
            return Paged.flat(webhooks, webhook -> of(tx, viewer, webhook, ended, tokens));
        });
    }

    private static Iterable<?> of(ExportDao tx, Viewer viewer, Webhook webhook, Instant ended, FeedTokens tokens) {
        var dao = tx.deliveries();
        Iterable<Delivery> all = Paged.of(
                Paged.FIRST,
                after -> dao.list(viewer, webhook.id(), List.of(), ended, after, Paged.PAGE),
                Delivery::id);
        Function<Delivery, Iterable<?>> told = one -> List.of(new Told(
                webhook.id(),
                new DeliveryResource.Listed(one, tokens.of(webhook.client().toString(), one.afterSequence()))));
        return Paged.flat(all, told);
    }
}
