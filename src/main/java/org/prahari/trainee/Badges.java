package org.prahari.trainee;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.DefaultJOSEProcessor;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import io.dropwizard.lifecycle.Managed;
import io.dropwizard.util.Duration;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.prahari.access.ProviderKeys;
import org.prahari.http.Problem;

/**
 * Badges that are believed: signed by an issuer the configuration names, valid now, and not revoked. A badge can neither
 * bring its own key nor name a place to fetch from.
 */
public final class Badges implements Managed {
    private static final int SKEW_SECONDS = 60;
    private static final int MAX_DEPTH = 50;
    /** Headers by which a badge would choose its own key, or that ask for what is not understood here. */
    private static final Set<String> REFUSED = Set.of("jku", "jwk", "x5u", "x5c", "crit", "b64");

    private static final Set<JOSEObjectType> TYPES = Set.of(
            JOSEObjectType.JWT,
            new JOSEObjectType("vc+jwt"),
            new JOSEObjectType("vc+ld+jwt"),
            new JOSEObjectType("vc+ld+json+jwt"));
    private static final Set<String> ENDING = Set.of("revocation", "suspension");

    private final Map<String, Trusted> issuers = new LinkedHashMap<>();
    private final StatusLists lists;
    private final JsonMapper mapper;
    private final Clock clock;

    private record Trusted(BadgeIssuer settings, ProviderKeys keys, DefaultJOSEProcessor<SecurityContext> processor) {}

    public Badges(List<BadgeIssuer> trusted, Clock clock) {
        this.clock = clock;
        this.lists = new StatusLists(clock);
        this.mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build());
        for (BadgeIssuer each : trusted) {
            var keys = new ProviderKeys(
                    each.id(), each.jwks().toString(), Duration.minutes(5), Duration.seconds(30), Duration.hours(24));
            var processor = new DefaultJOSEProcessor<SecurityContext>();
            // A copy that can be asked whether it holds null.
            processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new HashSet<>(TYPES)));
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                    each.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet()), keys.source()));
            if (issuers.put(each.id(), new Trusted(each, keys, processor)) != null) {
                throw new IllegalArgumentException("badges: the issuer " + each.id() + " is there twice");
            }
        }
    }

    /** A badge that holds, and the certification it stands for. */
    record Believed(Badge badge, String certification) {}

    /**
     * Judges a badge now, and tells of it later: an issuer may have to be asked, for which no transaction waits.
     *
     * @return gives what {@link #believe} does, or throws what it throws
     */
    Supplier<Believed> judge(String signed) {
        try {
            Believed believed = believe(signed);
            return () -> believed;
        } catch (WebApplicationException e) {
            return () -> {
                throw e;
            };
        }
    }

    /**
     * @param signed as a compact JWS
     * @throws jakarta.ws.rs.WebApplicationException 422 if it is not to be believed, 503 if that cannot be told just now
     */
    Believed believe(String signed) {
        Trusted issuer = issuer(signed);
        Badge badge = Badge.of(verified(issuer, signed));
        Instant now = clock.instant();
        if (badge.from().isAfter(now.plusSeconds(SKEW_SECONDS))) {
            throw Badge.fault("is not valid yet");
        }
        if (badge.until() != null && !badge.until().isAfter(now.minusSeconds(SKEW_SECONDS))) {
            throw Badge.fault("has expired");
        }
        String certification = issuer.settings().achievements().get(badge.achievement());
        if (certification == null) {
            throw Badge.fault("is of an achievement that stands for no certification here");
        }
        for (Badge.Listing listing : badge.listings()) {
            if (!ENDING.contains(listing.purpose())) {
                continue;
            }
            if (!issuer.settings().statusLists().contains(listing.list())) {
                throw Badge.fault("names a list that is not known to be its issuer's");
            }
            if (lists.isSet(listing, list -> verified(issuer, list))) {
                throw Badge.fault("is revoked or suspended");
            }
        }
        return new Believed(badge, certification);
    }

    private Trusted issuer(String signed) {
        Trusted issuer =
                issuers.get(Badge.issuerOf(json(parse(signed).getPayload().toString())));
        if (issuer == null) {
            throw Badge.fault("comes from an issuer that is not believed here");
        }
        return issuer;
    }

    /** What it says, if this issuer has signed it and speaks for itself. */
    private JsonNode verified(Trusted issuer, String signed) {
        JWSObject object = parse(signed);
        Set<String> headers = object.getHeader().getIncludedParams();
        if (object.getHeader().getKeyID() == null || headers.stream().anyMatch(REFUSED::contains)) {
            throw Badge.fault("must name its key by kid, and nothing else to verify it by");
        }
        try {
            JsonNode said = json(issuer.processor().process(object, null).toString());
            if (!Badge.issuerOf(said).equals(issuer.settings().id())) {
                throw Badge.fault("is another issuer's");
            }
            return said;
        } catch (KeySourceException e) {
            if (issuer.keys().areHeld()) {
                throw Badge.fault("is signed by a key that its issuer does not have");
            }
            throw Problem.UNAVAILABLE.because("The issuer of this badge cannot be reached to check it");
        } catch (BadJOSEException | JOSEException e) {
            throw Badge.fault("is not signed as it must be");
        }
    }

    private static JWSObject parse(String signed) {
        try {
            return JWSObject.parse(signed);
        } catch (ParseException e) {
            throw Badge.fault("is not a signed token (compact JWS)");
        }
    }

    private JsonNode json(String text) {
        try {
            JsonNode said = mapper.readTree(text);
            if (said.isObject()) {
                return said;
            }
        } catch (JsonProcessingException e) {
            // Said below.
        }
        throw Badge.fault("does not hold an object of JSON");
    }

    @Override
    public void stop() throws IOException {
        lists.stop();
        for (Trusted issuer : issuers.values()) {
            issuer.keys().close();
        }
    }
}
