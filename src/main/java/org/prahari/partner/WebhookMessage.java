package org.prahari.partner;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;

/**
 * What a receiver is sent: ids only. Its schema is in {@code api-spec/webhooks.yaml} and does not break.
 *
 * @param type {@code changes}, or {@code test} with nothing in it
 * @param timestamp when the message was made, the same at each attempt
 */
record WebhookMessage(String type, Instant timestamp, Data data) {
    static WebhookMessage changes(Instant timestamp, List<Item> items) {
        return new WebhookMessage("changes", timestamp, new Data(items));
    }

    static WebhookMessage test(Instant timestamp) {
        return new WebhookMessage("test", timestamp, new Data(List.of()));
    }

    record Data(List<Item> items) {
        Data {
            items = List.copyOf(items);
        }
    }

    /** @param event the same whenever this change is told, and a token to follow the feed from, or to replay from */
    record Item(String event, @JsonUnwrapped ChangeEntry change) {}
}
