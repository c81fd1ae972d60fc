package org.prahari.http;

import java.time.Instant;
import java.util.List;

/** What the resources of HL7 FHIR R4 (4.0.1) are made of, as far as they are shown here. Nothing is ever an empty list. */
public final class Fhir {
    public static final String MEDIA_TYPE = "application/fhir+json";
    public static final String VERSION = "4.0.1";
    private static final String URI = "urn:ietf:rfc:3986";

    private Fhir() {}

    /** Of which version it is. */
    public record Meta(String versionId, Instant lastUpdated) {
        public static Meta of(int version, Instant at) {
            return new Meta(Integer.toString(version), at);
        }
    }

    /** An id, and whose id it is. */
    public record Identifier(String system, String value) {
        /** Of what has no id but the one this service gave it. */
        public static Identifier uuid(Object id) {
            return new Identifier(URI, "urn:uuid:" + id);
        }
    }

    /** A word of a vocabulary. */
    public record Coding(String system, String code, String display) {}

    /** What is meant, in words of vocabularies if there are any, and as a text. */
    public record Concept(List<Coding> coding, String text) {
        public Concept {
            coding = coding == null ? null : List.copyOf(coding);
        }
    }

    /** Another resource of this service. */
    public record Reference(String reference, String display) {
        public static Reference to(String type, Object id, String display) {
            return new Reference(type + "/" + id, display);
        }
    }

    /** Where, as far as is known: the state by ISO 3166-2. */
    public record Address(String state, String country) {
        public static Address in(String region) {
            return new Address(region, region.substring(0, 2));
        }
    }
}
