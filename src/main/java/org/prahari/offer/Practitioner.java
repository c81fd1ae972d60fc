package org.prahari.offer;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.prahari.http.Fhir;

/** A placed trainee as a Practitioner of FHIR; without a name, under a pseudonym. */
public record Practitioner(
        String resourceType,
        String id,
        List<Fhir.Identifier> identifier,
        boolean active,
        List<HumanName> name,
        List<ContactPoint> telecom) {
    /** A name as one text: which part is the family's is not known. */
    public record HumanName(String text) {}

    /** Where somebody is reached: {@code email} or {@code phone}. */
    public record ContactPoint(String system, String value) {}

    static Practitioner pseudonym(UUID trainee, boolean active) {
        return new Practitioner(
                "Practitioner", trainee.toString(), List.of(Fhir.Identifier.uuid(trainee)), active, null, null);
    }

    /** Somebody by name; what is null is not known. */
    public static Practitioner named(UUID trainee, String name, String email, String phone) {
        List<ContactPoint> points = new ArrayList<>();
        if (email != null) {
            points.add(new ContactPoint("email", email));
        }
        if (phone != null) {
            points.add(new ContactPoint("phone", phone));
        }
        return new Practitioner(
                "Practitioner",
                trainee.toString(),
                List.of(Fhir.Identifier.uuid(trainee)),
                true,
                List.of(new HumanName(name)),
                points.isEmpty() ? null : points);
    }

    /** Keeps it out of logs. */
    @Override
    public String toString() {
        return "Practitioner[" + id + "]";
    }
}
