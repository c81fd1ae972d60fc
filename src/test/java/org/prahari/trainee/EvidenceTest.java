package org.prahari.trainee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSHeader.Builder;
import com.nimbusds.jose.jwk.RSAKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.BadgeOffice;
import org.prahari.support.ServiceTest;

/** A badge verifies a certificate if its issuer is believed and everything it says holds; else nothing changes. */
class EvidenceTest extends ServiceTest {
    private static final String EMAIL = "Anandi.Verified@example.invalid";
    private final Api api = Api.with("trainees:read trainees:write trainees:identity audit:read", "IN-KA");
    private final BadgeOffice office = service.badges();

    @AfterEach
    void isWellAgain() {
        office.isAway(false);
        office.publish(null);
    }

    @Test
    void aBadgeVerifiesTheCertificateItStandsFor() {
        String path = trainee(EMAIL);
        Answer shown = show(path, office.badge(EMAIL)).expect(200);
        assertThat(shown.json().get("certification").asText()).isEqualTo(BadgeOffice.CERTIFICATION);
        assertThat(shown.json().get("issuer").asText()).isEqualTo(office.issuer());
        Answer trainee = api.get(path).expect(200);
        assertThat(trainee.etag()).isEqualTo(shown.etag());
        var held = trainee.json().at("/held/0");
        assertThat(held.get("verification").asText()).isEqualTo("verified");
        assertThat(held.get("issuedOn")).isEqualTo(shown.json().get("issuedOn"));
        assertThat(held.get("expiresOn")).isEqualTo(shown.json().get("expiresOn"));
        assertThat(api.get(path + "/evidence").expect(200).json().at("/items/0"))
                .isEqualTo(shown.json());
        assertThat(api.get(path + "/export").expect(200).json().at("/evidence/0"))
                .isEqualTo(shown.json());
        assertThat(api.get("/v1/audit?feature=trainee-identity&id=" + path.substring(path.lastIndexOf('/') + 1))
                        .expect(200)
                        .text())
                .contains("compared");
        show(path, office.badge(EMAIL)).expect(200);
        assertThat(api.get(path).json().get("held")).hasSize(1);
    }

    @Test
    void whatWasDeclaredBecomesVerified() {
        String path = trainee(EMAIL);
        api.patch(
                        path,
                        "{\"held\": [{\"certification\": \"COMPTIA-CYSA\", \"issuedOn\": \"2020-01-01\","
                                + " \"verification\": \"self-declared\"}]}",
                        "*")
                .expect(200);
        show(path, office.badge(EMAIL)).expect(200);
        assertThat(api.get(path).json().at("/held/0/verification").asText()).isEqualTo("verified");
        assertThat(api.get(path).json().at("/held/0/issuedOn").asText()).isNotEqualTo("2020-01-01");
    }

    @Test
    void aCredentialOfTheOlderModelAndAnAddressInTheClearAreTakenToo() {
        String path = trainee(EMAIL);
        ObjectNode vc = office.credential(EMAIL);
        vc.remove(List.of("validFrom", "validUntil"));
        ((ObjectNode) vc.at("/credentialSubject/identifier/0"))
                .put("hashed", false)
                .put("identityHash", EMAIL.toLowerCase(java.util.Locale.ROOT))
                .remove("salt");
        ObjectNode token = vc.objectNode();
        token.put("iss", office.issuer()).put("nbf", Instant.now().getEpochSecond() - 100);
        token.set("vc", vc);
        Answer shown = show(path, office.sign(token)).expect(200);
        assertThat(shown.json().has("expiresOn")).isFalse();
    }

    @Test
    void aBadgeOfSomebodyElseOrOfNobodySaysNothingOfWhoItIs() {
        String path = trainee(EMAIL);
        String unknown = trainee(null);
        ObjectNode nobody = office.credential(EMAIL);
        ((ObjectNode) nobody.get("credentialSubject")).remove("identifier");
        String other = refused(path, office.badge("somebody.else@example.invalid"));
        assertThat(refused(path, office.sign(nobody))).isEqualTo(other);
        assertThat(refused(unknown, office.badge(EMAIL))).isEqualTo(other);
        assertThat(api.get(path).json().get("held")).isEmpty();
    }

    @Test
    void whatDoesNotHoldIsRefusedAndChangesNothing() {
        String path = trainee(EMAIL);
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put(
                "not valid yet",
                changed(badge ->
                        badge.put("validFrom", Instant.now().plusSeconds(3600).toString())));
        bad.put(
                "expired",
                changed(badge ->
                        badge.put("validUntil", Instant.now().minusSeconds(3600).toString())));
        bad.put("without a beginning", changed(badge -> badge.remove("validFrom")));
        bad.put("a time that is none", changed(badge -> badge.put("validFrom", "yesterday")));
        bad.put(
                "another achievement",
                changed(badge -> ((ObjectNode) badge.at("/credentialSubject/achievement"))
                        .put("id", office.issuer() + "/achievements/other")));
        bad.put("no badge", changed(badge -> badge.putArray("type").add("VerifiableCredential")));
        bad.put("an issuer nobody knows", changed(badge -> badge.put("issuer", "https://issuer.example")));
        bad.put("two issuers", changed(badge -> badge.put("iss", "https://issuer.example")));
        bad.put(
                "a kind of list not understood",
                changed(badge -> badge.putObject("credentialStatus").put("type", "1EdTechRevocationList")));
        bad.put("a list elsewhere", changed(badge -> {
            office.listed(badge, 0, 1);
            ((ObjectNode) badge.get("credentialStatus")).put("statusListCredential", "http://169.254.169.254/status");
        }));
        bad.put("a list that is no address", changed(badge -> {
            office.listed(badge, 0, 1);
            ((ObjectNode) badge.get("credentialStatus")).put("statusListCredential", "::");
        }));
        bad.put("beyond the list", changed(badge -> office.listed(badge, 0, 131_072)));
        bad.put("before the list", changed(badge -> office.listed(badge, 0, -1)));
        RSAKey thief = BadgeOffice.key("office-1");
        bad.put("signed by another key", BadgeOffice.sign(header(), office.credential(EMAIL), thief));
        bad.put(
                "a key that is not its issuer's",
                BadgeOffice.sign(header().keyID("office-2"), office.credential(EMAIL), thief));
        bad.put(
                "brings its own key",
                BadgeOffice.sign(header().jwk(thief.toPublicJWK()), office.credential(EMAIL), thief));
        bad.put(
                "says where its key is",
                BadgeOffice.sign(
                        header().jwkURL(URI.create(office.issuer() + "/keys")), office.credential(EMAIL), office.key));
        bad.put(
                "an algorithm that is not allowed",
                BadgeOffice.sign(
                        new Builder(JWSAlgorithm.PS512).type(JOSEObjectType.JWT).keyID("office-1"),
                        office.credential(EMAIL),
                        office.key));
        bad.put(
                "another type of token",
                BadgeOffice.sign(header().type(new JOSEObjectType("at+jwt")), office.credential(EMAIL), office.key));
        bad.put(
                "a token of no type",
                BadgeOffice.sign(
                        new Builder(JWSAlgorithm.RS256).keyID("office-1"), office.credential(EMAIL), office.key));
        String[] parts = office.badge(EMAIL).split("\\.");
        bad.put(
                "changed after it was signed",
                parts[0] + "." + base64(office.credential(EMAIL).put("more", 1).toString()) + "." + parts[2]);
        bad.put("unsigned", base64("{\"alg\":\"none\"}") + "." + parts[1] + "." + parts[2]);
        bad.put("no JSON", base64("{}") + "." + base64("[]") + ".AA");
        bad.put(
                "twice the same field",
                parts[0] + "." + base64("{\"issuer\":\"a\",\"issuer\":\"b\"}") + "." + parts[2]);
        bad.put(
                "too deep",
                parts[0] + "." + base64("{\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}") + "." + parts[2]);
        String before = api.get(path).text();
        bad.forEach((what, badge) -> {
            Answer answer = show(path, badge);
            assertThat(answer.status()).as(what).isEqualTo(422);
            answer.problem(422, "invalid").at("/credential");
        });
        assertThat(api.get(path).text()).isEqualTo(before);
    }

    @Test
    void whatIsRevokedIsRefused() {
        String path = trainee(EMAIL);
        office.revoke(77);
        show(path, office.sign(office.listed(office.credential(EMAIL), 1, 76))).expect(200);
        show(path, office.sign(office.listed(office.credential(EMAIL), 1, 77))).problem(422, "invalid");
        show(path, office.sign(office.listed(office.credential(EMAIL), 1, 78))).expect(200);
    }

    @Test
    void aListThatCannotBeHadOrIsNoGoodVerifiesNothing() {
        String path = trainee(EMAIL);
        office.isAway(true);
        Answer answer = show(path, office.sign(office.listed(office.credential(EMAIL), 2, 5)));
        answer.problem(503, "unavailable");
        assertThat(answer.header("Retry-After")).isNotNull();
        office.isAway(false);
        RSAKey thief = BadgeOffice.key("office-1");
        ObjectNode bomb = office.statusList(2);
        ((ObjectNode) bomb.get("credentialSubject"))
                .put("encodedList", "u" + base64(BadgeOffice.gzip(new byte[64 << 20])));
        ObjectNode other = office.statusList(2);
        other.put("issuer", "https://issuer.example");
        for (String list : List.of(
                BadgeOffice.sign(header(), office.statusList(2), thief),
                office.badge(EMAIL),
                office.sign(bomb),
                office.sign(other),
                "<html>It works!</html>",
                "")) {
            office.publish(list);
            show(path, office.sign(office.listed(office.credential(EMAIL), 2, 5)))
                    .problem(503, "unavailable");
        }
        assertThat(api.get(path).json().get("held")).isEmpty();
        office.publish(null);
        show(path, office.sign(office.listed(office.credential(EMAIL), 2, 5))).expect(200);
        office.isAway(true);
        show(path, office.sign(office.listed(office.credential(EMAIL), 2, 5))).expect(200);
    }

    @Test
    void anotherDepartmentMeetsNothing() {
        String path = trainee(EMAIL);
        Api other = Api.with("trainees:read trainees:write", "IN-TN");
        other.get(path + "/evidence").problem(404, "not-found");
        other.post(path + "/evidence", body(office.badge(EMAIL)), "If-Match", "*")
                .problem(404, "not-found");
    }

    @Test
    void aFileOfIssuersThatIsNotSafeStopsTheStart(@TempDir Path folder) throws Exception {
        String good = "{id: a, jwks: 'https://a.example/k', achievements: {b: COMPTIA-CYSA}}";
        Path file = folder.resolve("badges.yaml");
        Files.writeString(file, "issuers: [" + good + "]");
        assertThat(BadgeIssuer.read(file.toString())).hasSize(1);
        assertThat(BadgeIssuer.read("")).isEmpty();
        for (String bad : List.of(
                good.replace("https:", "http:"),
                good.replace("https://a.example/k", "file:///etc/passwd"),
                good.replace("id: a, ", ""),
                good.replace(", achievements: {b: COMPTIA-CYSA}", ""),
                good.replace("id: a", "id: a, algorithms: [none]"),
                good.replace("id: a", "id: a, algorithms: [HS256]"),
                good.replace("id: a", "id: a, statusLists: ['http://a.example/s']"),
                good.replace("id: a", "id: a, more: 1"))) {
            Files.writeString(file, "issuers: [" + bad + "]");
            assertThatThrownBy(() -> BadgeIssuer.read(file.toString()))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> BadgeIssuer.read(folder.resolve("none").toString()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID("office-1");
    }

    private String changed(Consumer<ObjectNode> change) {
        ObjectNode badge = office.credential(EMAIL);
        change.accept(badge);
        return office.sign(badge);
    }

    private String refused(String path, String badge) {
        return show(path, badge).problem(422, "invalid").json().get("errors").toString();
    }

    private Answer show(String path, String badge) {
        return api.post(path + "/evidence", body(badge), "If-Match", "*");
    }

    private static String body(String badge) {
        return "{\"credential\": \"" + badge + "\"}";
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String trainee(String email) {
        Answer made = api.post("/v1/trainees", """
                        {"department": "IN-KA", "soughtRoles": [{"role": "PD-WRL-003", "level": "basic"}],
                         "languages": ["kn"], "home": {"region": "IN-KA"}, "relocation": {"scope": "state"},
                         "remote": false, "experienceMonths": 6, "availableFrom": "2027-01-15"}
                        """).expect(201);
        if (email != null) {
            api.put(
                            made.header("Location") + "/identity",
                            "{\"name\": \"Anandi Verified\", \"email\": \"" + email + "\"}",
                            "*")
                    .expect(200);
        }
        return made.header("Location");
    }
}
