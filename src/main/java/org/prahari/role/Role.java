package org.prahari.role;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jdbi.v3.json.Json;
import org.prahari.http.Text;

/**
 * A work role of the NICE Framework.
 *
 * @param id the framework's own id, such as {@code PD-WRL-003}
 * @param hospital what the role means in a public hospital or a health department
 * @param aliases ids it had in earlier versions
 * @param opmCodes codes of the US Office of Personnel Management
 * @param sources where the facts come from
 */
public record Role(
        String id,
        String frameworkVersion,
        String title,
        @Json Category category,
        String summary,
        String hospital,
        @Json List<Safeguard> safeguards,
        @Json List<String> aliases,
        @Json List<String> related,
        @Json List<String> opmCodes,
        @Json List<String> sources,
        int version) {
    public Role {
        safeguards = List.copyOf(safeguards);
        aliases = List.copyOf(aliases);
        related = List.copyOf(related);
        opmCodes = List.copyOf(opmCodes);
        sources = List.copyOf(sources);
    }

    /** One of the framework's five categories. */
    public record Category(
            @NotNull @Pattern(regexp = "[A-Z]{2}", message = "must be two capitals")
            String code,

            @NotNull @Text.Line @Size(max = 80) String title) {}

    /** The six needs named after the AIIMS attack. */
    public enum Safeguard {
        INFRASTRUCTURE,
        TRAINING,
        AUDIT,
        DETECTION_RESPONSE,
        BACKUP_RECOVERY,
        PRIVACY
    }
}
