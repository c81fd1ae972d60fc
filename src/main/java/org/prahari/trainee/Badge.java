package org.prahari.trainee;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.prahari.http.Problem;

/**
 * What an Open Badge 3.0 says, or another verifiable credential of that shape: who has achieved what, by whose word, from
 * when until when, and where it is listed if it is revoked.
 *
 * @param subjects by which of these its holder is known
 * @param from when it begins to be valid
 * @param until when it ends, or null if it does not
 */
record Badge(
        String issuer,
        String achievement,
        List<Subject> subjects,
        Instant from,
        Instant until,
        List<Listing> listings) {
    static final String FIELD = "/credential";
    private static final String HASH = "sha256$";

    Badge {
        subjects = List.copyOf(subjects);
        listings = List.copyOf(listings);
    }

    /** An e-mail address, in the clear or as a salted hash. */
    record Subject(boolean hashed, String value, String salt) {
        boolean is(String email) {
            for (String written : List.of(email, IdentityCipher.normal(email))) {
                String expected = hashed ? HASH + sha256(written + salt) : written;
                String shown = hashed ? value.toLowerCase(Locale.ROOT) : IdentityCipher.normal(value);
                if (MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Its place in a status list. */
    record Listing(URI list, long index, String purpose) {}

    /** @param said the credential, or a token (VC data model 1.1) that holds one in {@code vc} */
    static Badge of(JsonNode said) {
        JsonNode credential = said.path("vc").isObject() ? said.get("vc") : said;
        if (!names(credential.path("type"), "VerifiableCredential")
                || !(names(credential.path("type"), "OpenBadgeCredential")
                        || names(credential.path("type"), "AchievementCredential"))) {
            throw fault("is not an OpenBadgeCredential");
        }
        JsonNode subject = credential.path("credentialSubject");
        Instant from = time(said, credential, "validFrom", "issuanceDate", "nbf");
        if (from == null) {
            throw fault("does not say since when it is valid");
        }
        return new Badge(
                issuerOf(said),
                subject.path("achievement").path("id").asText(),
                subjects(subject),
                from,
                time(said, credential, "validUntil", "expirationDate", "exp"),
                listings(credential.path("credentialStatus")));
    }

    /** Who speaks; {@code iss} and {@code issuer} may not contradict each other. */
    static String issuerOf(JsonNode said) {
        JsonNode issuer = (said.path("vc").isObject() ? said.get("vc") : said).path("issuer");
        String named = issuer.isObject() ? issuer.path("id").asText() : issuer.asText();
        String signs = said.path("iss").asText();
        if (!named.isEmpty() && !signs.isEmpty() && !named.equals(signs)) {
            throw fault("names two issuers");
        }
        return named.isEmpty() ? signs : named;
    }

    static boolean names(JsonNode types, String wanted) {
        if (types.isArray()) {
            for (JsonNode type : types) {
                if (type.asText().equals(wanted)) {
                    return true;
                }
            }
        }
        return types.asText().equals(wanted);
    }

    private static List<Subject> subjects(JsonNode subject) {
        List<Subject> subjects = new ArrayList<>();
        for (JsonNode each : many(subject.path("identifier"))) {
            if (names(each.path("type"), "IdentityObject")
                    && each.path("identityType").asText("emailAddress").equals("emailAddress")) {
                subjects.add(new Subject(
                        each.path("hashed").asBoolean(),
                        each.path("identityHash").asText(),
                        each.path("salt").asText()));
            }
        }
        return subjects;
    }

    private static List<Listing> listings(JsonNode status) {
        List<Listing> listings = new ArrayList<>();
        for (JsonNode each : many(status)) {
            if (!names(each.path("type"), "BitstringStatusListEntry")
                    && !names(each.path("type"), "StatusList2021Entry")) {
                throw fault("is listed in a way that is not understood here");
            }
            try {
                listings.add(new Listing(
                        URI.create(each.path("statusListCredential").asText()),
                        Long.parseLong(each.path("statusListIndex").asText()),
                        each.path("statusPurpose").asText("revocation")));
            } catch (IllegalArgumentException e) {
                throw fault("has a status that cannot be read");
            }
        }
        return listings;
    }

    private static Iterable<JsonNode> many(JsonNode one) {
        return one.isArray() ? one : one.isObject() ? List.of(one) : List.of();
    }

    /** The newer name of a time, else the older, else the token's. */
    private static Instant time(JsonNode said, JsonNode credential, String name, String older, String claim) {
        try {
            for (String each : List.of(name, older)) {
                if (credential.has(each)) {
                    return OffsetDateTime.parse(credential.get(each).asText()).toInstant();
                }
            }
            return said.path(claim).isNumber()
                    ? Instant.ofEpochSecond(said.get(claim).asLong())
                    : null;
        } catch (DateTimeException e) {
            throw fault("has a time that cannot be read");
        }
    }

    static jakarta.ws.rs.WebApplicationException fault(String what) {
        return Problem.INVALID.at(FIELD, what);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
