package org.prahari.offer;

import java.time.LocalDate;
import java.util.List;
import org.prahari.http.Fhir;

/** An accepted offer as a PractitionerRole of FHIR: who comes where, as what, from when. */
record PractitionerRole(
        String resourceType,
        String id,
        Fhir.Meta meta,
        boolean active,
        Period period,
        Fhir.Reference practitioner,
        Fhir.Reference organization,
        List<Fhir.Concept> code,
        List<Fhir.Reference> location) {
    /** From a day on. */
    record Period(LocalDate start) {}

    /** @param whole whether the facility may be told */
    static PractitionerRole of(Offer offer, PlacedDao.Place place, boolean active, boolean whole) {
        return new PractitionerRole(
                "PractitionerRole",
                offer.id().toString(),
                Fhir.Meta.of(offer.version(), offer.decidedAt()),
                active,
                new Period(place.startsOn()),
                Fhir.Reference.to("Practitioner", offer.trainee(), null),
                whole ? Fhir.Reference.to("Organization", place.facility(), place.name()) : null,
                List.of(new Fhir.Concept(null, place.title() + " (NICE work role " + place.role() + ")")),
                whole ? List.of(Fhir.Reference.to("Location", place.facility(), place.name())) : null);
    }
}
