package org.prahari.trainee;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

class ExportTest extends ServiceTest {
    private static final String WHO =
            "{\"name\": \"Demo Trainee 0001\", \"email\": \"demo0001@example.invalid\", \"phone\": \"+919000000001\"}";
    private Api karnataka;
    private String trainee;

    @BeforeEach
    void aTrainee() {
        karnataka = Api.with("trainees:read trainees:write trainees:identity", "IN-KA");
        trainee = Fixtures.create(karnataka, """
                "externalId": "T-9",
                "held": [{"certification": "GIAC-GCIH", "issuedOn": "2025-03-17", "verification": "verified"}],
                "inProgress": [{"certification": "ECC-ECIH", "expectedOn": "2027-07-19"}]
                """).header("Location");
    }

    @Test
    void aPersonGetsAllThatIsHeldInOneDocument() {
        karnataka.put(trainee + "/identity", WHO, "\"1\"").expect(200);
        consent("kn", 2);
        karnataka.delete(trainee + "/consent", "\"3\"").expect(204);
        consent("hi", 4);
        Answer export = karnataka.get(trainee + "/export").expect(200);
        assertThat(export.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"trainee-" + Fixtures.id(trainee) + ".json\"");
        assertThat(export.header("Cache-Control")).isEqualTo("no-store");
        JsonNode document = export.json();
        assertThat(document.get("trainee"))
                .isEqualTo(karnataka.get(trainee).expect(200).json());
        assertThat(document.get("identity"))
                .isEqualTo(karnataka.get(trainee + "/identity").expect(200).json());
        JsonNode history =
                karnataka.get(trainee + "/consent/history").expect(200).json();
        assertThat(document.get("consents").findValues("consent"))
                .hasSize(2)
                .containsExactly(history.at("/items/0"), history.at("/items/1"));
        JsonNode shown = Api.anonymous()
                .get("/v1/notices/2026-1?language=kn")
                .expect(200)
                .json();
        assertThat(document.at("/consents/0/title")).isEqualTo(shown.get("title"));
        assertThat(document.at("/consents/0/text")).isEqualTo(shown.get("text"));
        assertThat(document.at("/consents/1/title")).isNotEqualTo(shown.get("title"));
        assertThat(document.get("events").findValuesAsText("action"))
                .startsWith("created", "updated", "updated", "updated", "updated");
        assertThat(document.at("/events/0/client").asText()).isEqualTo("a test");
    }

    @Test
    void whoIsKnownByLittleGetsThatLittle() {
        JsonNode document = karnataka.get(trainee + "/export").expect(200).json();
        assertThat(document.has("identity")).isFalse();
        assertThat(document.get("consents")).isEmpty();
        assertThat(document.get("events").findValuesAsText("action")).startsWith("created");
    }

    @Test
    void aNoticeThatIsNotKnownAnyMoreIsNamedAllTheSame() {
        consent("kn", 1);
        service.jdbi().useHandle(handle -> handle.execute("UPDATE trainee_consent SET notice = 'before-notices'"));
        JsonNode consent = karnataka.get(trainee + "/export").expect(200).json().at("/consents/0");
        assertThat(consent.at("/consent/notice").asText()).isEqualTo("before-notices");
        assertThat(consent.has("text")).isFalse();
    }

    @Test
    void onlyThoseWhoMayKnowWhoItIsGetIt() {
        String path = trainee + "/export";
        Api.with("trainees:read", "IN-KA").get(path).problem(403, "forbidden");
        Api.with("trainees:identity", "IN-KA").get(path).problem(403, "forbidden");
        Api.anonymous().get(path).problem(401, "unauthenticated");
        Api tamilNadu = Api.with("trainees:read trainees:identity", "IN-TN");
        String others = tamilNadu.get(path).problem(404, "not-found").text();
        String unknown = tamilNadu
                .get("/v1/trainees/" + UUID.randomUUID() + "/export")
                .problem(404, "not-found")
                .text();
        assertThat(others.replaceAll("\"instance\":\"[^\"]*\"", ""))
                .isEqualTo(unknown.replaceAll("\"instance\":\"[^\"]*\"", ""));
    }

    @Test
    void theEventsOfAnotherTraineeAreNotInIt() {
        Fixtures.create(karnataka, "");
        JsonNode events = karnataka.get(trainee + "/export").json().get("events");
        assertThat(events.findValuesAsText("action").stream().filter("created"::equals))
                .hasSize(1);
    }

    private void consent(String language, int version) {
        karnataka
                .put(
                        trainee + "/consent",
                        "{\"notice\": \"2026-1\", \"language\": \"" + language + "\", \"purposes\": [\"matching\"]}",
                        "\"" + version + "\"")
                .expect(200);
    }
}
