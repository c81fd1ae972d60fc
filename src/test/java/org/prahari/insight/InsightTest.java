package org.prahari.insight;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Placed;
import org.prahari.support.ServiceTest;

/** What everybody is told and what a department is told of its own. */
class InsightTest extends ServiceTest {
    private static final String ROLE = "PD-WRL-003";
    private static final String SHORTAGES = "/v1/insight/shortages?";
    private static final String OWN = "/v1/insight/own/shortages?";
    private static final int PATIENCE_MS = 15_000;
    private final Api karnataka = Api.with(Placed.SCOPES, "IN-KA");
    private final Api tamilNadu = Api.with(Placed.SCOPES, "IN-TN");
    private final Api anybody = Api.anonymous();

    @Test
    void aDepartmentSeesItsOwnNumbersHoweverSmall() {
        Placed.gap(karnataka, "IN-KA", 3);
        Placed.trainee(karnataka, "IN-KA");
        ready("IN-KA");
        JsonNode all = only(karnataka, OWN);
        assertThat(all.get("supply").asInt()).isEqualTo(2);
        assertThat(all.get("ready").asInt()).isEqualTo(1);
        assertThat(all.get("nearReady").asInt()).isZero();
        assertThat(all.get("demand").asInt()).isEqualTo(3);
        assertThat(all.get("filled").asInt()).isZero();
        assertThat(all.get("ratio").asInt()).isEqualTo(3333);
        assertThat(all.has("monthsToFill")).as("too few come").isFalse();
        JsonNode apart = only(karnataka, OWN + "by=region&by=role&by=category&role=" + ROLE);
        assertThat(apart.get("region").asText()).isEqualTo("IN-KA");
        assertThat(apart.get("category").asText()).isEqualTo("PD");
        assertThat(apart.get("role").asText()).isEqualTo(ROLE);
        assertThat(items(karnataka, OWN + "by=safeguard"))
                .extracting(row -> row.get("safeguard").asText())
                .containsExactly("backup-recovery", "detection-response");
        assertThat(items(karnataka, OWN + "by=district")).hasSize(1);
        assertThat(items(tamilNadu, OWN)).isEmpty();
        assertThat(only(Api.with(Placed.SCOPES, "*"), OWN).get("supply").asInt())
                .isEqualTo(2);
    }

    @Test
    void aSeatThatIsTakenIsFilledAndItsTraineeNoSupply() {
        String offer = Placed.offer(karnataka, "IN-KA");
        karnataka
                .post(offer + "/accept", null, "If-Match", karnataka.get(offer).etag())
                .expect(200);
        JsonNode all = only(karnataka, OWN);
        assertThat(all.get("filled").asInt()).isEqualTo(1);
        assertThat(all.get("demand").asInt()).isZero();
        assertThat(all.get("supply").asInt()).isZero();
        assertThat(all.has("ratio")).isFalse();
    }

    @Test
    void everybodyIsToldOfManyButNotOfFew() {
        Placed.gap(karnataka, "IN-KA", 12);
        Placed.gap(tamilNadu, "IN-TN", 4);
        Placed.trainee(karnataka, "IN-KA");
        JsonNode row = await(SHORTAGES + "by=region&region=IN-KA&region=IN-TN", "demand", 12);
        assertThat(row.get("region").asText()).isEqualTo("IN-KA");
        assertThat(row.has("supply")).as("one is few").isFalse();
        assertThat(row.has("ratio"))
                .as("nobody knows whether none is ready, or few")
                .isFalse();
        assertThat(items(anybody, SHORTAGES + "by=region&region=IN-TN")).isEmpty();
        assertThat(only(anybody, SHORTAGES).get("demand").asInt()).isEqualTo(12);
        assertThat(items(anybody, SHORTAGES + "by=role&role=PD-WRL-001")).isEmpty();
        Answer answer = anybody.get(SHORTAGES + "by=region").expect(200);
        assertThat(answer.header("Cache-Control")).startsWith("public");
        anybody.get(SHORTAGES + "by=region", "If-None-Match", answer.etag()).expect(304);
        assertThat(karnataka.get(OWN).expect(200).header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void certificatesAreSetAgainstTheSeatsThatAskForThem() {
        asking("IN-KA", 6);
        ready("IN-KA");
        JsonNode own = only(karnataka, "/v1/insight/own/certifications?by=region&certification=GIAC-GCIH");
        assertThat(own.get("region").asText()).isEqualTo("IN-KA");
        assertThat(own.get("holders").asInt()).isEqualTo(1);
        assertThat(own.get("inProgress").asInt()).isZero();
        assertThat(own.get("demand").asInt()).isEqualTo(6);
        assertThat(own.get("ratio").asInt()).isEqualTo(1666);
        assertThat(items(tamilNadu, "/v1/insight/own/certifications")).isEmpty();
        JsonNode told = await("/v1/insight/certifications?certification=GIAC-GCIH", "demand", 6);
        assertThat(told.has("holders")).isFalse();
    }

    @Test
    void whatNobodyCanMeanIsRefused() {
        for (String wrong : List.of(
                "by=gender|by",
                "region=IN-XX|region",
                "region=%00|region",
                "district=1|district",
                "district=x|district",
                "role=PD-WRL-999|role",
                "category=ZZ|category",
                "safeguard=luck|safeguard",
                "limit=0|limit",
                "colour=red|colour",
                "by=district&by=role|district")) {
            String[] parts = wrong.split("\\|");
            anybody.get(SHORTAGES + parts[0]).problem(400, "malformed").at("?" + parts[1]);
        }
        anybody.get("/v1/insight/certifications?certification=NO-SUCH")
                .problem(400, "malformed")
                .at("?certification");
        anybody.get(OWN).problem(401, "unauthenticated");
        Api.with("gaps:read", "IN-KA").get(OWN).problem(403, "forbidden");
    }

    private void ready(String region) {
        Answer made = karnataka
                .post("/v1/trainees", """
                        {"department": "%s", "soughtRoles": [{"role": "PD-WRL-003", "level": "basic"}],
                         "held": [{"certification": "GIAC-GCIH", "issuedOn": "%s", "verification": "verified"}],
                         "languages": ["kn"], "home": {"region": "%s"}, "relocation": {"scope": "state"},
                         "remote": false, "experienceMonths": 6, "availableFrom": "%s"}
                        """.formatted(
                                region,
                                LocalDate.now().minusDays(9),
                                region,
                                LocalDate.now().minusDays(1)))
                .expect(201);
        karnataka
                .put(
                        made.header("Location") + "/consent",
                        "{\"notice\": \"2026-1\", \"language\": \"kn\", \"purposes\": [\"matching\"]}",
                        made.etag())
                .expect(200);
    }

    private void asking(String region, int seats) {
        String facility = karnataka
                .post(
                        "/v1/facilities",
                        "{\"department\": \"%s\", \"name\": \"A laboratory\", \"kind\": \"laboratory\"}"
                                .formatted(region))
                .expect(201)
                .json()
                .get("id")
                .asText();
        karnataka
                .post("/v1/gaps", """
                        {"facility": "%s", "role": "PD-WRL-003", "level": "basic", "headcount": %d, "priority": 5,
                         "workMode": "on-site", "startsOn": "%s", "requiredCertifications": [["GIAC-GCIH", "ECC-ECIH"]]}
                        """.formatted(facility, seats, LocalDate.now().plusDays(60)))
                .expect(201);
    }

    /** What everybody is told may be a moment old. */
    private JsonNode await(String path, String field, int value) {
        for (int waited = 0; waited < PATIENCE_MS; waited += 20) {
            List<JsonNode> items = items(anybody, path);
            if (items.size() == 1 && items.get(0).path(field).asInt() == value) {
                return items.get(0);
            }
            pause();
        }
        throw new AssertionError(path + " never told that " + field + " is " + value + ": " + items(anybody, path));
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode only(Api api, String path) {
        List<JsonNode> items = items(api, path);
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    private static List<JsonNode> items(Api api, String path) {
        List<JsonNode> items = new ArrayList<>();
        api.get(path).expect(200).json().get("items").forEach(items::add);
        return items;
    }
}
