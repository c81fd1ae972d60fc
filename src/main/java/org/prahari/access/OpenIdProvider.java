package org.prahari.access;

import io.dropwizard.util.Duration;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;

/**
 * Whose access tokens are believed, and how they are read. What is left out has a default; without an issuer it is off.
 *
 * @param jwks where the provider publishes its keys; nothing a token says leads anywhere else
 * @param algorithms those a token may be signed with
 * @param types the values the header {@code typ} may have: {@code at+jwt} (RFC 9068), and {@code JWT} for a provider that
 *     does not mark its access tokens
 * @param scopes the claim with the scopes: a text with spaces, or an array
 * @param departments the claim with the departments: a text with spaces, or an array
 * @param clockSkew how far the provider's clock may be from ours
 * @param jwksCache how long fetched keys are used; shortly before, they are fetched anew in the background
 * @param jwksInterval tokens make the service fetch keys twice in this time at most: after a key unknown as yet, and once
 *     more if it still is
 * @param jwksOutage how long keys are used beyond that while the provider is away
 */
public record OpenIdProvider(
        String issuer,
        String audience,
        String jwks,
        List<String> algorithms,
        List<String> types,
        String scopes,
        String departments,
        Duration clockSkew,
        Duration jwksCache,
        Duration jwksInterval,
        Duration jwksOutage) {
    private static final Set<String> SUPPORTED =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");
    private static final Set<String> TYPES = Set.of("at+jwt", "JWT");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final long MAX_SKEW_SECONDS = 120;

    public OpenIdProvider {
        algorithms = algorithms == null ? List.of("RS256", "PS256", "ES256") : List.copyOf(algorithms);
        types = types == null ? List.of("at+jwt") : List.copyOf(types);
        scopes = scopes == null ? "scope" : scopes;
        departments = departments == null ? "departments" : departments;
        clockSkew = clockSkew == null ? Duration.seconds(30) : clockSkew;
        jwksCache = jwksCache == null ? Duration.minutes(5) : jwksCache;
        jwksInterval = jwksInterval == null ? Duration.seconds(30) : jwksInterval;
        jwksOutage = jwksOutage == null ? Duration.hours(24) : jwksOutage;
        if (issuer != null && !issuer.isBlank()) {
            location("issuer", issuer);
            location("jwks", jwks);
            check(audience != null && !audience.isBlank(), "audience is missing: a token for somebody else would open");
            check(
                    !algorithms.isEmpty() && SUPPORTED.containsAll(algorithms),
                    "algorithms " + algorithms + " are not some of " + SUPPORTED);
            check(!types.isEmpty() && TYPES.containsAll(types), "types " + types + " are not some of " + TYPES);
            check(!scopes.isBlank() && !departments.isBlank(), "scopes and departments must name claims");
            check(clockSkew.toSeconds() <= MAX_SKEW_SECONDS, "clockSkew is more than " + MAX_SKEW_SECONDS + " seconds");
            check(jwksInterval.toMilliseconds() >= 1000, "jwksInterval is less than a second");
            check(jwksInterval.compareTo(jwksCache) < 0, "jwksInterval is not shorter than jwksCache");
            check(jwksCache.compareTo(Duration.days(1)) <= 0, "jwksCache is more than a day");
        }
    }

    /** Whether it is to be asked at all. */
    boolean isOn() {
        return issuer != null && !issuer.isBlank();
    }

    private static void location(String name, String text) {
        check(text != null && !text.isBlank(), name + " is missing");
        try {
            URI uri = new URI(text);
            check(uri.getHost() != null, name + " '" + text + "' is not a URL");
            check(
                    "https".equals(uri.getScheme())
                            || ("http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost())),
                    name + " '" + text + "' must be https");
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("openid: " + name + " '" + text + "' is not a URL", e);
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("openid: " + otherwise);
        }
    }
}
