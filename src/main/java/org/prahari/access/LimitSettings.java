package org.prahari.access;

import io.dropwizard.util.Duration;

/**
 * The limits of callers. They are counted on each node by itself and forgotten when it stops: a client behind a balancer
 * over n nodes may have n times as much. That is open rather than exact, for a limit that asked a database would fail with
 * it, and would cost more than what it guards.
 *
 * @param client of each client, over all its keys. Fails open: a client forgotten because there are too many starts afresh
 * @param anonymous of each address that shows no key; an IPv6 address counts by its /64. Fails open: who has so many
 *     addresses that others are forgotten could use those addresses anyway
 * @param posts of each address that shows no key, in what it sends instead of reads. Fails open, as {@code anonymous} does;
 *     it bounds how much one address can add to what is counted, and how fast
 * @param failures of each address, in keys and tokens that are not good; from then on they are answered 429 instead of 401.
 *     A good key from the same address still opens, so that nobody can lock out a neighbour. Fails open: keys are too long
 *     to be guessed, and this is for the load and the log
 * @param addresses how many callers are remembered for each of the four
 */
public record LimitSettings(Limit client, Limit anonymous, Limit posts, Limit failures, Integer addresses) {
    private static final int MIN_ADDRESSES = 100;
    private static final int MAX_ADDRESSES = 10_000_000;

    public LimitSettings {
        client = client == null ? new Limit(6000, Duration.minutes(1), 1000) : client;
        anonymous = anonymous == null ? new Limit(1200, Duration.minutes(1), 300) : anonymous;
        posts = posts == null ? new Limit(10, Duration.minutes(1), 60) : posts;
        failures = failures == null ? new Limit(30, Duration.minutes(1), 30) : failures;
        addresses = addresses == null ? 100_000 : addresses;
        if (addresses < MIN_ADDRESSES || addresses > MAX_ADDRESSES) {
            throw new IllegalArgumentException(
                    "limits: addresses " + addresses + " is not between " + MIN_ADDRESSES + " and " + MAX_ADDRESSES);
        }
    }
}
