package org.prahari.partner;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.prahari.http.Problem;
import org.prahari.http.Text;

/**
 * What one may say of a webhook.
 *
 * @param state active or paused; left out, it stays as it is, and a new one is active
 */
public record WebhookRequest(
        @Text.Line @Size(max = 2000) String url,
        @Size(max = 200) @Pattern(regexp = "[^\\n\\t]*") String description,
        @NotEmpty @Size(max = 20) List<@Text.Line String> features,

        @NotEmpty @Size(max = 50) List<@Text.Line @Pattern(regexp = "\\*|IN-[A-Z]{2}") String> departments,

        Webhook.State state) {
    static WebhookRequest of(Webhook stored) {
        return new WebhookRequest(stored.url(), stored.description(), stored.features(), stored.departments(), null);
    }

    Webhook create(UUID id, UUID client, Instant now) {
        Webhook.State first = state == null ? Webhook.State.ACTIVE : allowed();
        return new Webhook(id, client, url, description, features, departments, first, null, null, 1, now, now);
    }

    Webhook replace(Webhook stored, Instant now) {
        return new Webhook(
                stored.id(),
                stored.client(),
                url,
                description,
                features,
                departments,
                state == null ? stored.state() : allowed(),
                state == null ? stored.reason() : null,
                stored.previousSecretUntil(),
                stored.version() + 1,
                stored.createdAt(),
                now);
    }

    private Webhook.State allowed() {
        if (state == Webhook.State.DISABLED) {
            throw Problem.INVALID.at("/state", "is active or paused; a webhook is disabled by the service");
        }
        return state;
    }
}
