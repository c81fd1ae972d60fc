package org.prahari.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.prahari.http.StrictJson;
import org.prahari.store.BadFile;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

class CertificationTest extends ServiceTest {
    private static final ObjectMapper YAML = StrictJson.configure(
            YAMLMapper.builder().addModule(new JavaTimeModule()).build());

    private final Api anybody = Api.anonymous();

    @Test
    void everySeededCertificationAnswersAndNamesOnlyFactsThatAreVerifiedAsVerified() throws IOException {
        JsonNode entries = seedFile().get("certifications");
        assertThat(entries).hasSizeGreaterThanOrEqualTo(119);
        for (JsonNode entry : entries) {
            JsonNode answer = get(entry.get("code").asText());
            List<String> listed = texts(entry.get("verified"));
            Map<String, Boolean> facts = new TreeMap<>();
            answer.get("facts").forEach(fact -> {
                facts.put(fact.get("field").asText(), fact.get("verified").asBoolean());
                boolean stated = answer.has(fact.get("field").asText())
                        && !answer.get(fact.get("field").asText()).isEmpty();
                boolean scalar = answer.path(fact.get("field").asText()).isValueNode();
                assertThat(fact.get("state").asText()).isEqualTo(stated || scalar ? "given" : "none");
            });
            assertThat(facts.keySet()).as(entry.get("code").asText()).containsAll(listed);
            facts.forEach(
                    (field, verified) -> assertThat(listed.contains(field)).isEqualTo(verified));
            for (String field : List.of("name", "issuer", "validityMonths", "routes", "renewals", "status", "fee")) {
                assertThat(facts.containsKey(field) || !answer.has(field)).isTrue();
            }
        }
    }

    @Test
    void allCertificationsAreListedPageByPage() throws IOException {
        List<String> codes = codes("/v1/certifications?limit=50");
        assertThat(codes)
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSize(seedFile().get("certifications").size());
    }

    @Test
    void aFieldThatNobodySawInASourceSaysSo() {
        JsonNode retired = get("ISC2-HCISPP");
        assertThat(retired.get("status").asText()).isEqualTo("retired");
        assertThat(fact(retired, "status").get("verified").asBoolean()).isFalse();
        assertThat(fact(retired, "routes").get("verified").asBoolean()).isTrue();
        assertThat(retired.has("retiredOn")).isFalse();
        assertThat(fact(get("GIAC-GPEN"), "name").get("verified").asBoolean()).isFalse();
    }

    @Test
    void whatIsKnownToBeNoneDiffersFromWhatIsUnknown() {
        JsonNode forLife = get("OFFSEC-OSCP");
        assertThat(forLife.has("validityMonths")).isFalse();
        assertThat(fact(forLife, "validityMonths").get("state").asText()).isEqualTo("none");
        assertThat(forLife.get("renewals")).isEmpty();
        assertThat(fact(forLife, "renewals").get("state").asText()).isEqualTo("none");
        JsonNode unknown = get("FDPPI-CDPODA");
        assertThat(unknown.has("validityMonths") || unknown.has("routes") || unknown.has("renewals"))
                .isFalse();
        assertThat(fact(unknown, "validityMonths").isMissingNode()).isTrue();
        assertThat(fact(unknown, "renews").isMissingNode()).isTrue();
        assertThat(fact(get("COMPTIA-APLUS"), "renews").get("state").asText()).isEqualTo("none");
    }

    @Test
    void theWaysToBeAdmittedAreAlternatives() {
        JsonNode routes = get("ISC2-ISSAP").get("routes");
        assertThat(routes).hasSize(2);
        assertThat(routes.at("/0/certifications/0/0").asText()).isEqualTo("ISC2-CISSP");
        assertThat(routes.at("/0/experienceMonths").asInt()).isEqualTo(24);
        assertThat(routes.at("/1/certifications")).isEmpty();
        assertThat(routes.at("/1/experienceMonths").asInt()).isEqualTo(84);
        assertThat(get("MS-SC100").at("/routes/0/certifications/0")).hasSize(3);
        assertThat(get("MS-SC100").at("/routes/0").has("experienceMonths")).isFalse();
    }

    @Test
    void aCertificationCanHaveSeveralRenewalRules() {
        JsonNode rules = get("ISACA-CISA").get("renewals");
        assertThat(rules.at("/0/amount").asInt()).isEqualTo(120);
        assertThat(rules.at("/0/periodMonths").asInt()).isEqualTo(36);
        assertThat(rules.at("/1/amount").asInt()).isEqualTo(20);
        assertThat(rules.at("/1/periodMonths").asInt()).isEqualTo(12);
        assertThat(rules.at("/2/feeMinor").asInt()).isEqualTo(8500);
        assertThat(rules.at("/2").has("amount")).isFalse();
    }

    @Test
    void certificationsMayRenewOneAnother() {
        assertThat(texts(get("COMPTIA-CYSA").get("renews"))).contains("COMPTIA-PENTEST");
        assertThat(texts(get("COMPTIA-PENTEST").get("renews"))).contains("COMPTIA-CYSA");
    }

    @Test
    void aDateIsTheDateInEveryTimeZone() {
        assertThat(get("MS-AZ500").get("retiredOn").asText()).isEqualTo("2026-08-31");
    }

    @Test
    void anUnknownCertificationIsNotFound() {
        anybody.get("/v1/certifications/COMPTIA-NONE").problem(404, "not-found");
        anybody.get("/v1/certifications/comptia-secplus").problem(404, "not-found");
        anybody.get("/v1/certifications/COMPTIA-NONE/roles").problem(404, "not-found");
        anybody.get("/v1/certifications/" + encode("${7*7}")).problem(404, "not-found");
        anybody.get("/v1/certifications/" + encode("' OR '1'='1")).problem(404, "not-found");
    }

    @Test
    void theSearchFindsNamesAndAbbreviations() {
        assertThat(search("security+")).containsExactly("COMPTIA-SECPLUS");
        assertThat(search("CEH")).contains("ECC-CEH", "ECC-CEHP").doesNotContain("COMPTIA-SECPLUS");
        assertThat(search("sy0-701")).containsExactly("COMPTIA-SECPLUS");
        assertThat(search("isaca auditor")).containsExactly("ISACA-CISA");
        assertThat(search("${7*7}")).isEqualTo(search("7")).doesNotContain("OFFSEC-OSCP");
        assertThat(search("%' OR 1=1 --")).isEqualTo(search("or 1")).hasSizeLessThan(50);
    }

    @Test
    void filtersAreCombined() {
        assertThat(codes("/v1/certifications?issuer=isc2&level=expert"))
                .containsExactly("ISC2-ISSAP", "ISC2-ISSEP", "ISC2-ISSMP");
        assertThat(codes("/v1/certifications?issuer=ISC2&issuer=ISACA&level=entry"))
                .containsExactly("ISC2-CC");
        assertThat(codes("/v1/certifications?status=retired")).containsExactly("ISC2-HCISPP", "MS-AZ500");
        assertThat(codes("/v1/certifications?country=IN&country=CA&level=advanced"))
                .contains("ISO-27001LA", "DSCI-DCPLA")
                .doesNotContain("ISC2-CISSP");
        assertThat(codes("/v1/certifications?role=PD-WRL-002&q=comptia"))
                .containsExactly("COMPTIA-CYSA", "COMPTIA-PENTEST");
        assertThat(codes("/v1/certifications?issuer=Nobody")).isEmpty();
    }

    @Test
    void aFilterThatMakesNoSenseIsRefusedByName() {
        anybody.get("/v1/certifications?colour=red").problem(400, "malformed").at("?colour");
        anybody.get("/v1/certifications?level=guru").problem(400, "malformed").at("?level");
        anybody.get("/v1/certifications?level=EXPERT").problem(400, "malformed").at("?level");
        anybody.get("/v1/certifications?level=expert&level=").problem(400, "malformed");
        anybody.get("/v1/certifications?status=dead").problem(400, "malformed").at("?status");
        anybody.get("/v1/certifications?role=XX-WRL-001")
                .problem(400, "malformed")
                .at("?role");
        anybody.get("/v1/certifications?country=India")
                .problem(400, "malformed")
                .at("?country");
        anybody.get("/v1/certifications?q=a&q=b").problem(400, "malformed").at("?q");
        anybody.get("/v1/certifications?q=" + "x".repeat(201))
                .problem(400, "malformed")
                .at("?q");
        anybody.get("/v1/certifications?limit=0").problem(400, "malformed").at("?limit");
        anybody.get("/v1/certifications/ISC2-CC?level=entry")
                .problem(400, "malformed")
                .at("?level");
        anybody.get("/v1/roles/PD-WRL-003/certifications?level=expert")
                .problem(400, "malformed")
                .at("?level");
    }

    @Test
    void fieldsNarrowTheItems() {
        JsonNode item = anybody.get("/v1/certifications?q=CISSP&fields=code,name")
                .expect(200)
                .json()
                .at("/items/0");
        assertThat(item).hasSize(2);
        anybody.get("/v1/certifications?fields=code,secret").problem(400, "malformed");
    }

    @Test
    void aCursorServesOneListOnly() {
        String next = anybody.get("/v1/certifications?limit=1")
                .expect(200)
                .json()
                .get("next")
                .asText();
        anybody.get("/v1/certifications?limit=1&level=entry&cursor=" + next)
                .problem(400, "malformed")
                .at("?cursor");
    }

    @Test
    void rolesOfACertificationAndCertificationsOfARoleAgreeBothWays() {
        List<String> fromRoles = new ArrayList<>();
        for (String role : service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT id FROM role")
                        .mapTo(String.class)
                        .list())) {
            items("/v1/roles/" + role + "/certifications?limit=20")
                    .forEach(item -> fromRoles.add(item.get("code").asText() + " " + role + " "
                            + item.get("level").asText()));
        }
        List<String> fromCertifications = new ArrayList<>();
        for (String code : codes("/v1/certifications?limit=200")) {
            items("/v1/certifications/" + code + "/roles?limit=10")
                    .forEach(item ->
                            fromCertifications.add(code + " " + item.get("role").asText() + " "
                                    + item.get("level").asText()));
        }
        assertThat(fromRoles).hasSizeGreaterThan(300).containsExactlyInAnyOrderElementsOf(fromCertifications);
    }

    @Test
    void theCertificationsOfARoleStandByLevel() {
        List<JsonNode> all = items("/v1/roles/PD-WRL-003/certifications?limit=7");
        assertThat(all.stream()
                        .map(item -> "basic intermediate advanced"
                                .indexOf(item.get("level").asText()))
                        .toList())
                .isSorted();
        assertThat(all.get(0).get("level").asText()).isEqualTo("basic");
        List<JsonNode> advanced = items("/v1/roles/PD-WRL-003/certifications?level=advanced");
        assertThat(advanced)
                .isNotEmpty()
                .allMatch(item -> item.get("level").asText().equals("advanced"));
        assertThat(items("/v1/roles/PD-WRL-003/certifications?level=advanced&level=basic&level=intermediate"))
                .hasSameSizeAs(all);
        assertThat(items("/v1/certifications/COMPTIA-SECPLUS/roles")
                        .get(0)
                        .get("title")
                        .asText())
                .isEqualTo("Software Security Assessment");
    }

    @Test
    void anUnknownRoleIsNotFound() {
        anybody.get("/v1/roles/PD-WRL-999/certifications").problem(404, "not-found");
        anybody.get("/v1/roles/" + encode("PD-WRL-003'--") + "/certifications").problem(404, "not-found");
    }

    @Test
    void asLinkedDataItIsACredentialOfVerifiedFacts() {
        Answer answer = anybody.get("/v1/certifications/COMPTIA-SECPLUS", "Accept", "application/ld+json")
                .expect(200);
        assertThat(answer.header("Content-Type")).startsWith("application/ld+json");
        assertThat(answer.headers().allValues("Vary")).anyMatch(value -> value.matches("Accept, Accept-Encoding"));
        JsonNode credential = answer.json();
        assertThat(credential.get("@context").asText()).isEqualTo("https://schema.org");
        assertThat(credential.get("@type").asText()).isEqualTo("EducationalOccupationalCredential");
        assertThat(credential.get("validFor").asText()).isEqualTo("P36M");
        assertThat(credential.at("/provider/name").asText()).isEqualTo("CompTIA");
        assertThat(credential.at("/about/0/@id").asText()).isEqualTo("/v1/roles/DD-WRL-005");
        JsonNode doubtful = anybody.get("/v1/certifications/AWS-SCS", "Accept", "application/ld+json")
                .expect(200)
                .json();
        assertThat(doubtful.has("validFor")).isFalse();
        assertThat(get("AWS-SCS").get("validityMonths").asInt()).isEqualTo(36);
    }

    @Test
    void aCertificationIsToldInTheCredentialEnginesWordsWithVerifiedFactsOnly() {
        Answer answer = anybody.get("/v1/ctdl/certifications/COMPTIA-SECPLUS").expect(200);
        assertThat(answer.header("Content-Type")).startsWith("application/ld+json");
        JsonNode certification = answer.json();
        assertThat(certification.get("@type").asText()).isEqualTo("ceterms:Certification");
        assertThat(certification.get("ceterms:codedNotation").asText()).isEqualTo("COMPTIA-SECPLUS");
        assertThat(certification.get("ceterms:renewalFrequency").asText()).isEqualTo("P36M");
        String role = certification
                .at("/ceterms:occupationType/0/ceterms:codedNotation")
                .asText();
        assertThat(certification
                        .at("/ceterms:occupationType/0/ceterms:targetNode")
                        .asText())
                .isEqualTo("/v1/roles/" + role);
        assertThat(anybody.get("/v1/ctdl/roles/" + role).expect(200).json().get("ceterms:name"))
                .isEqualTo(certification.at("/ceterms:occupationType/0/ceterms:targetNodeName"));
        assertThat(anybody.get("/v1/ctdl/certifications/AWS-SCS").json().has("ceterms:renewalFrequency"))
                .isFalse();
        anybody.get("/v1/ctdl/certifications/NONE").problem(404, "not-found");
        anybody.get("/v1/ctdl/roles/PR-CDA-001").problem(404, "not-found");
        anybody.get("/v1/ctdl/roles/" + role, "Accept", "application/json").problem(406, "not-acceptable");
    }

    @Test
    void aMediaTypeThatIsNotOfferedIsRefused() {
        anybody.get("/v1/certifications/ISC2-CISSP", "Accept", "text/html").problem(406, "not-acceptable");
        anybody.get("/v1/certifications/ISC2-CISSP", "Accept", "text/html, */*;q=0.1")
                .expect(200);
        assertThat(anybody.get("/v1/certifications/ISC2-CISSP", "Accept", "*/*").header("Content-Type"))
                .startsWith("application/json");
    }

    @Test
    void eachRepresentationHasItsOwnTag() {
        String plain = anybody.get("/v1/certifications/ISC2-CISSP").expect(200).etag();
        String linked = anybody.get("/v1/certifications/ISC2-CISSP", "Accept", "application/ld+json")
                .etag();
        assertThat(plain).isNotEqualTo(linked);
        anybody.get("/v1/certifications/ISC2-CISSP", "If-None-Match", plain).expect(304);
        anybody.get("/v1/certifications/ISC2-CISSP", "Accept", "application/ld+json", "If-None-Match", plain)
                .expect(200);
    }

    @Test
    void seedingAgainWritesNothing() throws IOException {
        assertThat(seed(text -> text)).isZero();
    }

    @Test
    void seedingWritesWhatHasChangedAndOnlyThat() throws IOException {
        int version = get("ISC2-CC").get("version").asInt();
        assertThat(seed(text -> text.replace(
                        "name: Certified in Cybersecurity (CC)", "name: Certified in Cybersecurity, ${7*7}")))
                .isEqualTo(1);
        assertThat(seed(text -> text)).isEqualTo(1);
        service.sweep();
        JsonNode again = get("ISC2-CC");
        assertThat(again.get("name").asText()).isEqualTo("Certified in Cybersecurity (CC)");
        assertThat(again.get("version").asInt()).isEqualTo(version + 2);
        assertThat(again.get("qualifies")).hasSize(5);
    }

    @Test
    void aFileThatContradictsItselfIsRefusedWhole() {
        assertThatThrownBy(() -> seed(text -> text.replace("[[ISEA-CSSP]]", "[[ISEA-NONE]]")))
                .isInstanceOf(BadFile.class)
                .hasMessageContaining("ISEA-NONE");
        assertThatThrownBy(() -> seed(text -> text.replace("renews: [COMPTIA-APLUS]", "renews: [COMPTIA-NONE]")))
                .isInstanceOf(BadFile.class)
                .hasMessageContaining("COMPTIA-NONE");
        assertThatThrownBy(() -> seed(text -> text.replace("code: ISC2-CC\n", "code: ISC2-CCSP\n")))
                .isInstanceOf(BadFile.class)
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> seed(text -> text.replace("verified: [name, issuer]", "verified: [name, colour]")))
                .isInstanceOf(BadFile.class)
                .hasMessageContaining("/verified");
        assertThatThrownBy(() -> seed(text -> text.replace("retiredOn: 2026-08-31", "retiredOn: 2026-02-30")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void noSourceIsASellerOfExamQuestions() throws IOException {
        for (JsonNode entry : seedFile().get("certifications")) {
            String sources = String.join(" ", texts(entry.get("sources"))).toLowerCase(java.util.Locale.ROOT);
            assertThat(sources).doesNotContain("dump", "pass4", "certempire", "examcollection", "exampdf", "vcecert");
            if (sources.isEmpty()) {
                assertThat(entry.get("verified")).as(entry.get("code").asText()).isEmpty();
            }
        }
    }

    private JsonNode get(String code) {
        return anybody.get("/v1/certifications/" + code).expect(200).json();
    }

    private static JsonNode fact(JsonNode certification, String field) {
        for (JsonNode fact : certification.get("facts")) {
            if (fact.get("field").asText().equals(field)) {
                return fact;
            }
        }
        return certification.path("no such fact");
    }

    private List<String> search(String words) {
        return codes("/v1/certifications?limit=200&q=" + encode(words));
    }

    private List<String> codes(String path) {
        return items(path).stream().map(item -> item.get("code").asText()).toList();
    }

    /** All items of a list, through all its pages. */
    private List<JsonNode> items(String path) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = anybody.get(path + cursor).expect(200).json();
            page.get("items").forEach(items::add);
            cursor = page.has("next")
                    ? (path.contains("?") ? "&" : "?") + "cursor="
                            + page.get("next").asText()
                    : null;
        } while (cursor != null);
        return items;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private int seed(UnaryOperator<String> edit) throws IOException {
        var file = YAML.readValue(edit.apply(seedText()), CertificationSeed.File.class);
        return new CertificationSeed(service.jdbi().onDemand(CertificationDao.class), Clock.systemUTC()).apply(file);
    }

    private static JsonNode seedFile() throws IOException {
        return YAML.readTree(seedText());
    }

    private static String seedText() throws IOException {
        try (InputStream in = CertificationTest.class.getResourceAsStream("/seed/certifications.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
