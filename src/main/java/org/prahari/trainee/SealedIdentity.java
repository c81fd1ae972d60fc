package org.prahari.trainee;

import java.util.UUID;

/**
 * An identity as the database keeps it: sealed under a key; or, from before identities were sealed, in the clear.
 *
 * @param keyId the key it is sealed under, or null if it is in the clear
 * @param emailIndex where it is found by its e-mail address
 * @param phoneIndex where it is found by its phone number
 * @param name in the clear, until it is moved
 * @param email in the clear, until it is moved
 * @param phone in the clear, until it is moved
 */
// Nobody compares two of them: the same identity is sealed differently each time.
@SuppressWarnings("ArrayRecordComponent")
public record SealedIdentity(
        UUID trainee,
        Long keyId,
        byte[] nameSealed,
        byte[] emailSealed,
        byte[] phoneSealed,
        byte[] emailIndex,
        byte[] phoneIndex,
        String name,
        String email,
        String phone) {
    /** Keeps it out of logs. */
    @Override
    public String toString() {
        return "SealedIdentity[" + trainee + "]";
    }
}
