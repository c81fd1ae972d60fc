package org.prahari.readiness;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A work role, and how far somebody has come in it. */
public record Skill(
        @NotNull @Size(max = 20) String role, @NotNull Level level) {
    boolean serves(String asked, Level least) {
        return role.equals(asked) && level.compareTo(least) >= 0;
    }
}
