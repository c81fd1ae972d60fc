package org.prahari.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.prahari.store.BadFile;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

class RoleTest extends ServiceTest {
    private final Api anybody = Api.anonymous();

    @Test
    void fortyTwoRolesAreListedPageByPage() {
        assertThat(ids("limit=9"))
                .hasSize(42)
                .isSorted()
                .doesNotHaveDuplicates()
                .contains("PD-WRL-003", "OG-WRL-017");
    }

    @Test
    void aRoleSaysWhatItIsAndWhatItMeansInAHospital() {
        var role = anybody.get("/v1/roles/PD-WRL-003").expect(200).json();
        assertThat(role.get("title").asText()).isEqualTo("Incident Response");
        assertThat(role.get("frameworkVersion").asText()).isEqualTo("2.2.0");
        assertThat(role.at("/category/code").asText()).isEqualTo("PD");
        assertThat(role.at("/category/title").asText()).isEqualTo("Protection and Defense");
        assertThat(role.get("hospital").asText()).contains("CERT-In");
        assertThat(role.at("/safeguards/0").asText()).isEqualTo("detection-response");
        assertThat(role.at("/opmCodes/0").asText()).isEqualTo("531");
        assertThat(role.get("version").asInt()).isEqualTo(1);
    }

    @Test
    void anIdOfThePastLeadsToTheRoleOfToday() {
        Answer moved = anybody.get("/v1/roles/PR-CDA-001").expect(308);
        assertThat(moved.header("Location")).isEqualTo("/v1/roles/PD-WRL-001");
        assertThat(moved.text()).isEmpty();
        anybody.get(moved.header("Location")).expect(200);
        assertThat(anybody.get("/v1/roles/%50R-CDA-001").expect(308).header("Location"))
                .isEqualTo("/v1/roles/PD-WRL-001");
        assertThat(anybody.get("/v1/roles/PR-CDA-001/elements?kind=task&limit=5")
                        .expect(308)
                        .header("Location"))
                .isEqualTo("/v1/roles/PD-WRL-001/elements?kind=task&limit=5");
    }

    @Test
    void anUnknownRoleIsNotFound() {
        anybody.get("/v1/roles/PD-WRL-999").problem(404, "not-found");
        anybody.get("/v1/roles/pd-wrl-003").problem(404, "not-found");
        anybody.get("/v1/roles/" + "X".repeat(3000)).problem(404, "not-found");
        anybody.get("/v1/roles/PD-WRL-999/elements").problem(404, "not-found");
        anybody.get("/v1/roles/" + encode("' OR 1=1 -- ${7*7}")).problem(404, "not-found");
    }

    @Test
    void rolesAreFoundByWordsOfAnyOfTheirTexts() {
        assertThat(ids("q=incid+resp")).contains("PD-WRL-003");
        assertThat(ids("q=PD-WRL-003")).containsExactly("PD-WRL-003");
        assertThat(ids("q=pr-cda-001")).containsExactly("PD-WRL-001");
        assertThat(ids("q=pathologists")).containsExactly("DD-WRL-006");
        assertThat(ids("q=" + encode("${7*7}"))).isEmpty();
        assertThat(ids("q=" + encode("' OR 1=1 --"))).isEmpty();
        anybody.get("/v1/roles?q=" + "a".repeat(201)).problem(400, "malformed").at("?q");
    }

    @Test
    void rolesAreFilteredByCategoriesAndSafeguards() {
        assertThat(ids("category=PD")).hasSize(7).allMatch(id -> id.startsWith("PD-"));
        assertThat(ids("category=PD&category=IN")).hasSize(9);
        assertThat(ids("safeguard=backup-recovery&category=PD")).containsExactly("PD-WRL-003");
        assertThat(ids("safeguard=backup-recovery&safeguard=training&limit=3"))
                .contains("PD-WRL-003", "OG-WRL-005")
                .doesNotContain("PD-WRL-001");
        assertThat(ids("q=firewall&category=PD&safeguard=infrastructure")).containsExactly("PD-WRL-004");
    }

    @Test
    void filtersThatMakeNoSenseAreRefused() {
        anybody.get("/v1/roles?category=XX").problem(400, "malformed").at("?category");
        anybody.get("/v1/roles?category=pd").problem(400, "malformed").at("?category");
        anybody.get("/v1/roles?safeguard=luck").problem(400, "malformed").at("?safeguard");
        anybody.get("/v1/roles?safeguard=DETECTION_RESPONSE").problem(400, "malformed");
        anybody.get("/v1/roles?colour=red").problem(400, "malformed").at("?colour");
        anybody.get("/v1/roles?q=a&q=b").problem(400, "malformed").at("?q");
        anybody.get("/v1/roles?limit=0").problem(400, "malformed").at("?limit");
        anybody.get("/v1/roles?limit=x").problem(400, "malformed").at("?limit");
        anybody.get("/v1/roles?fields=secret").problem(400, "malformed").at("?fields");
        anybody.get("/v1/roles/PD-WRL-003?q=x").problem(400, "malformed").at("?q");
    }

    @Test
    void aCursorIsGoodForItsOwnListOnly() {
        String cursor = anybody.get("/v1/roles?category=PD&limit=2")
                .expect(200)
                .json()
                .get("next")
                .asText();
        anybody.get("/v1/roles?category=PD&limit=3&cursor=" + cursor).expect(200);
        anybody.get("/v1/roles?category=IN&limit=2&cursor=" + cursor)
                .problem(400, "malformed")
                .at("?cursor");
    }

    @Test
    void listsShowTheFieldsAskedFor() {
        var first = anybody.get("/v1/roles?fields=id,title&limit=1").expect(200).json();
        assertThat(first.at("/items/0")).hasSize(2);
    }

    @Test
    void aRoleIsAlsoAnOccupationOfSchemaOrg() {
        Answer linked = anybody.get("/v1/roles/PD-WRL-003", "Accept", "application/ld+json")
                .expect(200);
        assertThat(linked.header("Content-Type")).isEqualTo("application/ld+json");
        assertThat(linked.headers().allValues("Vary")).anyMatch(value -> value.matches("Accept, Accept-Encoding"));
        var occupation = linked.json();
        assertThat(occupation.get("@context").asText()).isEqualTo("https://schema.org");
        assertThat(occupation.get("@type").asText()).isEqualTo("Occupation");
        assertThat(occupation.get("name").asText()).isEqualTo("Incident Response");
        assertThat(occupation.at("/occupationalCategory/codeValue").asText()).isEqualTo("PD");
        assertThat(occupation.get("identifier").findValuesAsText("value")).containsExactly("PD-WRL-003", "531");
    }

    @Test
    void whoDoesNotSayOtherwiseGetsPlainJson() {
        for (String accept : List.of("*/*", "text/html,*/*;q=0.8", "application/json, application/ld+json")) {
            assertThat(anybody.get("/v1/roles/PD-WRL-003", "Accept", accept)
                            .expect(200)
                            .header("Content-Type"))
                    .isEqualTo("application/json");
        }
        anybody.get("/v1/roles/PD-WRL-003", "Accept", "text/html").problem(406, "not-acceptable");
    }

    @Test
    void eachRepresentationHasItsOwnTag() {
        String plain = anybody.get("/v1/roles/PD-WRL-003").etag();
        String linked = anybody.get("/v1/roles/PD-WRL-003", "Accept", "application/ld+json")
                .etag();
        assertThat(plain).isNotEqualTo(linked);
        anybody.get("/v1/roles/PD-WRL-003", "If-None-Match", plain).expect(304);
        anybody.get("/v1/roles/PD-WRL-003", "If-None-Match", linked).expect(200);
        anybody.get("/v1/roles/PD-WRL-003", "If-None-Match", linked, "Accept", "application/ld+json")
                .expect(304);
    }

    @Test
    void aKeyThatIsNoneIsRefusedEvenWhereNoneIsNeeded() {
        Api.as("prk_test_nonsense").get("/v1/roles").problem(401, "unauthenticated");
    }

    @Test
    void rolesAreNotWrittenOverHttp() {
        assertThat(anybody.send("DELETE", "/v1/roles/PD-WRL-003", null)
                        .problem(405, "method-not-allowed")
                        .header("Allow"))
                .contains("GET");
    }

    @Test
    void seedingAgainWritesNothingAndAChangedEntryOnce() {
        var dao = service.jdbi().onDemand(RoleDao.class);
        Role stored = dao.find("PD-WRL-003").orElseThrow();
        var seed = new RoleSeed(dao, Clock.systemUTC());
        try {
            assertThat(seed.apply(file(entry("PD-WRL-003", List.of("PR-CIR-001"), "Other words"))))
                    .isEqualTo(1);
            assertThat(seed.apply(file(entry("PD-WRL-003", List.of("PR-CIR-001"), "Other words"))))
                    .isZero();
            service.touch();
            var role = anybody.get("/v1/roles/PD-WRL-003").expect(200).json();
            assertThat(role.get("summary").asText()).isEqualTo("Other words");
            assertThat(role.get("version").asInt()).isEqualTo(stored.version() + 1);
        } finally {
            dao.update(stored);
            service.touch();
        }
    }

    @Test
    void aSeedThatContradictsItselfNamesThePlace() {
        var seed = new RoleSeed(service.jdbi().onDemand(RoleDao.class), Clock.systemUTC());
        var one = entry("XX-WRL-001", List.of("AA-001"), "x");
        for (var wrong : List.of(
                entry("XX-WRL-001", List.of(), "x"),
                entry("XX-WRL-002", List.of("AA-001"), "x"),
                entry("XX-WRL-002", List.of("XX-WRL-001"), "x"))) {
            assertThatThrownBy(() -> seed.apply(file(one, wrong)))
                    .isInstanceOf(BadFile.class)
                    .hasMessageStartingWith("/roles/1/");
        }
        anybody.get("/v1/roles/XX-WRL-001").problem(404, "not-found");
    }

    private static RoleSeed.File file(RoleSeed.File.Entry... roles) {
        return new RoleSeed.File(
                new RoleSeed.File.Source("nice", "2.2.0", "A title", "A source"),
                List.of(new Role.Category("PD", "Protection and Defense")),
                List.of(roles));
    }

    private static RoleSeed.File.Entry entry(String id, List<String> aliases, String summary) {
        return new RoleSeed.File.Entry(
                id,
                "A title",
                "PD",
                summary,
                "In a hospital",
                List.of(Role.Safeguard.AUDIT),
                aliases,
                List.of(),
                List.of(),
                List.of());
    }

    private List<String> ids(String query) {
        List<String> ids = new ArrayList<>();
        String next = "";
        do {
            var page = anybody.get("/v1/roles?" + query + next).expect(200).json();
            page.get("items").forEach(item -> ids.add(item.get("id").asText()));
            next = page.has("next") ? "&cursor=" + page.get("next").asText() : null;
        } while (next != null);
        return ids;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
