package org.prahari.partner;

import jakarta.validation.constraints.Size;
import org.prahari.http.Text;

/**
 * From where a webhook is told again.
 *
 * @param from the token after which it begins, or {@code first} for all there ever was
 */
public record ReplayRequest(@Text.Line @Size(max = 2048) String from) {
    static final String FIRST = "first";
}
