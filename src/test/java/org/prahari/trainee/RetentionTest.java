package org.prahari.trainee;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prahari.access.Viewer;
import org.prahari.store.Database;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

class RetentionTest extends ServiceTest {
    private static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");
    private static final Viewer RETENTION = Viewer.system("retention");
    private static final LocalDate TODAY = LocalDate.of(2030, 3, 31);
    private final TraineeDao dao = service.jdbi().onDemand(TraineeDao.class);
    private final Api karnataka = Api.with("trainees:read trainees:write trainees:identity", "IN-KA");
    private final Api tamilNadu = Api.with("trainees:read trainees:write", "IN-TN");

    @ParameterizedTest
    @CsvSource({
        // Thirty whole days lie between the 28th of February and the 31st of March: 1 to 30 March.
        "2030-02-28T23:59:59.999999, true",
        "2030-03-01T00:00:00, false",
        "2030-02-28T00:00:00, true",
        "2030-03-30T12:00:00, false",
        "2029-01-01T12:00:00, true"
    })
    void aWithdrawnConsentIsKeptForThirtyWholeDays(java.time.LocalDateTime withdrawn, boolean over) {
        String trainee = consented();
        karnataka.delete(trainee + "/consent", "\"2\"").expect(204);
        set("UPDATE trainee_consent SET withdrawn_at = :at WHERE trainee = :id", trainee, withdrawn.atZone(INDIA));
        touched(trainee, withdrawn.atZone(INDIA));
        expect(trainee, over ? Erasure.Reason.CONSENT_WITHDRAWN : null);
    }

    @ParameterizedTest
    @CsvSource({
        "withdrawn, 2030-02-28T23:59:59.999999, true",
        "withdrawn, 2030-03-01T00:00:00, false",
        "placed,    2030-02-28T23:59:59.999999, false",
        "available, 2029-02-28T00:00:00, false"
    })
    void oneWhoLeftIsKeptForThirtyWholeDays(String status, java.time.LocalDateTime changed, boolean over) {
        String trainee =
                Fixtures.create(karnataka, "\"status\": \"" + status + "\"").header("Location");
        touched(trainee, changed.atZone(INDIA));
        expect(trainee, over ? Erasure.Reason.STATUS_WITHDRAWN : null);
    }

    @ParameterizedTest
    @CsvSource({
        // Thirty-six months before the 31st of March.
        "2027-03-30T23:59:59.999999, true",
        "2027-03-31T00:00:00, false",
        "2029-12-31T00:00:00, false",
        "2020-01-01T00:00:00, true"
    })
    void oneOfWhomNothingIsHeardIsKeptForThirtySixMonths(java.time.LocalDateTime changed, boolean over) {
        String trainee = consented();
        touched(trainee, changed.atZone(INDIA));
        expect(trainee, over ? Erasure.Reason.INACTIVE : null);
    }

    @Test
    void aConsentGivenAnewOrAnyOtherChangeBeginsTheTermsAnew() {
        String trainee = consented();
        karnataka.delete(trainee + "/consent", "\"2\"").expect(204);
        ZonedDateTime old = TODAY.minusDays(40).atStartOfDay(INDIA);
        set("UPDATE trainee_consent SET withdrawn_at = :at WHERE trainee = :id", trainee, old);
        touched(trainee, old);
        assertThat(run(TODAY).due()).hasSize(1);
        consent(trainee, 3);
        assertThat(run(TODAY).due()).isEmpty();
    }

    @Test
    void theTermsAreThoseOfTheConfiguration() {
        String trainee = Fixtures.create(karnataka, "\"status\": \"withdrawn\"").header("Location");
        touched(trainee, TODAY.minusDays(8).atTime(LocalTime.NOON).atZone(INDIA));
        assertThat(run(new Retention(30, 30, 36), TODAY).due()).isEmpty();
        assertThat(run(new Retention(30, 8, 36), TODAY).due()).isEmpty();
        assertThat(run(new Retention(30, 7, 36), TODAY).due()).hasSize(1);
        assertThat(run(new Retention(30, 8, 36), TODAY.plusDays(1)).due()).hasSize(1);
    }

    @Test
    void aMonthThatEndsEarlierHasItsLastDay() {
        var limits = new Retention(30, 30, 1).on(LocalDate.of(2027, 3, 31));
        assertThat(limits.inactive())
                .isEqualTo(LocalDate.of(2027, 2, 28).atStartOfDay(INDIA).toInstant());
    }

    @Test
    void lookingChangesNothingAndTheRunErasesTheSameWithReceipts() {
        List<String> due = new ArrayList<>();
        for (Api api : List.of(karnataka, tamilNadu)) {
            String department = api == karnataka ? "IN-KA" : "IN-TN";
            String made = api.post("/v1/trainees", Fixtures.trainee("").replaceFirst("IN-KA", department))
                    .expect(201)
                    .header("Location");
            touched(made, TODAY.minusYears(4).atStartOfDay(INDIA));
            due.add(Fixtures.id(made));
        }
        String kept = consented();
        touched(kept, TODAY.minusDays(1).atStartOfDay(INDIA));
        List<ErasureDao.Due> seen = run(TODAY).due();
        assertThat(seen.stream().map(one -> one.id().toString())).containsExactlyElementsOf(due);
        assertThat(run(TODAY).due()).isEqualTo(seen);
        assertThat(karnataka.get("/v1/erasures").json().get("items")).isEmpty();

        List<Erasure> receipts = run(TODAY).run();
        assertThat(receipts.stream().map(receipt -> receipt.trainee().toString()))
                .containsExactlyElementsOf(due);
        service.touch();
        karnataka.get("/v1/trainees/" + due.get(0)).problem(404, "not-found");
        karnataka.get(kept).expect(200);
        Answer list = karnataka.get("/v1/erasures").expect(200);
        assertThat(list.json().get("items").findValuesAsText("trainee")).containsExactly(due.get(0));
        assertThat(list.json().at("/items/0/reason").asText()).isEqualTo("inactive");
        assertThat(tamilNadu.get("/v1/erasures").json().get("items").findValuesAsText("trainee"))
                .containsExactly(due.get(1));
        assertThat(run(TODAY).run()).isEmpty();
    }

    @Test
    void manyAreErasedInBatches() {
        Trainee pattern =
                dao.find(RETENTION, UUID.fromString(Fixtures.id(consented()))).orElseThrow();
        Instant then = TODAY.minusYears(5).atStartOfDay(INDIA).toInstant();
        TraineeRequest request = TraineeRequest.of(pattern);
        List<Trainee> many = IntStream.range(0, 250)
                .mapToObj(i -> request.create(new UUID(0x0190_0000_0000_7000L, i + 1L), then))
                .toList();
        dao.useTransaction(tx -> assertThat(tx.insert(RETENTION, many, "test")).isTrue());
        assertThat(run(TODAY).due()).hasSize(250);
        long began = System.nanoTime();
        List<Erasure> receipts = run(TODAY).run();
        System.out.printf("retention: %d erased in %d ms%n", receipts.size(), (System.nanoTime() - began) / 1_000_000);
        assertThat(receipts).hasSize(250).extracting(Erasure::trainee).doesNotHaveDuplicates();
        assertThat(run(TODAY).due()).isEmpty();
        assertThat(dao.find(RETENTION, pattern.id())).isPresent();
    }

    @Test
    void oneWhoComesBackMeanwhileIsLeftAlone() {
        String trainee = Fixtures.create(karnataka, "").header("Location");
        touched(trainee, TODAY.minusYears(4).atStartOfDay(INDIA));
        List<ErasureDao.Due> due = run(TODAY).due();
        consent(trainee, 1);
        List<Erasure> receipts = dao.inTransaction(tx -> erasures(TODAY).eraseDue(tx, RETENTION, due));
        assertThat(receipts).isEmpty();
        karnataka.get(trainee).expect(200);
    }

    private void expect(String trainee, Erasure.Reason reason) {
        List<ErasureDao.Due> due = run(TODAY).due();
        if (reason == null) {
            assertThat(due).isEmpty();
        } else {
            assertThat(due).singleElement().satisfies(one -> {
                assertThat(one.id()).hasToString(Fixtures.id(trainee));
                assertThat(one.reason()).isEqualTo(reason);
            });
        }
    }

    private RetentionRun run(LocalDate today) {
        return run(Retention.DEFAULT, today);
    }

    private RetentionRun run(Retention retention, LocalDate today) {
        return new RetentionRun(dao, erasures(today), RETENTION, retention, clock(today));
    }

    private Erasures erasures(LocalDate today) {
        return new Erasures(Map.of(), clock(today));
    }

    /** Half past three at night in India, when it is still the day before in Greenwich. */
    private static Clock clock(LocalDate today) {
        return Clock.fixed(today.atTime(3, 30).atZone(INDIA).toInstant(), ZoneId.of("UTC"));
    }

    private String consented() {
        String trainee = Fixtures.create(karnataka, "").header("Location");
        consent(trainee, 1);
        return trainee;
    }

    private void consent(String trainee, int version) {
        karnataka
                .put(
                        trainee + "/consent",
                        "{\"notice\": \"2026-1\", \"language\": \"kn\", \"purposes\": [\"matching\"]}",
                        "\"" + version + "\"")
                .expect(200);
        touched(trainee, TODAY.atStartOfDay(INDIA));
    }

    private void touched(String trainee, ZonedDateTime at) {
        set("UPDATE trainee SET updated_at = :at WHERE id = :id", trainee, at);
    }

    private void set(String sql, String trainee, ZonedDateTime at) {
        service.jdbi()
                .useHandle(handle -> handle.createUpdate(sql)
                        .bind("at", at.toInstant())
                        .bind("id", Database.bytes(UUID.fromString(Fixtures.id(trainee))))
                        .execute());
    }
}
