package org.prahari.certification;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A certification as linked data: an EducationalOccupationalCredential of schema.org. That vocabulary has no word for
 * doubt, so beside the name it holds verified facts only.
 *
 * @param about the roles it qualifies for
 */
@JsonPropertyOrder({"@context", "@type", "@id"})
record Credential(
        @JsonProperty("@context") String context,
        @JsonProperty("@type") String type,
        @JsonProperty("@id") String id,
        String identifier,
        String name,
        String credentialCategory,
        String creativeWorkStatus,
        Organization provider,
        String validFor,
        List<Occupation> about) {
    static final String MEDIA_TYPE = "application/ld+json";

    record Organization(@JsonProperty("@type") String type, String name) {}

    record Occupation(
            @JsonProperty("@type") String type,
            @JsonProperty("@id") String id,
            String name) {}

    static Credential of(Certification certification, UnaryOperator<String> roleTitle) {
        Integer months = certification.validityMonths();
        return new Credential(
                "https://schema.org",
                "EducationalOccupationalCredential",
                "/v1/certifications/" + certification.code(),
                certification.code(),
                certification.name(),
                "certification",
                certification.verified("status") ? certification.status().name().toLowerCase(Locale.ROOT) : null,
                certification.verified("issuer") ? new Organization("Organization", certification.issuer()) : null,
                months != null && certification.verified("validityMonths")
                        ? Period.ofMonths(months).toString()
                        : null,
                certification.qualifies().stream()
                        .map(each ->
                                new Occupation("Occupation", "/v1/roles/" + each.role(), roleTitle.apply(each.role())))
                        .toList());
    }
}
