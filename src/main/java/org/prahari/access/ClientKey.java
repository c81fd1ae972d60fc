package org.prahari.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A client's key: {@code prk_<environment>_<key id><secret><checksum>}, the last three in lower-case hexadecimal: 8, 32
 * and 4 bytes. The checksum (CRC-32 of all before it) lets scanners for leaked keys know one at sight. Only an HMAC of
 * the secret under a pepper that the database never sees is stored.
 */
public record ClientKey(String environment, String id, String secret) {
    static final String PREFIX = "prk_";
    private static final Pattern SHAPE = Pattern.compile("prk_([a-z]{1,10})_([0-9a-f]{16})([0-9a-f]{64})([0-9a-f]{8})");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 8;
    private static final int SECRET_BYTES = 32;

    static ClientKey mint(String environment) {
        return new ClientKey(environment, random(ID_BYTES), random(SECRET_BYTES));
    }

    /** The id in a text of a key's shape, whether its checksum is right or not. */
    static Optional<String> id(String text) {
        var matcher = SHAPE.matcher(text);
        return matcher.matches() ? Optional.of(matcher.group(2)) : Optional.empty();
    }

    static Optional<ClientKey> parse(String text) {
        var matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var key = new ClientKey(matcher.group(1), matcher.group(2), matcher.group(3));
        return key.text().equals(text) ? Optional.of(key) : Optional.empty();
    }

    /** The key as the client sends it. */
    public String text() {
        String body = PREFIX + environment + "_" + id + secret;
        var crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return body + String.format("%08x", crc.getValue());
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return PREFIX + environment + "_" + id + "...";
    }

    String hash(byte[] pepper) {
        return HexFormat.of().formatHex(hmac(pepper, "client-key", text()));
    }

    /**
     * Derives a value from the pepper for one purpose.
     *
     * @return 32 bytes
     */
    public static byte[] hmac(byte[] pepper, String purpose, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(pepper, "HmacSHA256"));
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String random(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
