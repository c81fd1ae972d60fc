package org.prahari.trainee;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.hibernate.validator.constraints.UniqueElements;
import org.jdbi.v3.json.Json;

/**
 * How far somebody would move for work.
 *
 * @param regions with {@code STATES} those it may be, else none
 */
public record Relocation(
        @NotNull Scope scope,

        @Json @JsonInclude(JsonInclude.Include.NON_EMPTY) @Size(max = 40) @UniqueElements
        List<@NotNull @Pattern(regexp = "IN-[A-Z]{2}") String> regions) {
    public Relocation {
        regions = regions == null ? List.of() : regions;
    }

    public enum Scope {
        DISTRICT,
        STATE,
        STATES,
        ANYWHERE
    }
}
