package org.prahari.http;

import com.google.crypto.tink.subtle.AesSiv;
import com.google.crypto.tink.subtle.Hkdf;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Opaque cursors: the key of the last row seen, sealed together with the list's address, filters and viewer, so that a cursor
 * works for the one list and the one caller it was made for, and tells its holder nothing of the row. Sealed by AES-SIV (RFC
 * 5297), because the same page must have the same bytes each time. Nodes that share the secret share cursors.
 */
public final class Cursor {
    private static final int KEY_BYTES = 64;
    private static final int MAX_LENGTH = 2048;
    private final AesSiv siv;

    public Cursor(byte[] secret) {
        try {
            this.siv = new AesSiv(Hkdf.computeHkdf("HmacSha256", secret, new byte[0], new byte[0], KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String encode(List<String> values, String binding) {
        var payload = new ByteArrayOutputStream();
        for (String value : values) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            payload.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) bytes.length).array());
            payload.writeBytes(bytes);
        }
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(siv.encryptDeterministically(payload.toByteArray(), bytes(binding)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The values, or nothing if the cursor was made for another list or viewer, or by somebody else. */
    public Optional<List<String>> decode(String cursor, String binding) {
        if (cursor.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(cursor);
            return Optional.of(values(ByteBuffer.wrap(siv.decryptDeterministically(sealed, bytes(binding)))));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static List<String> values(ByteBuffer in) {
        List<String> values = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] value = new byte[in.getShort()];
            in.get(value);
            values.add(new String(value, StandardCharsets.UTF_8));
        }
        return values;
    }

    private static byte[] bytes(String binding) {
        return binding.getBytes(StandardCharsets.UTF_8);
    }
}
