package org.prahari.app;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Map;
import org.prahari.access.Public;
import org.prahari.http.Fhir;

/** What a client of FHIR asks first: which resources there are, and what may be done with them. */
@Path("/v1/fhir/metadata")
@Produces(Fhir.MEDIA_TYPE)
public final class FhirMetadataResource {
    private static final List<String> TYPES = List.of("Organization", "Location", "PractitionerRole", "Practitioner");

    /** A CapabilityStatement of FHIR R4. */
    public record Capabilities(
            String resourceType,
            String status,
            String date,
            String kind,
            Map<String, String> implementation,
            String fhirVersion,
            List<String> format,
            List<Rest> rest) {}

    /** One way to be asked. */
    public record Rest(String mode, List<Type> resource) {}

    /** One type of resource. */
    public record Type(String type, List<Map<String, String>> interaction) {}

    @GET
    @Public(maxAge = 3600)
    public Capabilities get() {
        List<Type> types = TYPES.stream()
                .map(type -> new Type(type, List.of(Map.of("code", "read"))))
                .toList();
        return new Capabilities(
                "CapabilityStatement",
                "active",
                "2026-11-30",
                "instance",
                Map.of("description", "Prahari: facilities and placed trainees of health departments"),
                Fhir.VERSION,
                List.of(Fhir.MEDIA_TYPE),
                List.of(new Rest("server", types)));
    }
}
