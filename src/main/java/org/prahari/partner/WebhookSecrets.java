package org.prahari.partner;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.prahari.access.Seal;

/** Secrets of webhooks as Standard Webhooks has them: made, kept sealed, and signed with. */
public final class WebhookSecrets {
    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private final Seal seal;

    public WebhookSecrets(Seal seal) {
        this.seal = seal;
    }

    /** 256 random bits. */
    static byte[] create() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    /** As its client is shown it, once. */
    static String text(byte[] secret) {
        return PREFIX + Base64.getEncoder().encodeToString(secret);
    }

    byte[] seal(UUID webhook, byte[] secret) {
        return seal.seal(context(webhook), secret);
    }

    /**
     * The header {@code webhook-signature}: one signature by the secret, and one by that before it while it is still good.
     *
     * @param now also the header {@code webhook-timestamp}, in seconds
     */
    String sign(DeliveryDao.Claimed webhook, UUID message, Instant now, byte[] body) {
        List<byte[]> sealed = new ArrayList<>(List.of(webhook.secret()));
        if (webhook.previousSecret() != null && now.isBefore(webhook.previousSecretUntil())) {
            sealed.add(webhook.previousSecret());
        }
        return String.join(
                " ",
                sealed.stream()
                        .map(each -> sign(seal.open(context(webhook.id()), each), message.toString(), now, body))
                        .toList());
    }

    static String sign(byte[] secret, String message, Instant now, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((message + "." + now.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String context(UUID webhook) {
        return "webhook " + webhook;
    }
}
