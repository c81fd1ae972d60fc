package org.prahari.trainee;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

class IdentityTest extends ServiceTest {
    private static final String WHO =
            "{\"name\": \"Demo Trainee 0001\", \"email\": \"demo0001@example.invalid\", \"phone\": \"+919000000001\"}";
    private Api karnataka;
    private String trainee;
    private String identity;

    @BeforeEach
    void aTrainee() {
        karnataka = Api.with("trainees:read trainees:write trainees:identity", "IN-KA");
        trainee = Fixtures.create(karnataka, "").header("Location");
        identity = trainee + "/identity";
    }

    @Test
    void anIdentityIsKeptAndReplacedUnderTheTraineesVersion() {
        karnataka.get(identity).problem(404, "not-found");
        Answer put = karnataka.put(identity, WHO, "\"1\"").expect(200);
        assertThat(put.etag()).isEqualTo("\"2\"");
        Answer read = karnataka.get(identity).expect(200);
        assertThat(read.json()).isEqualTo(put.json());
        assertThat(read.etag()).isEqualTo("\"2\"");
        assertThat(read.header("Cache-Control")).isEqualTo("no-store");
        assertThat(karnataka.get(trainee).etag()).isEqualTo("\"2\"");
        karnataka.put(identity, "{\"name\": \"देमो\"}", "\"2\"").expect(200);
        assertThat(karnataka.get(identity).json()).hasToString("{\"name\":\"देमो\"}");
    }

    @Test
    void anIdentityIsInNoOtherAnswerAndInNoLog() {
        karnataka.put(identity, WHO, "\"1\"").expect(200);
        for (String path : new String[] {trainee, "/v1/trainees", trainee + "/consent"}) {
            assertThat(karnataka.get(path).text()).doesNotContain("Demo", "demo0001", "+91900");
        }
        var changes = service.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT CONCAT_WS(' ', feature, id, version, kind, department, region, actor) FROM change_log"
                                        + " WHERE id = :id")
                        .bind("id", Fixtures.id(trainee))
                        .mapTo(String.class)
                        .list());
        assertThat(changes).hasSize(2).noneMatch(line -> line.contains("emo"));
        assertThat(new Identity("Demo", "demo@example.invalid", null)).hasToString("Identity[...]");
    }

    @Test
    void anIdentityGoesWithItsTrainee() {
        karnataka.put(identity, WHO, "\"1\"").expect(200);
        karnataka.delete(trainee, "\"2\"").expect(204);
        karnataka.get(identity).problem(404, "not-found");
        int left = service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM trainee_identity")
                        .mapTo(Integer.class)
                        .one());
        assertThat(left).isZero();
    }

    @Test
    void onlyThoseWhoMayKnowCanReadOrWriteIt() {
        karnataka.put(identity, WHO, "\"1\"").expect(200);
        Api.with("trainees:identity", "IN-KA").get(identity).expect(200);
        Api.with("trainees:identity", "IN-KA").put(identity, WHO, "\"2\"").problem(403, "forbidden");
        Api.with("trainees:read trainees:write", "IN-KA").get(identity).problem(403, "forbidden");
        Api.with("trainees:read trainees:write", "IN-KA")
                .put(identity, WHO, "\"2\"")
                .problem(403, "forbidden");
        Api.anonymous().get(identity).problem(401, "unauthenticated");
        Api tamilNadu = Api.with("trainees:write trainees:identity", "IN-TN");
        tamilNadu.get(identity).problem(404, "not-found");
        tamilNadu.put(identity, WHO, "\"2\"").problem(404, "not-found");
    }

    @Test
    void whoReadItOrLookedItUpIsInTheAuditTrail() {
        karnataka.put(identity, WHO, "\"1\"").expect(200);
        String id = Fixtures.id(trainee);
        String before = deeds(id);
        assertThat(before).doesNotContain("read", "looked-up");
        karnataka.get(trainee).expect(200);
        Api.with("trainees:identity", "IN-TN").get(identity).expect(404);
        Api.with("trainees:identity", "IN-TN").post("/v1/trainees/lookup", "{\"phone\": \"+919000000001\"}");
        assertThat(deeds(id)).as("nobody has learnt who it is").isEqualTo(before);
        karnataka.get(identity, "X-Request-Id", "portal-1").expect(200);
        karnataka
                .get(identity, "X-Request-Id", "portal-2", "If-None-Match", "\"2\"")
                .expect(304);
        karnataka
                .post("/v1/trainees/lookup", "{\"phone\": \"+919000000001\"}", "X-Request-Id", "portal-3")
                .expect(200);
        assertThat(deeds(id).substring(before.length()).lines())
                .containsExactly(
                        "read trainee-identity IN-KA done portal-1",
                        "read trainee-identity IN-KA done portal-2",
                        "looked-up trainee-identity IN-KA done portal-3");
        karnataka
                .post("/v1/trainees/lookup", "{\"phone\": \"+919999999999\"}", "X-Request-Id", "portal-" + id)
                .expect(200);
        int misses = service.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT COUNT(*) FROM audit_log WHERE id IS NULL AND action = 'looked-up' AND request_id = :id")
                        .bind("id", "portal-" + id)
                        .mapTo(Integer.class)
                        .one());
        assertThat(misses).as("who tries addresses is seen too").isEqualTo(1);
    }

    private String deeds(String id) {
        return service
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT CONCAT_WS(' ', action, feature, department, outcome, request_id) FROM audit_log"
                                        + " WHERE id = :id ORDER BY sequence")
                        .bind("id", id)
                        .mapTo(String.class)
                        .list())
                .stream()
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }

    @Test
    void writesNeedTheTraineesVersion() {
        karnataka.send("PUT", identity, WHO).problem(428, "precondition-required");
        karnataka.put(identity, WHO, "\"2\"").problem(412, "precondition-failed");
    }

    @Test
    void textThatLooksLikeCodeIsOnlyText() {
        karnataka
                .put(identity, "{\"name\": \"${7*7}'; DROP TABLE trainee_identity; --\"}", "\"1\"")
                .expect(200);
        assertThat(karnataka.get(identity).json().get("name").asText())
                .isEqualTo("${7*7}'; DROP TABLE trainee_identity; --");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                             | 422 | /name",
                "{'name': ' '}                                  | 422 | /name",
                "{'name': 'a\\nb'}                              | 422 | /name",
                "{'name': 7}                                    | 400 | /name",
                "{'name': 'A', 'email': 'nobody'}               | 422 | /email",
                "{'name': 'A', 'email': 'a@b\\r\\nBcc: c@d'}    | 400 | /email",
                "{'name': 'A', 'phone': '9000000001'}           | 422 | /phone",
                "{'name': 'A', 'phone': '+0900000000'}          | 422 | /phone",
                "{'name': 'A', 'phone': '+9190000000012345'}    | 422 | /phone",
                "{'name': 'A', 'aadhaar': '1234'}               | 400 | /aadhaar"
            })
    void nastyInputIsRefused(String body, int status, String pointer) {
        karnataka
                .put(identity, body.replace('\'', '"'), "\"1\"")
                .problem(status, status == 400 ? "malformed" : "invalid")
                .at(pointer);
    }
}
