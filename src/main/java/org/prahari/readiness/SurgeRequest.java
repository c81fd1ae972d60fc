package org.prahari.readiness;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.validator.constraints.UniqueElements;
import org.prahari.http.Languages;
import org.prahari.http.Problem;
import org.prahari.http.ThisCentury;

/**
 * Whom a facility needs at once.
 *
 * @param languages that each of them must speak
 * @param from first day, today if not said
 * @param withinDays how many days after that somebody may still come, 0..90
 * @param remote whether who is willing may help from afar
 * @param movePlaced whether people may be taken who work at another facility, as a last resort
 */
public record SurgeRequest(
        @NotNull @Size(min = 1, max = 10) List<@NotNull @Valid Need> needs,
        @Size(max = 10) @UniqueElements List<@NotNull @Languages.Tag String> languages,
        @ThisCentury LocalDate from,
        @Min(0) @Max(90) Integer withinDays,
        Boolean remote,
        Boolean movePlaced) {
    static final int MOST_SEATS = 50;

    /** People of one role. */
    public record Need(
            @NotNull @Size(max = 20) String role,
            @NotNull Level level,
            @NotNull @Min(1) @Max(50) Integer headcount) {}

    public SurgeRequest {
        languages = languages == null ? List.of() : languages;
        withinDays = withinDays == null ? 0 : withinDays;
        remote = remote != null && remote;
        movePlaced = movePlaced == null || movePlaced;
    }

    int seats() {
        return needs.stream().mapToInt(Need::headcount).sum();
    }

    /** @param roles all that are known */
    void check(Set<String> roles) {
        Set<Need> seen = new HashSet<>();
        for (int i = 0; i < needs.size(); i++) {
            Need need = needs.get(i);
            if (!roles.contains(need.role())) {
                throw Problem.UNKNOWN_REFERENCE.at("/needs/" + i + "/role", "is not a role known here");
            }
            if (!seen.add(new Need(need.role(), need.level(), 1))) {
                throw Problem.INVALID.at("/needs/" + i, "asks for what another one asks for");
            }
        }
        if (seats() > MOST_SEATS) {
            throw Problem.INVALID.at("/needs", "asks for more than " + MOST_SEATS + " people");
        }
    }
}
