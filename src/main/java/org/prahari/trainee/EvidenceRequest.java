package org.prahari.trainee;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * A badge, as its holder keeps it.
 *
 * @param credential a verifiable credential as a compact JWS
 */
public record EvidenceRequest(
        @NotNull @Size(max = 32768) @Pattern(regexp = "[\\w-]+\\.[\\w-]+\\.[\\w-]+")
        String credential) {
    /** Keeps it out of logs. */
    @Override
    public String toString() {
        return "EvidenceRequest[...]";
    }
}
