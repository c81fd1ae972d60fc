package org.prahari.trainee;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An issuer of badges who is believed, and how far. Keys and status lists are fetched from the places named here only.
 *
 * @param id exactly as it stands in its credentials
 * @param jwks where its keys are
 * @param algorithms it may sign with; RS256 and ES256 if not said
 * @param statusLists where it lists what it has revoked; a credential that names another list is refused
 * @param achievements the certification that each achievement stands for, by the achievement's id
 */
public record BadgeIssuer(
        String id, URI jwks, List<String> algorithms, List<URI> statusLists, Map<String, String> achievements) {
    private static final Set<String> SUPPORTED = Set.of("RS256", "RS384", "RS512", "PS256", "ES256", "ES384");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** The file of issuers. */
    record File(List<BadgeIssuer> issuers) {}

    public BadgeIssuer {
        algorithms = algorithms == null ? List.of("RS256", "ES256") : List.copyOf(algorithms);
        statusLists = statusLists == null ? List.of() : List.copyOf(statusLists);
        achievements = achievements == null ? Map.of() : Map.copyOf(achievements);
        check(id != null && !id.isBlank(), "an issuer has no id");
        check(isSafe(jwks), id + ": jwks '" + jwks + "' must be https");
        check(!algorithms.isEmpty() && SUPPORTED.containsAll(algorithms), id + ": algorithms are not of " + SUPPORTED);
        check(statusLists.stream().allMatch(BadgeIssuer::isSafe), id + ": statusLists must be https");
        check(!achievements.isEmpty(), id + ": achievements are missing");
    }

    /** Those that a file names; none if there is no file. */
    public static List<BadgeIssuer> read(String file) {
        if (file == null || file.isBlank()) {
            return List.of();
        }
        try {
            return new YAMLMapper()
                    .readValue(Files.readString(Path.of(file)), File.class)
                    .issuers();
        } catch (IOException e) {
            throw new IllegalArgumentException("badges: " + file + ": " + e.getMessage(), e);
        }
    }

    private static boolean isSafe(URI address) {
        return address != null
                && address.getHost() != null
                && ("https".equals(address.getScheme())
                        || ("http".equals(address.getScheme()) && LOOPBACK.contains(address.getHost())));
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("badges: " + otherwise);
        }
    }
}
