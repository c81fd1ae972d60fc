package org.prahari.role;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Stream;

/** A role as linked data: an Occupation of schema.org. */
public record Occupation(
        @JsonProperty("@context") String context,
        @JsonProperty("@type") String type,
        @JsonProperty("@id") String id,
        String name,
        String description,
        CategoryCode occupationalCategory,
        List<PropertyValue> identifier) {
    public Occupation {
        identifier = List.copyOf(identifier);
    }

    /** The category, and the set of categories it is of. */
    public record CategoryCode(@JsonProperty("@type") String type, String codeValue, String name, CodeSet inCodeSet) {}

    /** The framework, as the set of its categories. */
    public record CodeSet(@JsonProperty("@type") String type, String name) {}

    /** An id, and whose id it is. */
    public record PropertyValue(@JsonProperty("@type") String type, String propertyID, String value) {}

    static Occupation of(Role role) {
        var framework = new CodeSet("CategoryCodeSet", "NICE Framework " + role.frameworkVersion());
        var category = new CategoryCode(
                "CategoryCode", role.category().code(), role.category().title(), framework);
        var identifiers = Stream.concat(
                Stream.of(new PropertyValue("PropertyValue", "NICE Framework work role", role.id())),
                role.opmCodes().stream()
                        .map(code -> new PropertyValue("PropertyValue", "OPM cybersecurity code", code)));
        return new Occupation(
                "https://schema.org",
                "Occupation",
                "/v1/roles/" + role.id(),
                role.title(),
                role.summary(),
                category,
                identifiers.toList());
    }
}
