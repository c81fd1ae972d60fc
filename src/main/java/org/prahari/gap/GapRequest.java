package org.prahari.gap;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.hibernate.validator.constraints.UniqueElements;
import org.prahari.http.Languages;
import org.prahari.http.Text;
import org.prahari.http.ThisCentury;

/** What a client may say of a gap; the department is that of the facility. */
public record GapRequest(
        @Text.Key String externalId,
        @NotNull UUID facility,
        @NotNull @Size(max = 20) String role,
        @NotNull Gap.Level level,
        @NotNull @Min(1) @Max(100) Integer headcount,

        @Size(max = 5)
        List<@NotNull @Size(min = 1, max = 10) @UniqueElements List<@NotNull @Size(max = 40) String>>
                requiredCertifications,

        @Size(max = 20) @UniqueElements List<@NotNull @Size(max = 40) String> preferredCertifications,
        @Size(max = 10) @UniqueElements List<@NotNull @Languages.Tag String> requiredLanguages,
        @Size(max = 10) @UniqueElements List<@NotNull @Languages.Tag String> preferredLanguages,
        @NotNull Gap.WorkMode workMode,
        @NotNull @ThisCentury LocalDate startsOn,
        @Min(0) @Max(365) Integer graceDays,
        @NotNull @Min(1) @Max(5) Integer priority,
        Gap.Status status) {
    public GapRequest {
        requiredCertifications = requiredCertifications == null ? List.of() : requiredCertifications;
        preferredCertifications = preferredCertifications == null ? List.of() : preferredCertifications;
        requiredLanguages = requiredLanguages == null ? List.of() : requiredLanguages;
        preferredLanguages = preferredLanguages == null ? List.of() : preferredLanguages;
        graceDays = graceDays == null ? 0 : graceDays;
        status = status == null ? Gap.Status.OPEN : status;
    }

    static GapRequest of(Gap gap) {
        return new GapRequest(
                gap.externalId(),
                gap.facility(),
                gap.role(),
                gap.level(),
                gap.headcount(),
                gap.requiredCertifications(),
                gap.preferredCertifications(),
                gap.requiredLanguages(),
                gap.preferredLanguages(),
                gap.workMode(),
                gap.startsOn(),
                gap.graceDays(),
                gap.priority(),
                gap.status());
    }

    /** The same at that facility. */
    GapRequest in(UUID place) {
        return new GapRequest(
                externalId,
                place,
                role,
                level,
                headcount,
                requiredCertifications,
                preferredCertifications,
                requiredLanguages,
                preferredLanguages,
                workMode,
                startsOn,
                graceDays,
                priority,
                status);
    }

    /** The gap as first stored. */
    public Gap create(UUID id, String department, Instant now) {
        return at(id, department, 0, 0, 1, now, now);
    }

    Gap replace(Gap stored, Instant now) {
        return at(
                stored.id(),
                stored.department(),
                stored.filled(),
                stored.held(),
                stored.version() + 1,
                stored.createdAt(),
                now);
    }

    private Gap at(
            UUID id, String department, int filled, int held, int version, Instant createdAt, Instant updatedAt) {
        return new Gap(
                id,
                department,
                externalId,
                facility,
                role,
                level,
                headcount,
                filled,
                held,
                requiredCertifications,
                preferredCertifications,
                requiredLanguages,
                preferredLanguages,
                workMode,
                startsOn,
                graceDays,
                priority,
                status,
                version,
                createdAt,
                updatedAt);
    }
}
