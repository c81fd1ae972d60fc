package org.prahari.gap;

import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.json.Json;

/**
 * Seats of one role that a facility cannot fill.
 *
 * @param department that of the facility
 * @param externalId the key by which the client that wrote it knows it
 * @param headcount seats, 1..100
 * @param filled seats taken, 0..headcount
 * @param held seats for which an offer waits for its answer; with those taken no more than headcount
 * @param requiredCertifications groups, all to be met, each by any one of its certifications
 * @param requiredLanguages BCP 47
 * @param graceDays how many days after the start somebody may still come, 0..365
 * @param priority 1..5, 5 the most urgent
 */
public record Gap(
        UUID id,
        String department,
        String externalId,
        UUID facility,
        String role,
        Level level,
        int headcount,
        int filled,
        int held,
        @Nullable List<List<String>> requiredCertifications,
        @Nullable List<String> preferredCertifications,
        @Json List<String> requiredLanguages,
        @Json List<String> preferredLanguages,
        WorkMode workMode,
        LocalDate startsOn,
        int graceDays,
        int priority,
        Status status,
        int version,
        Instant createdAt,
        Instant updatedAt) {
    public Gap {
        requiredCertifications = requiredCertifications == null
                ? List.of()
                : requiredCertifications.stream()
                        .map(group -> group.stream().sorted().toList())
                        .toList();
        preferredCertifications = preferredCertifications == null
                ? List.of()
                : preferredCertifications.stream().sorted().toList();
        requiredLanguages = List.copyOf(requiredLanguages);
        preferredLanguages = List.copyOf(preferredLanguages);
    }

    public enum Level {
        BASIC,
        INTERMEDIATE,
        ADVANCED
    }

    public enum WorkMode {
        ON_SITE,
        HYBRID,
        REMOTE
    }

    public enum Status {
        OPEN,
        ON_HOLD,
        FILLED,
        CANCELLED
    }

    List<Requirement> requirements() {
        List<Requirement> all = new ArrayList<>();
        preferredCertifications.forEach(code -> all.add(new Requirement(id, Requirement.PREFERRED, code)));
        for (int i = 0; i < requiredCertifications.size(); i++) {
            for (String code : requiredCertifications.get(i)) {
                all.add(new Requirement(id, i + 1, code));
            }
        }
        return all;
    }

    Gap with(List<Requirement> requirements) {
        List<String> preferred = new ArrayList<>();
        List<List<String>> required = new ArrayList<>();
        for (Requirement requirement : requirements) {
            if (requirement.groupNo() == Requirement.PREFERRED) {
                preferred.add(requirement.certification());
            } else {
                while (required.size() < requirement.groupNo()) {
                    required.add(new ArrayList<>());
                }
                required.get(requirement.groupNo() - 1).add(requirement.certification());
            }
        }
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
                required,
                preferred,
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
