package org.prahari.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.prahari.access.Viewer;
import org.prahari.store.Snapshot;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

/** The pool that follows the change log is the pool that is read anew. */
class FollowTest extends ServiceTest {
    private static final Viewer ALL = Viewer.system("test");
    private final LocalDate today = LocalDate.now();
    private final Api api = Api.with(
            "facilities:read facilities:write gaps:read gaps:write trainees:read trainees:write", "IN-KA", "IN-TN");
    private final Snapshot<Pool> followed = new Snapshot<>(
            service.jdbi(),
            MatchingDao.class,
            dao -> dao.pool(Weights.DEFAULT),
            MatchingDao::next,
            MatchingDao.features());
    private final List<String> trainees = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private final List<String> facilities = new ArrayList<>();

    @Test
    void whatHasChangedIsReadAgainAndNothingIsLost() {
        long seed = System.nanoTime();
        System.out.println("following: seed " + seed);
        Random random = new Random(seed);
        Pool first = followed.value();
        for (int step = 0; step < 60; step++) {
            change(random);
            if (random.nextInt(3) == 0) {
                followed.refresh();
                same(followed.value());
            }
        }
        followed.refresh();
        same(followed.value());
        assertThat(followed.value()).isNotSameAs(first);
        Pool before = followed.value();
        followed.refresh();
        assertThat(followed.value()).isSameAs(before);
    }

    private void change(Random random) {
        int kind = facilities.isEmpty() ? 0 : gaps.isEmpty() ? 1 : trainees.isEmpty() ? 2 : random.nextInt(9);
        switch (kind) {
            case 0 -> facilities.add(made(api.post("/v1/facilities", """
                    {"department": "IN-KA", "name": "Test hospital", "kind": "district-hospital"}
                    """)));
            case 1 -> gaps.add(made(api.post("/v1/gaps", """
                    {"facility": "%s", "role": "PD-WRL-003", "level": "basic", "headcount": 2, "priority": 3,
                     "workMode": "remote", "startsOn": "%s"}
                    """.formatted(one(random, facilities), today.plusDays(30)))));
            case 2, 3, 4 -> trainee(random);
            case 5 -> removed(random, "/v1/gaps/", gaps);
            case 6 -> removed(random, "/v1/trainees/", trainees);
            case 7 -> patched(random, "/v1/gaps/", gaps, "{\"headcount\": " + (1 + random.nextInt(9)) + "}");
            default -> patched(random, "/v1/trainees/", trainees, "{\"experienceMonths\": " + random.nextInt(90) + "}");
        }
    }

    private void trainee(Random random) {
        Answer made = api.post("/v1/trainees", """
                {"department": "IN-TN", "soughtRoles": [{"role": "PD-WRL-003", "level": "basic"}],
                 "languages": ["ta"], "home": {"region": "IN-TN"}, "relocation": {"scope": "state"},
                 "held": [{"certification": "GIAC-GCIH", "issuedOn": "2026-01-01", "expiresOn": "2029-12-31",
                           "verification": "verified"}],
                 "inProgress": [{"certification": "ECC-ECIH", "expectedOn": "2027-02-01"}],
                 "remote": true, "experienceMonths": %d, "availableFrom": "%s"}
                """.formatted(random.nextInt(90), today))
                .expect(201);
        trainees.add(made.json().get("id").asText());
        if (random.nextInt(4) > 0) {
            api.put(made.header("Location") + "/consent", """
                            {"notice": "2026-1", "language": "ta", "purposes": ["matching", "cross-department"]}
                            """, made.etag()).expect(200);
        }
    }

    private void removed(Random random, String path, List<String> ids) {
        String id = ids.remove(random.nextInt(ids.size()));
        api.delete(path + id, api.get(path + id).etag()).expect(204);
    }

    private void patched(Random random, String path, List<String> ids, String patch) {
        String id = one(random, ids);
        api.patch(path + id, patch, api.get(path + id).etag()).expect(200);
    }

    private static String made(Answer answer) {
        return answer.expect(201).json().get("id").asText();
    }

    private static String one(Random random, List<String> ids) {
        return ids.get(random.nextInt(ids.size()));
    }

    private void same(Pool pool) {
        Pool fresh = service.jdbi().withExtension(MatchingDao.class, dao -> dao.pool(Weights.DEFAULT));
        for (String id : trainees) {
            var trainee = UUID.fromString(id);
            assertThat(pool.candidate(ALL, trainee)).isPresent().isEqualTo(fresh.candidate(ALL, trainee));
        }
        for (String id : gaps) {
            var gap = UUID.fromString(id);
            assertThat(pool.opening(ALL, gap)).isPresent().isEqualTo(fresh.opening(ALL, gap));
            Opening opening = pool.opening(ALL, gap).orElseThrow();
            assertThat(pool.candidates(ALL, opening, true, List.of(), 500, today))
                    .isEqualTo(fresh.candidates(ALL, opening, true, List.of(), 500, today));
        }
        var all = Set.of("IN-KA", "IN-TN");
        Instance mine = pool.instance(all, Set.of(), today);
        Instance theirs = fresh.instance(all, Set.of(), today);
        assertThat(mine.problem().people()).isEqualTo(theirs.problem().people());
        assertThat(mine.problem().gaps()).isEqualTo(theirs.problem().gaps()).isEqualTo(gaps.size());
    }
}
