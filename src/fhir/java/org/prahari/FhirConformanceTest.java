package org.prahari;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.parser.StrictErrorHandler;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.prahari.support.Api;
import org.prahari.support.Placed;
import org.prahari.support.ServiceTest;

/** What is served as FHIR is FHIR R4, to HAPI's parser and to its validator with the profiles of HL7. */
class FhirConformanceTest extends ServiceTest {
    private static final FhirContext R4 = FhirContext.forR4();
    private final FhirValidator validator = R4.newValidator()
            .registerValidatorModule(new FhirInstanceValidator(new ValidationSupportChain(
                    new DefaultProfileValidationSupport(R4),
                    new InMemoryTerminologyServerValidationSupport(R4),
                    new CommonCodeSystemsTerminologyService(R4))));
    private final Api api = Api.with(Placed.SCOPES + " facilities:read", "*");

    @Test
    void everythingServedIsValid() {
        String path = Placed.offer(api, "IN-KA");
        api.post(path + "/accept", null, "If-Match", api.get(path).etag()).expect(200);
        String offer = path.substring(path.lastIndexOf('/') + 1);
        api.get("/v1/facilities").json().get("items").forEach(facility -> {
            String id = facility.get("id").asText();
            check(Organization.class, "/v1/fhir/Organization/" + id);
            check(Location.class, "/v1/fhir/Location/" + id);
        });
        String registered = api.post(
                        "/v1/facilities",
                        "{\"department\": \"IN-KA\", \"name\": \"Data\", \"kind\": \"state-data-centre\","
                                + " \"hfrId\": \"IN2910000123\"}")
                .expect(201)
                .json()
                .get("id")
                .asText();
        check(Organization.class, "/v1/fhir/Organization/" + registered);
        check(Location.class, "/v1/fhir/Location/" + registered);
        PractitionerRole role = check(PractitionerRole.class, "/v1/fhir/PractitionerRole/" + offer);
        String person = "/v1/fhir/" + role.getPractitioner().getReference();
        assertThat(check(Practitioner.class, person).getNameFirstRep().getText()).isEqualTo("Anandi Offered");
        assertThat(role.getOrganization().getReference()).startsWith("Organization/");
        assertThat(check(Practitioner.class, person, Api.with("offers:read", "IN-KA")).hasName()).isFalse();
        check(CapabilityStatement.class, "/v1/fhir/metadata");
    }

    @Test
    void whatIsNotValidIsFound() {
        for (String bad : List.of(
                "{\"resourceType\": \"Location\", \"status\": \"open\"}",
                "{\"resourceType\": \"Organization\", \"active\": true}",
                "{\"resourceType\": \"Practitioner\", \"telecom\": [{\"system\": \"pigeon\", \"value\": \"x\"}]}")) {
            assertThat(faults(bad)).as(bad).isNotEmpty();
        }
    }

    private <T extends Resource> T check(Class<T> type, String path) {
        return check(type, path, api);
    }

    private <T extends Resource> T check(Class<T> type, String path, Api caller) {
        String text = caller.get(path).expect(200).text();
        assertThat(faults(text)).as("%s: %s", path, text).isEmpty();
        return R4.newJsonParser().setParserErrorHandler(new StrictErrorHandler()).parseResource(type, text);
    }

    private List<String> faults(String text) {
        return validator.validateWithResult(text).getMessages().stream()
                .filter(message -> message.getSeverity().ordinal() >= ResultSeverityEnum.ERROR.ordinal())
                .map(SingleValidationMessage::toString)
                .toList();
    }
}
