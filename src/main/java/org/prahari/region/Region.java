package org.prahari.region;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jdbi.v3.json.Json;
import org.prahari.http.Text;

/**
 * A state or union territory of India; its health department bears the same id.
 *
 * @param id ISO 3166-2, such as {@code IN-KA}
 * @param lgdCode the code of the Local Government Directory
 * @param languages official ones first
 * @param sources where the facts come from
 */
public record Region(
        String id,
        String name,
        Kind kind,
        int lgdCode,
        @Json List<Language> languages,
        @Json List<String> sources,
        int version) {
    public Region {
        languages = List.copyOf(languages);
        sources = List.copyOf(sources);
    }

    public enum Kind {
        STATE,
        UNION_TERRITORY
    }

    /**
     * A language of a region.
     *
     * @param tag BCP 47
     * @param script ISO 15924
     * @param scope the part of the region where it holds, if not everywhere
     * @param verified whether somebody saw this in the sources named
     */
    public record Language(
            @NotNull @Size(max = 35) String tag,
            @NotNull @Text.Line @Size(max = 100) String name,
            @Size(max = 100) String endonym,

            @NotNull @Pattern(regexp = "[A-Z][a-z]{3}", message = "must be the code of a script (ISO 15924)")
            String script,

            @NotNull Direction direction,
            @NotNull @Text.Line @Size(max = 40) String status,
            @Size(max = 300) String scope,
            boolean verified,
            @Size(max = 20) List<@NotNull @Text.Line @Size(max = 500) String> sources) {
        public Language {
            sources = sources == null ? List.of() : List.copyOf(sources);
        }
    }

    public enum Direction {
        LTR,
        RTL
    }
}
