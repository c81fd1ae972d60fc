package org.prahari.facility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

/** Facilities in the words of FHIR. That they are valid is judged by HAPI's validator, in the profile {@code fhir}. */
class FhirFacilityTest extends ServiceTest {
    private final Api karnataka = Api.with("facilities:read facilities:write", "IN-KA");

    @Test
    void aHospitalIsAnOrganizationAndALocation() {
        String id = made("\"hfrId\": \"IN2910000123\", \"kind\": \"district-hospital\"");
        Answer answer = karnataka.get("/v1/fhir/Organization/" + id).expect(200);
        assertThat(answer.header("Content-Type")).startsWith("application/fhir+json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        JsonNode organization = answer.json();
        assertThat(organization.get("resourceType").asText()).isEqualTo("Organization");
        assertThat(organization.get("id").asText()).isEqualTo(id);
        assertThat(organization.get("name").asText()).isEqualTo("City Hospital");
        assertThat(organization.at("/identifier/0/value").asText()).isEqualTo("IN2910000123");
        assertThat(organization.at("/type/0/coding/0/code").asText()).isEqualTo("prov");
        assertThat(organization.at("/type/0/text").asText()).isEqualTo("district hospital");
        assertThat(organization.at("/address/0/state").asText()).isEqualTo("IN-KA");
        assertThat(organization.at("/meta/versionId").asText()).isEqualTo("1");
        karnataka
                .get("/v1/fhir/Organization/" + id, "If-None-Match", answer.etag())
                .expect(304);

        JsonNode location = karnataka.get("/v1/fhir/Location/" + id).expect(200).json();
        assertThat(location.get("resourceType").asText()).isEqualTo("Location");
        String reference = location.at("/managingOrganization/reference").asText();
        assertThat(karnataka.get("/v1/fhir/" + reference).expect(200).json()).isEqualTo(organization);
    }

    @Test
    void anOfficeWithoutARegistryNumberIsOfTheGovernment() {
        JsonNode office = karnataka
                .get("/v1/fhir/Organization/" + made("\"kind\": \"state-data-centre\""))
                .expect(200)
                .json();
        assertThat(office.at("/type/0/coding/0/code").asText()).isEqualTo("govt");
        assertThat(office.has("identifier")).as("FHIR knows no empty lists").isFalse();
    }

    @Test
    void othersMeetNothingAndOtherMediaTypesAreNotOffered() {
        String id = made("\"kind\": \"laboratory\"");
        for (String type : new String[] {"Organization", "Location"}) {
            String path = "/v1/fhir/" + type + "/" + id;
            Api.with("facilities:read", "IN-TN").get(path).problem(404, "not-found");
            Api.with("gaps:read", "IN-KA").get(path).problem(403, "forbidden");
            Api.anonymous().get(path).problem(401, "unauthenticated");
            karnataka.get(path, "Accept", "application/xml").problem(406, "not-acceptable");
        }
        karnataka.get("/v1/fhir/Patient/" + id).expect(404);
    }

    @Test
    void theStatementTellsWhatThereIs() {
        JsonNode statement =
                Api.anonymous().get("/v1/fhir/metadata").expect(200).json();
        assertThat(statement.get("fhirVersion").asText()).isEqualTo("4.0.1");
        assertThat(statement.at("/rest/0/resource").findValuesAsText("type"))
                .containsExactly("Organization", "Location", "PractitionerRole", "Practitioner");
    }

    private String made(String fields) {
        return karnataka
                .post("/v1/facilities", "{\"department\": \"IN-KA\", \"name\": \"City Hospital\", " + fields + "}")
                .expect(201)
                .json()
                .get("id")
                .asText();
    }
}
