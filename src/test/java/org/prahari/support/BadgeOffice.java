package org.prahari.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** An issuer of Open Badges, whom the service under test believes: it signs, and publishes its keys and what it revoked. */
public final class BadgeOffice {
    public static final String CERTIFICATION = "COMPTIA-CYSA";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ENTRIES = 131_072;

    public final RSAKey key = key("office-1");
    private final HttpServer server;
    private final BitSet revoked = new BitSet();
    private volatile boolean away;
    private volatile String list;

    BadgeOffice() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String text = path.equals("/keys")
                    ? new JWKSet(key).toString()
                    : list != null
                            ? list
                            : sign(statusList(Integer.parseInt(path.substring(path.lastIndexOf('/') + 1))));
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(away && !path.equals("/keys") ? 500 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    /** Writes the file in which an operator says that this issuer is believed. */
    Path write(Path file) throws IOException {
        var lists = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            lists.append(i == 0 ? "" : ", ").append(listAddress(i));
        }
        return Files.writeString(file, """
                issuers:
                  - id: %s
                    jwks: %s/keys
                    statusLists: [%s]
                    achievements:
                      %s: %s
                """.formatted(issuer(), issuer(), lists, achievement(), CERTIFICATION));
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public String achievement() {
        return issuer() + "/achievements/cysa";
    }

    /** One of ten lists: the service keeps each for minutes, so a test that changes one takes one of its own. */
    public String listAddress(int number) {
        return issuer() + "/status/" + number;
    }

    public void revoke(int index) {
        revoked.set(index);
    }

    /** Whether its status lists can be had. */
    public void isAway(boolean now) {
        away = now;
    }

    /** What it publishes in place of each status list; null for the true ones. */
    public void publish(String text) {
        list = text;
    }

    /** A good badge of whoever has this e-mail address. */
    public String badge(String email) {
        return sign(credential(email));
    }

    /** What a good badge says. */
    public ObjectNode credential(String email) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        ObjectNode credential = JSON.createObjectNode();
        credential.putArray("@context").add("https://www.w3.org/ns/credentials/v2");
        credential.putArray("type").add("VerifiableCredential").add("OpenBadgeCredential");
        credential.putObject("issuer").put("id", issuer()).put("type", "Profile");
        credential.put("validFrom", now.minus(30, ChronoUnit.DAYS).toString());
        credential.put("validUntil", now.plus(365, ChronoUnit.DAYS).toString());
        ObjectNode subject = credential.putObject("credentialSubject");
        subject.put("type", "AchievementSubject");
        subject.putObject("achievement").put("id", achievement()).put("type", "Achievement");
        subject.putArray("identifier")
                .addObject()
                .put("type", "IdentityObject")
                .put("hashed", true)
                .put("identityHash", "sha256$" + sha256(email + "salty"))
                .put("identityType", "emailAddress")
                .put("salt", "salty");
        return credential;
    }

    /** Gives a credential a place in a status list. */
    public ObjectNode listed(ObjectNode credential, int number, int index) {
        credential
                .putObject("credentialStatus")
                .put("type", "BitstringStatusListEntry")
                .put("statusPurpose", "revocation")
                .put("statusListIndex", Integer.toString(index))
                .put("statusListCredential", listAddress(number));
        return credential;
    }

    public ObjectNode statusList(int number) {
        byte[] bits = new byte[ENTRIES / 8];
        revoked.stream().forEach(index -> bits[index / 8] |= (byte) (1 << (7 - index % 8)));
        ObjectNode credential = JSON.createObjectNode();
        credential.putArray("type").add("VerifiableCredential").add("BitstringStatusListCredential");
        credential.put("issuer", issuer()).put("id", listAddress(number));
        credential
                .putObject("credentialSubject")
                .put("type", "BitstringStatusList")
                .put("statusPurpose", "revocation")
                .put(
                        "encodedList",
                        "u" + Base64.getUrlEncoder().withoutPadding().encodeToString(gzip(bits)));
        return credential;
    }

    public String sign(JsonNode credential) {
        return sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(JOSEObjectType.JWT)
                        .keyID("office-1"),
                credential,
                key);
    }

    public static String sign(JWSHeader.Builder header, JsonNode credential, RSAKey key) {
        try {
            var object = new JWSObject(header.build(), new Payload(credential.toString()));
            object.sign(new RSASSASigner(key));
            return object.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return packed.toByteArray();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
