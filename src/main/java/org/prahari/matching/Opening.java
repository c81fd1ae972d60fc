package org.prahari.matching;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A gap as matching sees one, with the place of its facility.
 *
 * @param district LGD code of the facility's district, or null if unknown
 * @param freeSeats headcount less seats filled and seats held
 * @param required groups of certifications: all to be met, each by any one of its codes
 * @param officialLanguage the first official language of the region
 */
public record Opening(
        UUID id,
        String department,
        UUID facility,
        Integer district,
        String role,
        Level level,
        int freeSeats,
        int filledSeats,
        List<List<String>> required,
        List<String> preferred,
        Set<String> requiredLanguages,
        Set<String> preferredLanguages,
        String officialLanguage,
        boolean remote,
        LocalDate startsOn,
        int graceDays,
        int priority,
        boolean open) {
    public Opening {
        required = required.stream().map(List::copyOf).toList();
        preferred = List.copyOf(preferred);
        requiredLanguages = Set.copyOf(requiredLanguages);
        preferredLanguages = Set.copyOf(preferredLanguages);
    }

    /** The day that certificates are judged on: the start, or today if that has passed. */
    public LocalDate start(LocalDate today) {
        return startsOn.isBefore(today) ? today : startsOn;
    }

    /** The last day on which somebody may become available. */
    public LocalDate deadline(LocalDate today) {
        return start(today).plusDays(graceDays);
    }
}
