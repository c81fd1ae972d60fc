package org.prahari.trainee;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.prahari.http.ThisCentury;

/** A certificate somebody works for. */
public record ExpectedCertification(
        @NotNull @Size(max = 40) String certification,
        @NotNull @ThisCentury LocalDate expectedOn) {
    static List<ExpectedCertification> sorted(List<ExpectedCertification> expected) {
        return expected.stream()
                .sorted(Comparator.comparing(ExpectedCertification::certification))
                .toList();
    }
}
