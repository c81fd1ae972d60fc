package org.prahari.trainee;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.hibernate.validator.constraints.UniqueElements;
import org.prahari.http.Languages;
import org.prahari.http.Text;

/** What a client may say of a consent. */
public record ConsentRequest(
        @Text.Line @Size(max = 20) String notice,
        @NotNull @Languages.Tag String language,
        @NotNull @Size(min = 1) @UniqueElements List<Consent.@NotNull Purpose> purposes) {
    /** The consent as given at that moment. */
    public Consent at(Instant now) {
        return new Consent(notice, language, purposes, now, null);
    }
}
