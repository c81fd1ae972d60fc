package org.prahari.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.prahari.store.Deed;
import org.prahari.store.Ids;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

class AuditTest extends ServiceTest {
    private static final String TRAINEE = """
            {"department": "IN-KA", "soughtRoles": [{"role": "PD-WRL-003", "level": "basic"}], "languages": ["kn"],
             "home": {"region": "IN-KA"}, "relocation": {"scope": "state"}, "remote": false, "experienceMonths": 6,
             "availableFrom": "2027-01-15"}
            """;
    private static final String FACILITY =
            "{\"department\": \"%s\", \"name\": \"District Hospital\", \"kind\": \"district-hospital\"}";
    private static final String BETWEEN = "&from=%s&to=%s";
    private final Api auditor = Api.with("audit:read", "IN-KA");
    private final Api everywhere = Api.with("audit:read", "*");
    private final AuditDao dao = service.jdbi().onDemand(AuditDao.class);
    // Of this test alone, as what is in the trail stays there.
    private final String client = Ids.next().toString();

    private static List<String> all(Answer answer, String field) {
        return answer.json().path("items").findValuesAsText(field);
    }

    private void told(Instant at, String... departments) {
        for (String department : departments) {
            dao.audit(Deed.of("read", "test", client, department.equals("*") ? null : department, client, at));
        }
    }

    @Test
    void aWriteIsToldWithTheRequestItWasDoneIn() {
        Answer created = Api.with("facilities:write", "IN-KA")
                .post("/v1/facilities", FACILITY.formatted("IN-KA"))
                .expect(201);
        String id = created.json().get("id").asText();
        JsonNode entry = auditor.get("/v1/audit?feature=facility&id=" + id)
                .expect(200)
                .json()
                .at("/items/0");
        assertThat(entry.get("action").asText()).isEqualTo("created");
        assertThat(entry.get("outcome").asText()).isEqualTo("done");
        assertThat(entry.get("department").asText()).isEqualTo("IN-KA");
        assertThat(entry.get("requestId").asText()).isEqualTo(created.header("X-Request-Id"));
        assertThat(entry.get("changeSequence").asLong()).isPositive();
        assertThat(entry.has("name")).isFalse();
    }

    @Test
    void whoHasReadATraineeBetweenTwoMomentsIsOneCall() throws Exception {
        Api writer = Api.with("trainees:read trainees:write trainees:identity", "IN-KA");
        String trainee = writer.post("/v1/trainees", TRAINEE)
                .expect(201)
                .json()
                .get("id")
                .asText();
        String identity = "/v1/trainees/" + trainee + "/identity";
        writer.put(identity, "{\"name\": \"Demo Person\"}", "\"1\"").expect(200);
        Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Answer one = writer.get(identity).expect(200);
        Answer other = Api.with("trainees:identity", "*").get(identity).expect(200);
        Thread.sleep(2);
        Instant after = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Thread.sleep(2);
        writer.get(identity).expect(200);

        Answer answer = auditor.get("/v1/audit?feature=trainee-identity&action=read&id=" + trainee
                        + BETWEEN.formatted(before, after))
                .expect(200);
        assertThat(all(answer, "requestId")).containsExactly(one.header("X-Request-Id"), other.header("X-Request-Id"));
        assertThat(Set.copyOf(all(answer, "actor"))).hasSize(2);
        assertThat(answer.text()).doesNotContain("Demo Person");
    }

    @Test
    void noDepartmentSeesWhatAnotherOrNoneDoes() {
        told(Instant.EPOCH, "IN-KA", "IN-KL", "*");
        String mine = "/v1/audit?id=" + client;
        assertThat(all(everywhere.get(mine).expect(200), "chain")).containsExactly("*", "IN-KA", "IN-KL");
        assertThat(all(everywhere.get(mine + "&department=*").expect(200), "chain"))
                .containsExactly("*");
        assertThat(all(auditor.get(mine).expect(200), "chain")).containsExactly("IN-KA");
        for (String department : List.of("IN-KL", "*", "IN-XX")) {
            assertThat(auditor.get(mine + "&department=" + department)
                            .expect(200)
                            .text())
                    .as(department)
                    .isEqualTo("{\"items\":[]}");
        }
        assertThat(all(Api.with("audit:read", "IN-KA", "IN-KL").get(mine).expect(200), "chain"))
                .containsExactly("IN-KA", "IN-KL");
        Api.with("facilities:read", "*").get(mine).problem(403, "forbidden");
        Api.anonymous().get(mine).problem(401, "unauthenticated");
    }

    @Test
    void filtersNarrowAndRepeatedMeanOr() {
        Instant noon = Instant.parse("2026-11-23T12:00:00Z");
        dao.audit(Deed.of("read", "test", "a-" + client, "IN-KA", client, noon));
        dao.audit(Deed.of("listed", "test", null, "IN-KA", client, noon.plusSeconds(1)));
        dao.audit(Deed.of("exported", "test-2", "b-" + client, "IN-KA", client, noon.plusSeconds(2))
                .refused());
        String mine = "/v1/audit?actor=" + client;
        assertThat(all(auditor.get(mine), "action")).containsExactly("read", "listed", "exported");
        assertThat(all(auditor.get(mine + "&action=read&action=listed"), "action"))
                .containsExactly("read", "listed");
        assertThat(all(auditor.get(mine + "&outcome=refused"), "action")).containsExactly("exported");
        assertThat(all(auditor.get(mine + "&feature=test"), "action")).containsExactly("read", "listed");
        assertThat(all(auditor.get(mine + "&id=a-" + client + "&id=b-" + client), "action"))
                .containsExactly("read", "exported");
        assertThat(all(auditor.get(mine + "&from=2026-11-23T12:00:01Z"), "action"))
                .containsExactly("listed", "exported");
        assertThat(all(auditor.get(mine + "&to=2026-11-23T12:00:01Z"), "action"))
                .containsExactly("read");
        assertThat(auditor.get(mine + "&action=listed").json().at("/items/0").has("id"))
                .isFalse();
    }

    @Test
    void pagesShowEachRowOnceAlsoThoseOfOneMoment() {
        told(Instant.EPOCH.plusSeconds(1), "IN-KA", "*", "IN-KL", "IN-KA");
        told(Instant.EPOCH, "IN-KL", "IN-KA");
        List<String> seen = new ArrayList<>();
        String address = "/v1/audit?limit=1&id=" + client;
        for (String next = ""; next != null; ) {
            Answer page = everywhere.get(address + next).expect(200);
            page.json()
                    .path("items")
                    .forEach(item -> seen.add(item.get("at").asText().substring(17, 19)
                            + item.get("chain").asText()));
            next = page.json().has("next")
                    ? "&cursor=" + page.json().get("next").asText()
                    : null;
        }
        assertThat(seen).containsExactly("00IN-KA", "00IN-KL", "01*", "01IN-KA", "01IN-KA", "01IN-KL");
    }

    @Test
    void momentsThatAreNoneAreRefused() {
        for (String moment : List.of("yesterday", "2026-02-30T00:00:00Z", "2026-11-23", "+99999-01-01T00:00:00Z")) {
            auditor.get("/v1/audit?from=" + java.net.URLEncoder.encode(moment, java.nio.charset.StandardCharsets.UTF_8))
                    .problem(400, "malformed");
        }
        auditor.get("/v1/audit?who=me").problem(400, "malformed").at("?who");
    }

    @Test
    void whoIsRefusedIsToldOfOnceAMinuteForEachOperation() {
        Api stranger = Api.with("gaps:read", "IN-KA");
        Instant start = Instant.now().truncatedTo(ChronoUnit.MICROS);
        for (int i = 0; i < 5; i++) {
            stranger.get("/v1/facilities").problem(403, "forbidden");
            stranger.get("/v1/trainees/" + Ids.next()).problem(403, "forbidden");
        }
        stranger.get("/v1/gaps").expect(200);
        Answer answer = everywhere.get("/v1/audit?outcome=refused&department=*&limit=200&from=" + start);
        String actor = all(answer, "actor").get(all(answer, "actor").size() - 1);
        Answer mine = everywhere.get("/v1/audit?outcome=refused&actor=" + actor);
        // Two, or four if the minute has just ended.
        assertThat(all(mine, "id")).hasSizeLessThanOrEqualTo(4);
        assertThat(Set.copyOf(all(mine, "id")))
                .containsExactlyInAnyOrder("GET /v1/facilities", "GET /v1/trainees/{id}");
        assertThat(Set.copyOf(all(mine, "feature"))).containsExactlyInAnyOrder("facility", "trainee");
        assertThat(Set.copyOf(all(mine, "chain"))).containsExactly("*");
    }

    @Test
    void theNextMinuteIsToldOfAgain() {
        var clock = new Ticking();
        var refusals = new Refusals(dao, clock);
        var viewer = new Viewer(client, Set.of(), false, Set.of());
        for (int minute = 0; minute < 3; minute++) {
            for (int i = 0; i < 10; i++) {
                refusals.tell(viewer, "test", "GET /v1/test");
                refusals.tell(viewer, "test", "PUT /v1/test");
            }
            clock.now = clock.now.plus(Duration.ofMinutes(1));
        }
        assertThat(all(everywhere.get("/v1/audit?actor=" + client), "id")).hasSize(6);
    }

    private static final class Ticking extends Clock {
        private Instant now = Instant.parse("2026-11-23T12:00:59Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
