package org.prahari.role;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.hibernate.validator.constraints.UniqueElements;
import org.prahari.http.Text;

/** What an administrator says of a role; a list left out is empty. */
public record RoleRequest(
        @NotNull
        @Size(max = 20)
        @Pattern(regexp = "[A-Z0-9]+(-[A-Z0-9]+)*", message = "must be capitals and digits joined by '-'")
        String id,

        @NotNull @Size(max = 20) @Pattern(regexp = "[0-9]+(\\.[0-9]+){0,3}", message = "must be numbers joined by '.'")
        String frameworkVersion,

        @NotNull @Text.Line @Size(max = 160) String title,
        @NotNull @Valid Role.Category category,
        @NotNull @Text.Line @Size(max = 400) String summary,
        @NotNull @Text.Line @Size(max = 400) String hospital,
        @UniqueElements List<Role.@NotNull Safeguard> safeguards,
        @Size(max = 20) @UniqueElements List<@NotNull @Text.Line @Size(max = 20) String> aliases,
        @Size(max = 20) @UniqueElements List<@NotNull @Text.Line @Size(max = 20) String> related,
        @Size(max = 20) @UniqueElements List<@NotNull @Text.Line @Size(max = 20) String> opmCodes,
        @Size(max = 20) List<@NotNull @Text.Line @Size(max = 300) String> sources) {

    Role at(int version) {
        return new Role(
                id,
                frameworkVersion,
                title,
                category,
                summary,
                hospital,
                given(safeguards),
                given(aliases),
                given(related),
                given(opmCodes),
                given(sources),
                version);
    }

    private static <T> List<T> given(List<T> list) {
        return list == null ? List.of() : list;
    }
}
