package org.prahari.offer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.prahari.support.Api;
import org.prahari.support.Placed;
import org.prahari.support.ServiceTest;

/** Who comes where, in the words of FHIR: only once they have accepted, and by name only to whom it is due. */
class FhirOfferTest extends ServiceTest {
    private final Api api = Api.with(Placed.SCOPES + " audit:read", "*");
    private final Api reader = Api.with("offers:read", "IN-KA");

    @Test
    void anAcceptedOfferIsAPractitionerRoleOfWhomNobodyIsToldByName() {
        JsonNode offer = offer();
        String role = "/v1/fhir/PractitionerRole/" + offer.get("id").asText();
        String person = "/v1/fhir/Practitioner/" + offer.get("trainee").asText();
        reader.get(role).problem(404, "not-found");
        reader.get(person).problem(404, "not-found");
        accept(offer);

        JsonNode shown = reader.get(role).expect(200).json();
        assertThat(shown.get("active").asBoolean()).isTrue();
        assertThat(shown.at("/practitioner/reference").asText())
                .isEqualTo("Practitioner/" + offer.get("trainee").asText());
        assertThat(shown.at("/code/0/text").asText()).isEqualTo("Incident Response (NICE work role PD-WRL-003)");
        assertThat(shown.at("/organization/display").asText()).isEqualTo("A hospital");
        Api.with("facilities:read", "IN-KA")
                .get("/v1/fhir/" + shown.at("/location/0/reference").asText())
                .expect(200);
        assertThat(shown.at("/period/start").asText()).matches("\\d{4}-\\d\\d-\\d\\d");

        JsonNode pseudonym = reader.get(person).expect(200).json();
        assertThat(pseudonym.at("/identifier/0/value").asText())
                .isEqualTo("urn:uuid:" + offer.get("trainee").asText());
        assertThat(pseudonym.has("name")).isFalse();
        assertThat(reads(offer)).isZero();
    }

    @Test
    void whoMayKnowIsToldTheNameAndThatIsAudited() {
        JsonNode offer = offer();
        accept(offer);
        String person = "/v1/fhir/Practitioner/" + offer.get("trainee").asText();
        Api knows = Api.with("offers:read trainees:identity", "IN-KA");
        assertThat(knows.get(person).expect(200).json().at("/name/0/text").asText())
                .isEqualTo("Anandi Offered");
        assertThat(reads(offer)).isOne();

        String trainee = "/v1/trainees/" + offer.get("trainee").asText();
        api.delete(trainee + "/consent", "*").expect(204);
        JsonNode withdrawn = knows.get(person).expect(200).json();
        assertThat(withdrawn.has("name")).isFalse();
        assertThat(withdrawn.get("active").asBoolean()).isFalse();
        assertThat(reader.get("/v1/fhir/PractitionerRole/" + offer.get("id").asText())
                        .expect(200)
                        .json()
                        .get("active")
                        .asBoolean())
                .isFalse();
        assertThat(reads(offer)).isOne();
    }

    @Test
    void othersMeetNothing() {
        JsonNode offer = offer();
        accept(offer);
        Api kerala = Api.with("offers:read trainees:identity", "IN-KL");
        kerala.get("/v1/fhir/PractitionerRole/" + offer.get("id").asText()).problem(404, "not-found");
        kerala.get("/v1/fhir/Practitioner/" + offer.get("trainee").asText()).problem(404, "not-found");
        Api.with("facilities:read", "IN-KA")
                .get("/v1/fhir/Practitioner/" + offer.get("trainee").asText())
                .problem(403, "forbidden");
    }

    @Test
    void theDepartmentOfTheTraineeIsNotToldWhichFacilityOfAnotherItIs() {
        Placed.gap(api, "IN-KA", 1);
        Placed.trainee(api, "IN-TN");
        String round = api.post("/v1/allocations", "{\"departments\": [\"IN-KA\", \"IN-TN\"]}")
                .expect(202)
                .json()
                .get("id")
                .asText();
        org.prahari.support.Rounds.over(api, round);
        Placed.apply(api, round, "IN-KA").expect(201);
        JsonNode offer =
                api.get("/v1/offers?allocation=" + round).expect(200).json().at("/items/0");
        accept(offer);
        String role = "/v1/fhir/PractitionerRole/" + offer.get("id").asText();
        JsonNode theirs = Api.with("offers:read", "IN-TN").get(role).expect(200).json();
        assertThat(theirs.has("code")).isTrue();
        assertThat(theirs.has("organization") || theirs.has("location")).isFalse();
        assertThat(reader.get(role).expect(200).json().has("organization")).isTrue();
    }

    private JsonNode offer() {
        return api.get(Placed.offer(api, "IN-KA")).expect(200).json();
    }

    private void accept(JsonNode offer) {
        String path = "/v1/offers/" + offer.get("id").asText();
        api.post(path + "/accept", null, "If-Match", api.get(path).etag()).expect(200);
    }

    private long reads(JsonNode offer) {
        long count = 0;
        for (JsonNode deed : api.get("/v1/audit?feature=trainee-identity&id="
                        + offer.get("trainee").asText())
                .expect(200)
                .json()
                .get("items")) {
            count += deed.get("action").asText().equals("read") ? 1 : 0;
        }
        return count;
    }
}
