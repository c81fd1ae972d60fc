package org.prahari.partner;

import io.dropwizard.util.Duration;

/**
 * How webhooks are called.
 *
 * @param loopback whether http to a loopback address is allowed, for development and tests: false
 * @param timeout for one message, from the name to the answer: 1 to 20 s. Nodes believe one another to be at a webhook for
 *     30 s
 * @param threads how many messages a node has on the way at a time: 1 to 64
 */
public record WebhookSettings(boolean loopback, Duration timeout, Integer threads) {
    private static final int LONGEST_SECONDS = 20;
    private static final int MOST_THREADS = 64;

    public WebhookSettings {
        timeout = timeout == null ? Duration.seconds(15) : timeout;
        threads = threads == null ? 8 : threads;
        if (timeout.toMilliseconds() < 1000 || timeout.toSeconds() > LONGEST_SECONDS) {
            throw new IllegalArgumentException("webhooks: timeout is not between 1 and 20 seconds");
        }
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("webhooks: threads is not between 1 and 64");
        }
    }
}
