package org.prahari.matching;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A trainee as matching sees one: no name, no address.
 *
 * @param homeDistrict LGD code, or null if unknown
 * @param relocationRegions the regions chosen, beside the home region, when relocation is {@code STATES}
 * @param purposes what the trainee consents to now; empty without consent or after its withdrawal
 * @param sought the roles sought, most wanted first
 */
public record Candidate(
        UUID id,
        String department,
        String homeRegion,
        Integer homeDistrict,
        Relocation relocation,
        Set<String> relocationRegions,
        boolean remote,
        Set<String> languages,
        int experienceMonths,
        LocalDate availableFrom,
        Status status,
        LocalDate registeredOn,
        Set<String> purposes,
        List<Sought> sought,
        List<Held> held,
        List<Progress> progress) {
    public static final String MATCHING = "matching";
    public static final String CROSS_DEPARTMENT = "cross-department";

    public Candidate {
        relocationRegions = Set.copyOf(relocationRegions);
        languages = Set.copyOf(languages);
        purposes = Set.copyOf(purposes);
        sought = List.copyOf(sought);
        held = List.copyOf(held);
        progress = List.copyOf(progress);
    }

    /** How far a trainee would move. */
    public enum Relocation {
        DISTRICT,
        STATE,
        STATES,
        ANYWHERE
    }

    /** Where a trainee stands. */
    public enum Status {
        AVAILABLE,
        OFFERED,
        PLACED,
        WITHDRAWN
    }

    /** A role sought, with the level the trainee declares. */
    public record Sought(String role, Level level) {}

    /** A certificate held; {@code expiresOn} is its last valid day, or null if it never expires. */
    public record Held(String certification, LocalDate issuedOn, LocalDate expiresOn) {
        boolean validOn(LocalDate day) {
            return !issuedOn.isAfter(day) && (expiresOn == null || !expiresOn.isBefore(day));
        }
    }

    /** A certificate the trainee expects to earn. */
    public record Progress(String certification, LocalDate expectedOn) {}

    /** The place of a role among those sought: 0 for the most wanted, -1 if it is not sought. */
    public int rank(String role) {
        for (int i = 0; i < sought.size(); i++) {
            if (sought.get(i).role().equals(role)) {
                return i;
            }
        }
        return -1;
    }

    Optional<Level> declared(String role) {
        int rank = rank(role);
        return rank < 0 ? Optional.empty() : Optional.of(sought.get(rank).level());
    }

    boolean consents(String purpose) {
        return purposes.contains(purpose);
    }
}
