package org.prahari.facility;

import java.util.List;
import org.prahari.http.Fhir;

/** A facility as a Location of FHIR: where it is. */
record Location(
        String resourceType,
        String id,
        Fhir.Meta meta,
        List<Fhir.Identifier> identifier,
        String status,
        String name,
        String mode,
        List<Fhir.Concept> type,
        Fhir.Address address,
        Fhir.Reference managingOrganization) {
    static Location of(Facility facility) {
        return new Location(
                "Location",
                facility.id().toString(),
                Fhir.Meta.of(facility.version(), facility.updatedAt()),
                Organization.registered(facility),
                "active",
                facility.name(),
                "instance",
                List.of(new Fhir.Concept(null, Organization.kind(facility))),
                Fhir.Address.in(facility.department()),
                Fhir.Reference.to("Organization", facility.id(), facility.name()));
    }
}
