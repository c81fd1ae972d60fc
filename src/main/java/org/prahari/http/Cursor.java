package org.prahari.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opaque cursors: the key of the last row seen, signed together with the list's address, filters and viewer, so that a
 * cursor works for the one list and the one caller it was made for. Nodes that share the secret share cursors.
 */
public final class Cursor {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int TAG_BYTES = 16;
    private static final int MAX_LENGTH = 2048;
    private final SecretKeySpec key;

    public Cursor(byte[] secret) {
        this.key = new SecretKeySpec(secret.clone(), ALGORITHM);
    }

    String encode(List<String> values, String binding) {
        var payload = new ByteArrayOutputStream();
        for (String value : values) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            payload.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) bytes.length).array());
            payload.writeBytes(bytes);
        }
        byte[] body = payload.toByteArray();
        payload.writeBytes(tag(body, binding));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(payload.toByteArray());
    }

    /** The values, or nothing if the cursor was made for another list or viewer, or by somebody else. */
    Optional<List<String>> decode(String cursor, String binding) {
        if (cursor.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length < TAG_BYTES) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOf(bytes, bytes.length - TAG_BYTES);
        byte[] tag = Arrays.copyOfRange(bytes, body.length, bytes.length);
        if (!MessageDigest.isEqual(tag, tag(body, binding))) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(body);
        List<String> values = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] value = new byte[in.getShort()];
            in.get(value);
            values.add(new String(value, StandardCharsets.UTF_8));
        }
        return Optional.of(values);
    }

    private byte[] tag(byte[] body, String binding) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(binding.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(body), TAG_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
