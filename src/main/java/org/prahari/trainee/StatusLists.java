package org.prahari.trainee;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.util.ResourceRetriever;
import io.dropwizard.lifecycle.Managed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.prahari.access.ProviderKeys;
import org.prahari.http.Problem;
import org.prahari.store.Daemons;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What issuers have revoked or suspended (Bitstring Status List, StatusList2021). A list is fetched anew after five minutes;
 * if it cannot be had, the one of before counts for an hour, and then nothing is verified: better late than wrong.
 */
final class StatusLists implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(StatusLists.class);
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration OUTAGE = Duration.ofHours(1);
    private static final int PATIENCE_MS = 4000;
    /** Of the list unpacked: 32 million credentials. */
    private static final int MAX_BYTES = 4 << 20;

    private final ResourceRetriever retriever = ProviderKeys.retriever();
    private final Cache<URI, Held> cache = Caffeine.newBuilder().maximumSize(20).build();
    private final Clock clock;
    private final ExecutorService fetching = Executors.newFixedThreadPool(2, Daemons.named("status-lists"));

    @SuppressWarnings("ArrayRecordComponent")
    private record Held(Instant fetched, String purpose, byte[] bits) {}

    StatusLists(Clock clock) {
        this.clock = clock;
    }

    /**
     * Whether it is revoked or suspended.
     *
     * @param verified gives what a signed list says, and throws if it is not the issuer's
     */
    boolean isSet(Badge.Listing listing, Function<String, JsonNode> verified) {
        Held held = cache.getIfPresent(listing.list());
        Instant now = clock.instant();
        if (held == null || held.fetched().plus(FRESH).isBefore(now)) {
            Held fetched = fetch(listing.list(), verified, now);
            if (fetched != null) {
                held = fetched;
                cache.put(listing.list(), fetched);
            }
        }
        if (held == null || held.fetched().plus(OUTAGE).isBefore(now)) {
            throw Problem.UNAVAILABLE.because("The issuer's list of what is revoked cannot be had just now");
        }
        if (!held.purpose().equals(listing.purpose())
                || listing.index() < 0
                || listing.index() >= held.bits().length * 8L) {
            throw Badge.fault("is not in the list that it names");
        }
        return (held.bits()[(int) (listing.index() / 8)] >> (7 - listing.index() % 8) & 1) == 1;
    }

    /** @return null if it cannot be had */
    private Held fetch(URI list, Function<String, JsonNode> verified, Instant now) {
        var task =
                fetching.submit(() -> retriever.retrieveResource(list.toURL()).getContent());
        try {
            JsonNode said =
                    verified.apply(task.get(PATIENCE_MS, TimeUnit.MILLISECONDS).strip());
            JsonNode credential = said.path("vc").isObject() ? said.get("vc") : said;
            JsonNode subject = credential.path("credentialSubject");
            if (!Badge.names(credential.path("type"), "BitstringStatusListCredential")
                    && !Badge.names(credential.path("type"), "StatusList2021Credential")) {
                throw new IOException("it is no status list");
            }
            return new Held(
                    now,
                    subject.path("statusPurpose").asText("revocation"),
                    unpacked(subject.path("encodedList").asText()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException | TimeoutException | IOException | RuntimeException e) {
            task.cancel(true);
            LOG.warn("The status list {} cannot be had: {}", list, e.toString());
            return null;
        }
    }

    /** Base64url, with the letter that says so in front in the newer kind of list, of what is packed by gzip. */
    private static byte[] unpacked(String encoded) throws IOException {
        String bare = encoded.startsWith("u") ? encoded.substring(1) : encoded;
        try (InputStream in = new GZIPInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(bare)))) {
            byte[] bits = in.readNBytes(MAX_BYTES + 1);
            if (bits.length == 0 || bits.length > MAX_BYTES) {
                throw new IOException("it is empty or too long");
            }
            return bits;
        }
    }

    @Override
    public void stop() {
        fetching.shutdownNow();
    }
}
