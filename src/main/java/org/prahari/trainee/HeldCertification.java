package org.prahari.trainee;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.prahari.http.ThisCentury;

/** A certificate somebody holds, until a day or for good. */
public record HeldCertification(
        @NotNull @Size(max = 40) String certification,
        @NotNull @ThisCentury LocalDate issuedOn,
        @ThisCentury LocalDate expiresOn,
        @NotNull Verification verification) {
    public enum Verification {
        SELF_DECLARED,
        VERIFIED
    }

    static List<HeldCertification> sorted(List<HeldCertification> held) {
        return held.stream()
                .sorted(Comparator.comparing(HeldCertification::certification))
                .toList();
    }
}
