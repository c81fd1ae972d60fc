package org.prahari.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** Counts what callers ask for, in memory. Knows nothing of HTTP but the names of two headers' fields. */
public final class Limits {
    private final Map<Kind, Counter> counters = new EnumMap<>(Kind.class);

    /** Which limit. */
    public enum Kind {
        CLIENT,
        ANONYMOUS,
        POSTS,
        FAILURES
    }

    /**
     * Whether a request may pass.
     *
     * @param policy the header RateLimit-Policy
     * @param remaining how many may follow at once
     * @param retrySeconds until one more may pass; 0 if this one did
     * @param resetSeconds until all that may come at once may come again
     */
    public record Verdict(
            boolean allowed, String name, String policy, long remaining, long retrySeconds, long resetSeconds) {
        /** The header RateLimit. */
        public String state() {
            return "\"" + name + "\";r=" + remaining + ";t=" + resetSeconds;
        }
    }

    /** @param nanoTime a clock that never goes back, in nanoseconds */
    public Limits(LimitSettings settings, LongSupplier nanoTime) {
        counters.put(Kind.CLIENT, new Counter(Kind.CLIENT, settings.client(), settings.addresses(), nanoTime));
        counters.put(Kind.ANONYMOUS, new Counter(Kind.ANONYMOUS, settings.anonymous(), settings.addresses(), nanoTime));
        counters.put(Kind.POSTS, new Counter(Kind.POSTS, settings.posts(), settings.addresses(), nanoTime));
        counters.put(Kind.FAILURES, new Counter(Kind.FAILURES, settings.failures(), settings.addresses(), nanoTime));
    }

    /**
     * Counts one request.
     *
     * @param who the name of a client, or the network of an address
     */
    public Verdict take(Kind kind, String who) {
        Counter counter = counters.get(kind);
        return counter.verdict(counter.bucket(who).tryConsumeAndReturnRemaining(1));
    }

    /** How many callers are remembered. */
    long remembered(Kind kind) {
        Cache<String, Bucket> buckets = counters.get(kind).buckets;
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    /** The buckets of one limit. One that nobody has taken from until it was full again need not be remembered. */
    private static final class Counter {
        private static final double NANOS = 1e9;
        private final String name;
        private final String policy;
        private final Limit limit;
        private final Meter meter;
        private final Cache<String, Bucket> buckets;

        Counter(Kind kind, Limit limit, int atMost, LongSupplier nanoTime) {
            this.name = kind.name().toLowerCase(Locale.ROOT);
            this.policy = "\"" + name + "\";q=" + limit.requests() + ";w="
                    + limit.per().toSeconds();
            this.limit = limit;
            this.meter = new Meter(nanoTime);
            this.buckets = Caffeine.newBuilder()
                    .maximumSize(atMost)
                    .expireAfterAccess(Duration.ofSeconds(limit.secondsUntilFull()))
                    .ticker(nanoTime::getAsLong)
                    .executor(Runnable::run)
                    .build();
        }

        Bucket bucket(String who) {
            return buckets.get(
                    who,
                    unknown -> Bucket.builder()
                            .withCustomTimePrecision(meter)
                            .addLimit(bandwidth -> bandwidth
                                    .capacity(limit.burst())
                                    .refillGreedy(
                                            limit.requests(),
                                            Duration.ofNanos(limit.per().toNanoseconds())))
                            .build());
        }

        Verdict verdict(ConsumptionProbe probe) {
            return new Verdict(
                    probe.isConsumed(),
                    name,
                    policy,
                    probe.getRemainingTokens(),
                    seconds(probe.getNanosToWaitForRefill()),
                    seconds(probe.getNanosToWaitForReset()));
        }

        private static long seconds(long nanos) {
            return (long) Math.ceil(nanos / NANOS);
        }
    }

    private record Meter(LongSupplier nanoTime) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return nanoTime.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
