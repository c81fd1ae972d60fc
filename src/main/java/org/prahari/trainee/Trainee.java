package org.prahari.trainee;

import jakarta.annotation.Nullable;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.json.Json;

/**
 * A person in training, without a name.
 *
 * @param externalId the key by which the client that wrote it knows it
 * @param soughtRoles in order of preference
 * @param held by code
 * @param inProgress by code
 * @param languages BCP 47
 * @param remote whether remote work is welcome
 * @param experienceMonths 0..720
 * @param registeredOn the day in India on which the service first heard of it
 */
public record Trainee(
        UUID id,
        String department,
        String externalId,
        @Nullable List<SoughtRole> soughtRoles,
        @Nullable List<HeldCertification> held,
        @Nullable List<ExpectedCertification> inProgress,
        @Json List<String> languages,
        @Nested("home") Home home,
        @Nested("relocation") Relocation relocation,
        boolean remote,
        int experienceMonths,
        LocalDate availableFrom,
        Status status,
        LocalDate registeredOn,
        @Nullable @Nested("consent") Consent consent,
        int version,
        Instant createdAt,
        Instant updatedAt) {
    public Trainee {
        soughtRoles = soughtRoles == null ? List.of() : List.copyOf(soughtRoles);
        held = held == null ? List.of() : HeldCertification.sorted(held);
        inProgress = inProgress == null ? List.of() : ExpectedCertification.sorted(inProgress);
        languages = List.copyOf(languages);
    }

    public enum Status {
        AVAILABLE,
        OFFERED,
        PLACED,
        WITHDRAWN
    }

    public enum Level {
        BASIC,
        INTERMEDIATE,
        ADVANCED
    }

    /** A role that is sought, and the level reached in it. */
    public record SoughtRole(
            @NotNull @Size(max = 20) String role, @NotNull Level level) {}

    /**
     * Where somebody lives.
     *
     * @param district the code of the Local Government Directory
     */
    public record Home(
            @NotNull @Pattern(regexp = "IN-[A-Z]{2}") String region,
            @Min(1) Integer district) {}

    Trainee with(List<SoughtRole> sought, List<HeldCertification> holds, List<ExpectedCertification> learns) {
        return new Trainee(
                id,
                department,
                externalId,
                sought,
                holds,
                learns,
                languages,
                home,
                relocation,
                remote,
                experienceMonths,
                availableFrom,
                status,
                registeredOn,
                consent,
                version,
                createdAt,
                updatedAt);
    }
}
