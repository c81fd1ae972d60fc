package org.prahari.allocation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.hibernate.validator.constraints.UniqueElements;
import org.prahari.http.Languages;
import org.prahari.http.ThisCentury;
import org.prahari.matching.Level;
import org.prahari.trainee.Relocation;
import org.prahari.trainee.Trainee;

/** Trainees and gaps as they might be; what is not named stays as it is. */
public record WhatIfRequest(
        @Size(max = 100) List<@NotNull @Valid TraineeChange> trainees,
        @Size(max = 100) List<@NotNull @Valid GapChange> gaps) {
    public WhatIfRequest {
        trainees = trainees == null ? List.of() : trainees;
        gaps = gaps == null ? List.of() : gaps;
    }

    /** Whether somebody is no longer, or again, to be had. */
    public enum Presence {
        LEAVES,
        RETURNS
    }

    /** A trainee as they might be. */
    public record TraineeChange(
            @NotNull UUID trainee,
            Presence presence,
            @Size(min = 1, max = 10) List<@NotNull @Valid Gain> gains,
            @Valid Trainee.Home home,
            @Valid Relocation relocation,
            Boolean remote) {
        boolean staysAsIs() {
            return gains == null && home == null && relocation == null && remote == null;
        }
    }

    /**
     * A certificate not held yet.
     *
     * @param by the day on which it will be held, for as long as the catalogue says
     */
    public record Gain(
            @NotNull @Size(max = 40) String certification,
            @NotNull @ThisCentury LocalDate by) {}

    /**
     * A gap as it might be.
     *
     * @param seats free ones; a gap that is on hold opens thereby
     * @param requiredCertifications those of its groups that stay
     * @param requiredLanguages those of its languages that stay
     */
    public record GapChange(
            @NotNull UUID gap,
            @Min(0) @Max(100) Integer seats,
            @ThisCentury LocalDate startsOn,
            @Min(1) @Max(5) Integer priority,
            Level level,

            @Size(max = 5)
            List<@NotNull @Size(min = 1, max = 10) @UniqueElements List<@NotNull @Size(max = 40) String>>
                    requiredCertifications,

            @Size(max = 10) @UniqueElements List<@NotNull @Languages.Tag String> requiredLanguages) {
        boolean staysAsIs() {
            return seats == null
                    && startsOn == null
                    && priority == null
                    && level == null
                    && requiredCertifications == null
                    && requiredLanguages == null;
        }
    }
}
