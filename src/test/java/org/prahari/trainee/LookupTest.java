package org.prahari.trainee;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

class LookupTest extends ServiceTest {
    private static final String LOOKUP = "/v1/trainees/lookup";
    private Api karnataka;
    private Api tamilNadu;
    private String here;
    private String there;

    @BeforeEach
    void oneInEachDepartmentWithTheSameAddress() {
        karnataka = Api.with("trainees:read trainees:write trainees:identity", "IN-KA");
        tamilNadu = Api.with("trainees:read trainees:write trainees:identity", "IN-TN");
        here = Fixtures.create(karnataka, "").header("Location");
        there = Fixtures.id(tamilNadu
                .post(
                        "/v1/trainees",
                        Fixtures.trainee("").replace("\"department\": \"IN-KA\"", "\"department\": \"IN-TN\""))
                .expect(201)
                .header("Location"));
        karnataka
                .put(here + "/identity", who("Asha.Rao@example.invalid", "+919000000001"), "\"1\"")
                .expect(200);
        tamilNadu
                .put("/v1/trainees/" + there + "/identity", who("asha.rao@Example.invalid", "+919000000002"), "\"1\"")
                .expect(200);
        here = Fixtures.id(here);
    }

    @Test
    void somebodyIsFoundByAddressOrNumberInTheDepartmentsTheKeyIsFor() {
        for (String spelling :
                List.of("asha.rao@example.invalid", "ASHA.RAO@EXAMPLE.INVALID", "Asha.rao@example.Invalid")) {
            assertThat(found(karnataka, "email", spelling)).containsExactly(here + " IN-KA");
            assertThat(found(tamilNadu, "email", spelling)).containsExactly(there + " IN-TN");
        }
        assertThat(found(Api.with("trainees:identity", "*"), "email", "asha.rao@example.invalid"))
                .containsExactlyInAnyOrder(here + " IN-KA", there + " IN-TN");
        assertThat(found(karnataka, "phone", "+919000000001")).containsExactly(here + " IN-KA");
        assertThat(found(tamilNadu, "phone", "+919000000002")).containsExactly(there + " IN-TN");
    }

    @Test
    void whoIsAnothersIsAsUnknownAsWhoIsNobodys() {
        Answer others = karnataka.post(LOOKUP, "{\"phone\": \"+919000000002\"}").expect(200);
        Answer nobodys =
                karnataka.post(LOOKUP, "{\"phone\": \"+919999999999\"}").expect(200);
        assertThat(others.text()).isEqualTo(nobodys.text()).isEqualTo("{\"items\":[]}");
        assertThat(others.header("Cache-Control")).isEqualTo("no-store");
        assertThat(Api.with("trainees:identity")
                        .post(LOOKUP, "{\"phone\": \"+919000000002\"}")
                        .expect(200)
                        .text())
                .isEqualTo(nobodys.text());
    }

    @Test
    void theOldAddressFindsNobodyOnceItIsReplacedOrTheTraineeIsGone() {
        karnataka
                .put("/v1/trainees/" + here + "/identity", who("asha@other.invalid", null), "\"2\"")
                .expect(200);
        assertThat(found(karnataka, "email", "asha.rao@example.invalid")).isEmpty();
        assertThat(found(karnataka, "phone", "+919000000001")).isEmpty();
        assertThat(found(karnataka, "email", "asha@other.invalid")).containsExactly(here + " IN-KA");
        karnataka.delete("/v1/trainees/" + here, "\"3\"").expect(204);
        assertThat(found(karnataka, "email", "asha@other.invalid")).isEmpty();
    }

    @Test
    void whatIsStillInTheClearIsFoundToo() {
        service.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        UPDATE trainee_identity SET key_id = NULL, name_sealed = NULL, email_sealed = NULL,
                            phone_sealed = NULL, email_index = NULL, phone_index = NULL, name = 'Asha',
                            email = 'Asha.Rao@example.invalid', phone = '+919000000001'
                        WHERE trainee = :id
                        """)
                        .bind("id", UUID.fromString(here))
                        .execute());
        assertThat(found(karnataka, "email", "asha.rao@Example.invalid")).containsExactly(here + " IN-KA");
        assertThat(found(karnataka, "phone", "+919000000001")).containsExactly(here + " IN-KA");
        assertThat(found(tamilNadu, "phone", "+919000000001")).isEmpty();
    }

    @Test
    void onlyThoseWhoMayKnowCanLookUp() {
        String body = "{\"phone\": \"+919000000001\"}";
        Api.anonymous().post(LOOKUP, body).problem(401, "unauthenticated");
        Api.with("trainees:read trainees:write", "IN-KA").post(LOOKUP, body).problem(403, "forbidden");
        karnataka.get(LOOKUP + "?email=asha.rao@example.invalid").expect(405);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                 | 422 | ``",
                "{'email': 'a@b.invalid', 'phone': '+919000000001'} | 422 | ``",
                "{'email': 'nobody'}                                | 422 | /email",
                "{'email': ''}                                      | 422 | /email",
                "{'email': ' '}                                     | 422 | /email",
                "{'phone': '9000000001'}                            | 422 | /phone",
                "{'phone': '+91 90000 00001'}                       | 422 | /phone",
                "{'phone': ''}                                      | 422 | /phone",
                "{'phone': 919000000001}                            | 400 | /phone",
                "{'email': ['a@b.invalid']}                         | 400 | /email",
                "{'name': 'Asha Rao'}                               | 400 | /name"
            })
    void nastyInputIsRefusedAndNotRepeated(String body, int status, String pointer) {
        Answer answer = karnataka
                .post(LOOKUP, body.replace('\'', '"'))
                .problem(status, status == 400 ? "malformed" : "invalid")
                .at(pointer);
        assertThat(answer.text()).doesNotContain("nobody", "00001", "Asha", "a@b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"' OR '1'='1@example.invalid", "%@example.invalid", "_sha.rao@example.invalid"})
    void whatLooksLikeAPatternIsOnlyText(String email) {
        Answer answer = karnataka.post(LOOKUP, "{\"email\": \"" + email + "\"}");
        assertThat(answer.status()).isIn(200, 422);
        assertThat(answer.text()).doesNotContain(here);
    }

    private static List<String> found(Api caller, String field, String value) {
        var items = caller.post(LOOKUP, "{\"" + field + "\": \"" + value + "\"}")
                .expect(200)
                .json()
                .get("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(item ->
                        item.get("id").asText() + " " + item.get("department").asText())
                .toList();
    }

    private static String who(String email, String phone) {
        return "{\"name\": \"Asha Rao\", \"email\": \"" + email + "\""
                + (phone == null ? "" : ", \"phone\": \"" + phone + "\"") + "}";
    }
}
