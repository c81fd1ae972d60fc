package org.prahari.trainee;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * What somebody is looked up by: one of the two.
 *
 * @param phone E.164
 */
public record LookupRequest(
        @Email @Size(min = 1, max = 254) String email,
        @Pattern(regexp = "\\+[1-9][0-9]{6,14}") String phone) {
    /** Keeps it out of logs. */
    @Override
    public String toString() {
        return "LookupRequest[...]";
    }
}
