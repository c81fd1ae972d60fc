package org.prahari.trainee;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.prahari.http.Text;

/**
 * Who a trainee is.
 *
 * @param phone E.164
 */
public record Identity(
        @Text.Line @Size(max = 200) String name,
        @Email @Size(max = 254) String email,
        @Pattern(regexp = "\\+[1-9][0-9]{6,14}") String phone) {
    /** Keeps it out of logs. */
    @Override
    public String toString() {
        return "Identity[...]";
    }
}
