package org.prahari.certification;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.UniqueElements;
import org.prahari.http.Problem;
import org.prahari.http.Text;

/**
 * What an administrator, or the file that ships with the service, says of a certification. What is left out is unknown, an
 * empty list known to be none.
 *
 * @param verified the facts that somebody saw in a source, by their names
 */
public record CertificationRequest(
        @NotNull
        @Size(max = 40)
        @Pattern(regexp = "[A-Z0-9]+(-[A-Z0-9]+)*", message = "must be capitals and digits joined by '-'")
        String code,

        @NotNull @Text.Line @Size(max = 200) String name,
        @NotNull @Text.Line @Size(max = 120) String issuer,

        @NotNull @Pattern(regexp = "[A-Z]{2}", message = "must be the code of a country (ISO 3166-1)")
        String country,

        @Size(max = 20) List<@NotNull @Text.Line @Size(max = 40) String> examCodes,
        @NotNull Certification.Level level,
        @Min(1) @Max(1200) Integer validityMonths,
        @Size(max = 20) List<Certification.@NotNull Route> routes,
        @Size(max = 20) List<Certification.@NotNull RenewalRule> renewals,
        @Size(max = 100) @UniqueElements List<@NotNull String> renews,
        @NotNull Certification.Status status,
        LocalDate retiredOn,
        Certification.Fee fee,
        @Min(1) @Max(100_000) Integer courseHours,
        @UniqueElements List<@NotNull String> verified,
        @Size(max = 20) List<@NotNull @Text.Line @Size(max = 500) String> sources,
        @Size(max = 1000) String note,
        @Size(max = 100) List<@NotNull @Valid Qualifies> qualifies) {
    public CertificationRequest {
        examCodes = given(examCodes);
        renews = given(renews);
        verified = given(verified);
        sources = given(sources);
        qualifies = given(qualifies);
    }

    /** A role it qualifies for, up to which level, and who says so. */
    record Qualifies(
            @NotNull String role,
            @NotNull Certification.RoleLevel level,
            @NotNull @Text.Line @Size(max = 200) String source) {
        /** The same, with a source for those that name none. */
        Certification.Qualifies from(String usual) {
            return new Certification.Qualifies(role, level, source == null ? usual : source);
        }
    }

    private static <T> List<T> given(List<T> list) {
        return list == null ? List.of() : list;
    }

    Certification at(int version) {
        return at(version, null);
    }

    /** @param source of the qualifications that name none */
    Certification at(int version, String source) {
        return new Certification(
                code,
                name,
                issuer,
                country,
                examCodes,
                level,
                validityMonths,
                routes,
                renewals,
                renews,
                status,
                retiredOn,
                fee,
                courseHours,
                facts(),
                sources,
                note,
                qualifies.stream().map(each -> each.from(source)).toList(),
                version);
    }

    /** @throws jakarta.ws.rs.WebApplicationException if it names what there is not */
    void check(Set<String> certifications, Set<String> roles) {
        if (!verifiesFacts()) {
            throw Problem.INVALID.at("/verified", "names what is no fact");
        }
        if (!certifications.containsAll(renews)) {
            throw Problem.UNKNOWN_REFERENCE.at("/renews", "names what is not a certification known here");
        }
        // No foreign key reaches into a JSON column.
        if (!named().allMatch(certifications::contains)) {
            throw Problem.UNKNOWN_REFERENCE.at("/routes", "names what is not a certification known here");
        }
        List<String> named = qualifies.stream().map(Qualifies::role).toList();
        for (int i = 0; i < named.size(); i++) {
            if (!roles.contains(named.get(i))) {
                throw Problem.UNKNOWN_REFERENCE.at("/qualifies/" + i + "/role", "is not a role known here");
            }
            if (named.indexOf(named.get(i)) < i) {
                throw Problem.INVALID.at("/qualifies/" + i + "/role", "is named twice");
            }
        }
    }

    private Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", name);
        values.put("issuer", issuer);
        values.put("country", country);
        values.put("examCodes", examCodes.isEmpty() ? null : examCodes);
        values.put("validityMonths", validityMonths);
        values.put("routes", routes);
        values.put("renewals", renewals);
        values.put("renews", renews.isEmpty() ? null : renews);
        values.put("status", status);
        values.put("retiredOn", retiredOn);
        values.put("fee", fee);
        values.put("courseHours", courseHours);
        return values;
    }

    private List<Certification.Fact> facts() {
        List<Certification.Fact> facts = new ArrayList<>();
        values().forEach((field, value) -> {
            boolean seen = verified.contains(field);
            boolean none = value == null || value.equals(List.of());
            if (value != null || seen) {
                facts.add(new Certification.Fact(
                        field, none ? Certification.Fact.State.NONE : Certification.Fact.State.GIVEN, seen));
            }
        });
        return facts;
    }

    /** Whether all that is verified can be. */
    boolean verifiesFacts() {
        return values().keySet().containsAll(verified);
    }

    /** The certifications that it names. */
    Stream<String> named() {
        return Stream.concat(
                renews.stream(),
                Stream.ofNullable(routes)
                        .flatMap(List::stream)
                        .flatMap(route -> route.certifications().stream())
                        .flatMap(List::stream));
    }
}
