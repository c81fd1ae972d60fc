package org.prahari.trainee;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What a certificate was verified by. The badge itself is not kept.
 *
 * @param digest SHA-256 of the badge, in hex
 */
public record Evidence(
        String certification,
        String issuer,
        String digest,
        LocalDate issuedOn,
        LocalDate expiresOn,
        Instant verifiedAt) {}
