package org.prahari.region;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.prahari.http.Text;

/** What an administrator says of a region. */
public record RegionRequest(
        @NotNull
        @Pattern(regexp = "IN-[A-Z]{2}", message = "must be the code of a state or union territory (ISO 3166-2)")
        String id,

        @NotNull @Text.Line @Size(max = 100) String name,
        @NotNull Region.Kind kind,
        @NotNull @Min(1) @Max(9999) Integer lgdCode,
        @NotNull @Size(min = 1, max = 40) List<Region.@NotNull @Valid Language> languages,
        @Size(max = 20) List<@NotNull @Text.Line @Size(max = 500) String> sources) {

    Region at(int version) {
        return new Region(id, name, kind, lgdCode, languages, sources == null ? List.of() : sources, version);
    }
}
