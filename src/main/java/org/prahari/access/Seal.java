package org.prahari.access;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps from the database what it stores: AES-256-GCM under a key of its own for each context, which is derived from a
 * secret and also authenticated, so that what was sealed for one row opens for no other.
 */
public final class Seal {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private final byte[] secret;

    public Seal(byte[] secret) {
        this.secret = secret.clone();
    }

    public byte[] seal(String context, byte[] open) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] body = apply(Cipher.ENCRYPT_MODE, context, nonce, open, 0);
        byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + body.length);
        System.arraycopy(body, 0, sealed, NONCE_BYTES, body.length);
        return sealed;
    }

    /** @throws IllegalStateException if it was not sealed here in that context, or has been changed since */
    public byte[] open(String context, byte[] sealed) {
        return apply(Cipher.DECRYPT_MODE, context, Arrays.copyOf(sealed, NONCE_BYTES), sealed, NONCE_BYTES);
    }

    private byte[] apply(int mode, String context, byte[] nonce, byte[] input, int from) {
        try {
            byte[] key = ClientKey.hmac(secret, "seal", context);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return cipher.doFinal(input, from, input.length - from);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("What is sealed could not be opened, or not be sealed", e);
        }
    }
}
