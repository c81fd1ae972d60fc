package org.prahari.facility;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.prahari.http.Text;

/** What a client may say of a facility. */
public record FacilityRequest(
        @NotNull @Pattern(regexp = "IN-[A-Z]{2}") String department,
        @Text.Key String externalId,
        @Pattern(regexp = "[A-Z0-9]{12}") String hfrId,
        @Text.Line @Size(max = 200) String name,
        @NotNull Facility.Kind kind,
        @Min(1) Integer district,
        @Min(0) @Max(20_000) Integer beds,

        @Size(max = 120) @Pattern(regexp = "\\S([^\\n\\t]*\\S)?")
        String contactRole) {
    static FacilityRequest of(Facility facility) {
        return new FacilityRequest(
                facility.department(),
                facility.externalId(),
                facility.hfrId(),
                facility.name(),
                facility.kind(),
                facility.district(),
                facility.beds(),
                facility.contactRole());
    }

    /** The facility as first stored. */
    public Facility create(UUID id, Instant now) {
        return new Facility(id, department, externalId, hfrId, name, kind, district, beds, contactRole, 1, now, now);
    }

    Facility replace(Facility stored, Instant now) {
        return new Facility(
                stored.id(),
                department,
                externalId,
                hfrId,
                name,
                kind,
                district,
                beds,
                contactRole,
                stored.version() + 1,
                stored.createdAt(),
                now);
    }
}
