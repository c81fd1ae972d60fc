package org.prahari.facility;

import java.util.List;
import org.prahari.http.Fhir;

/** A facility as an Organization of FHIR: who employs. */
record Organization(
        String resourceType,
        String id,
        Fhir.Meta meta,
        List<Fhir.Identifier> identifier,
        boolean active,
        List<Fhir.Concept> type,
        String name,
        List<Fhir.Address> address) {
    /** The Health Facility Registry, by the name it has in India's FHIR profiles. */
    private static final String REGISTRY = "https://facility.ndhm.gov.in";

    private static final Fhir.Coding PROVIDER =
            new Fhir.Coding("http://terminology.hl7.org/CodeSystem/organization-type", "prov", "Healthcare Provider");
    private static final Fhir.Coding GOVERNMENT =
            new Fhir.Coding("http://terminology.hl7.org/CodeSystem/organization-type", "govt", "Government");

    static Organization of(Facility facility) {
        boolean office = facility.kind() == Facility.Kind.STATE_DATA_CENTRE
                || facility.kind() == Facility.Kind.STATE_HEALTH_DIRECTORATE;
        return new Organization(
                "Organization",
                facility.id().toString(),
                Fhir.Meta.of(facility.version(), facility.updatedAt()),
                registered(facility),
                true,
                List.of(new Fhir.Concept(List.of(office ? GOVERNMENT : PROVIDER), kind(facility))),
                facility.name(),
                List.of(Fhir.Address.in(facility.department())));
    }

    static List<Fhir.Identifier> registered(Facility facility) {
        return facility.hfrId() == null ? null : List.of(new Fhir.Identifier(REGISTRY, facility.hfrId()));
    }

    static String kind(Facility facility) {
        return facility.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
