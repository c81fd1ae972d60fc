package org.prahari.trainee;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.hibernate.validator.constraints.UniqueElements;
import org.prahari.http.Languages;
import org.prahari.http.Text;
import org.prahari.http.ThisCentury;

/**
 * What a client may say of a trainee.
 *
 * @param status left as it is if absent, for offers move it as well; of a new trainee then available
 */
public record TraineeRequest(
        @NotNull @Pattern(regexp = "IN-[A-Z]{2}") String department,
        @Text.Key String externalId,
        @NotNull @Size(min = 1, max = 10) List<Trainee.@NotNull @Valid SoughtRole> soughtRoles,
        @Size(max = 50) List<@NotNull @Valid HeldCertification> held,
        @Size(max = 20) List<@NotNull @Valid ExpectedCertification> inProgress,
        @NotNull @Size(min = 1, max = 15) @UniqueElements List<@NotNull @Languages.Tag String> languages,
        @NotNull @Valid Trainee.Home home,
        @NotNull @Valid Relocation relocation,
        @NotNull Boolean remote,
        @NotNull @Min(0) @Max(720) Integer experienceMonths,
        @NotNull @ThisCentury LocalDate availableFrom,
        Trainee.Status status) {
    private static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");

    public TraineeRequest {
        held = held == null ? List.of() : held;
        inProgress = inProgress == null ? List.of() : inProgress;
    }

    static TraineeRequest of(Trainee trainee) {
        return new TraineeRequest(
                trainee.department(),
                trainee.externalId(),
                trainee.soughtRoles(),
                trainee.held(),
                trainee.inProgress(),
                trainee.languages(),
                trainee.home(),
                trainee.relocation(),
                trainee.remote(),
                trainee.experienceMonths(),
                trainee.availableFrom(),
                trainee.status());
    }

    /** The trainee as first stored, registered on the day it is in India. */
    public Trainee create(UUID id, Instant now) {
        return at(id, LocalDate.ofInstant(now, INDIA), Trainee.Status.AVAILABLE, null, 1, now, now);
    }

    Trainee replace(Trainee stored, Instant now) {
        return at(
                stored.id(),
                stored.registeredOn(),
                stored.status(),
                stored.consent(),
                stored.version() + 1,
                stored.createdAt(),
                now);
    }

    private Trainee at(
            UUID id,
            LocalDate registeredOn,
            Trainee.Status otherwise,
            Consent consent,
            int version,
            Instant createdAt,
            Instant updatedAt) {
        return new Trainee(
                id,
                department,
                externalId,
                soughtRoles,
                held,
                inProgress,
                languages,
                home,
                relocation,
                remote,
                experienceMonths,
                availableFrom,
                status == null ? otherwise : status,
                registeredOn,
                consent,
                version,
                createdAt,
                updatedAt);
    }
}
