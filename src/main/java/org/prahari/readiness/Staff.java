package org.prahari.readiness;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.validator.constraints.UniqueElements;
import org.jdbi.v3.json.Json;

/**
 * Who works at a facility already, beside those who came by offers: posts, never persons.
 *
 * @param version 1 for a facility of which nothing has been said
 * @param updatedAt null where nothing has been said
 */
public record Staff(UUID facility, String department, @Json List<Post> posts, int version, Instant updatedAt) {
    public Staff {
        posts = List.copyOf(posts);
    }

    /**
     * A post that somebody fills.
     *
     * @param post a short code by which the facility knows it, such as {@code IT-01}
     * @param roles what who fills it can do
     */
    public record Post(
            @NotNull @Pattern(regexp = "[A-Z0-9]([A-Z0-9-]{0,14}[A-Z0-9])?")
            String post,

            @NotNull @Size(min = 1, max = 10) @UniqueElements
            List<@NotNull @Valid Skill> roles) {}

    static Staff unknown(UUID facility, String department) {
        return new Staff(facility, department, List.of(), 1, null);
    }
}
