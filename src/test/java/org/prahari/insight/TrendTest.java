package org.prahari.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.prahari.insight.Chronicle.Event;
import org.prahari.insight.Chronicle.Happening;
import org.prahari.support.Api;
import org.prahari.support.Placed;
import org.prahari.support.ServiceTest;

/** What has happened, told to everybody and to a department. The log outlasts each test, so people are told by what is added. */
class TrendTest extends ServiceTest {
    private static final String OWN = "/v1/insight/own/trends?";
    private static final String TRENDS = "/v1/insight/trends?";
    private static final List<String> REGIONS = List.of("IN-KA", "IN-KL", "IN-TN", "IN-TS", "IN-UP", "IN-WB");
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private final Api karnataka = Api.with(Placed.SCOPES, "IN-KA");
    private final Api anybody = Api.anonymous();

    @Test
    void aDepartmentIsToldWhatHappenedOnEachDayHoweverLittle() {
        long before = registered();
        Placed.gap(karnataka, "IN-KA", 3);
        Placed.trainee(karnataka, "IN-KA");
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Kolkata"));
        JsonNode day = last(items(karnataka, OWN + "per=day"));
        assertThat(LocalDate.parse(day.get("starts").asText())).isBetween(today.minusDays(1), today);
        assertThat(day.at("/soFar/opened").asInt()).isEqualTo(3);
        assertThat(day.at("/during/filled").asInt()).isZero();
        assertThat(day.at("/soFar/registered").asLong()).isEqualTo(before + 1);
        JsonNode week = last(items(karnataka, OWN + "per=week&by=region"));
        assertThat(week.get("region").asText()).isEqualTo("IN-KA");
        assertThat(LocalDate.parse(week.get("starts").asText()).getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
        JsonNode role = last(items(karnataka, OWN + "by=role"));
        assertThat(role.get("role").asText()).isEqualTo("PD-WRL-003");
        assertThat(role.at("/soFar/opened").asInt()).isEqualTo(3);
        assertThat(role.get("during").has("registered"))
                .as("a person may seek several roles")
                .isFalse();
        assertThat(items(karnataka, OWN + "role=PD-WRL-001")).isEmpty();
        assertThat(opened(Api.with(Placed.SCOPES, "IN-TN"))).isZero();
    }

    @Test
    void aSeatIsFilledOnTheDayItsOfferIsAcceptedAndErasedPeopleHaveStillCome() {
        String offer = Placed.offer(karnataka, "IN-KA");
        long before = registered();
        karnataka
                .post(offer + "/accept", null, "If-Match", karnataka.get(offer).etag())
                .expect(200);
        assertThat(last(items(karnataka, OWN)).at("/soFar/filled").asInt()).isEqualTo(1);
        karnataka
                .post(
                        offer + "/withdraw",
                        null,
                        "If-Match",
                        karnataka.get(offer).etag())
                .expect(200);
        assertThat(last(items(karnataka, OWN)).at("/soFar/filled").asInt())
                .as("it did not stand")
                .isZero();
        long erased = last(items(karnataka, OWN)).at("/soFar/erased").asLong();
        String trainee = karnataka.get("/v1/trainees").json().at("/items/0/id").asText();
        String path = "/v1/trainees/" + trainee;
        karnataka.delete(path, karnataka.get(path).etag()).expect(204);
        assertThat(last(items(karnataka, OWN)).at("/soFar/erased").asLong()).isEqualTo(erased + 1);
        assertThat(registered()).isEqualTo(before);
    }

    @Test
    void aGapThatIsAnotherOrGoneIsToldAsItIs() {
        String gap = "/v1/gaps/" + Placed.gap(karnataka, "IN-KA", 2);
        assertThat(opened(karnataka)).isEqualTo(2);
        karnataka.patch(gap, "{\"headcount\": 9}", karnataka.get(gap).etag()).expect(200);
        assertThat(opened(karnataka)).isEqualTo(9);
        karnataka.delete(gap, karnataka.get(gap).etag()).expect(204);
        assertThat(opened(karnataka)).isZero();
    }

    @Test
    void everybodyIsToldOfManyInAMonthButNotOfFew() {
        Placed.gap(karnataka, "IN-KA", 12);
        Placed.gap(Api.with(Placed.SCOPES, "IN-TN"), "IN-TN", 4);
        String both = TRENDS + "by=region&region=IN-KA&region=IN-TN";
        await().atMost(Duration.ofSeconds(15))
                .until(() -> items(anybody, both).stream()
                        .anyMatch(row -> row.at("/during/opened").asInt() == 12));
        JsonNode row = last(items(anybody, TRENDS + "by=region&region=IN-KA"));
        assertThat(row.get("region").asText()).isEqualTo("IN-KA");
        assertThat(LocalDate.parse(row.get("starts").asText()).getDayOfMonth()).isEqualTo(1);
        assertThat(row.get("during").has("filled")).isFalse();
        assertThat(last(items(anybody, TRENDS)).at("/during/opened").asInt())
                .as("four elsewhere are few")
                .isEqualTo(12);
        assertThat(anybody.get(TRENDS).expect(200).header("Cache-Control")).startsWith("public");
    }

    @Test
    void whatNobodyCanMeanIsRefused() {
        for (String wrong : List.of("by=role|by", "per=day|per", "role=PD-WRL-003|role", "region=IN-XX|region")) {
            String[] parts = wrong.split("\\|");
            anybody.get(TRENDS + parts[0]).problem(400, "malformed").at("?" + parts[1]);
        }
        for (String wrong : List.of("by=district|by", "per=year|per", "role=PD-WRL-999|role", "region=%00|region")) {
            String[] parts = wrong.split("\\|");
            karnataka.get(OWN + parts[0]).problem(400, "malformed").at("?" + parts[1]);
        }
        anybody.get(OWN).problem(401, "unauthenticated");
        Api.with("gaps:read", "IN-KA").get(OWN).problem(403, "forbidden");
    }

    @Test
    void noMonthChangesWithWhatIsSmall() {
        Random random = new Random(9);
        int moved = 0;
        int rests = 0;
        boolean sumsAreFound = false;
        for (int world = 0; world < 200; world++) {
            Map<Happening, Integer> happened = world(random);
            Map<Happening, Integer> other = otherwise(happened, random);
            moved += happened.equals(other) ? 0 : 1;
            Map<Happening, Integer> told = Months.told(REGIONS, happened);
            assertThat(Months.told(REGIONS, other)).isEqualTo(told);
            assertThat(told.values()).allMatch(count -> count >= 5);
            rests += (int) told.keySet().stream()
                    .filter(one -> one.department() == null)
                    .count();
            sumsAreFound |= !sums(happened).equals(sums(other));
        }
        assertThat(moved).isGreaterThan(100);
        assertThat(rests).as("of 800 months and kinds").isGreaterThan(50);
        assertThat(sumsAreFound)
                .as("who adds up regions first and hides then is found")
                .isTrue();
    }

    /** Two kinds of things over two months, a day of each month apart. */
    private static Map<Happening, Integer> world(Random random) {
        Map<Happening, Integer> happened = new HashMap<>();
        for (String region : REGIONS) {
            for (int month = 0; month < 2; month++) {
                for (Event event : List.of(Event.OPENED, Event.REGISTERED)) {
                    put(happened, region, month, event, random.nextInt(4) == 0 ? 9 : random.nextInt(5));
                }
            }
        }
        return happened;
    }

    /** One small count becomes another, and another one of the month makes up for it. */
    private static Map<Happening, Integer> otherwise(Map<Happening, Integer> happened, Random random) {
        Map<Happening, Integer> other = new HashMap<>(happened);
        for (int tries = 0; tries < 50; tries++) {
            int month = random.nextInt(2);
            Event event = random.nextBoolean() ? Event.OPENED : Event.REGISTERED;
            String from = REGIONS.get(random.nextInt(REGIONS.size()));
            String to = REGIONS.get(random.nextInt(REGIONS.size()));
            int less = at(other, from, month, event);
            int more = at(other, to, month, event);
            if (!from.equals(to) && less > 0 && less < 5 && more < 4) {
                put(other, from, month, event, less - 1);
                put(other, to, month, event, more + 1);
            }
        }
        return other;
    }

    private static Happening one(String region, int month, Event event) {
        return new Happening(region, null, FIRST.plusMonths(month).plusDays(3), event);
    }

    private static int at(Map<Happening, Integer> happened, String region, int month, Event event) {
        return happened.getOrDefault(one(region, month, event), 0);
    }

    private static void put(Map<Happening, Integer> happened, String region, int month, Event event, int count) {
        happened.put(one(region, month, event), count);
    }

    /** Of two regions together, where they are not small. */
    private static Object sums(Map<Happening, Integer> happened) {
        return Plain.trends(
                happened,
                one -> REGIONS.subList(0, 2).contains(one.department())
                        ? Optional.of(new Trend.Group(null, null))
                        : Optional.empty(),
                day -> day.with(TemporalAdjusters.firstDayOfMonth()),
                count -> count < 5 ? null : count);
    }

    private long registered() {
        List<JsonNode> rows = items(karnataka, OWN);
        return rows.isEmpty() ? 0 : last(rows).at("/soFar/registered").asLong();
    }

    private static long opened(Api api) {
        List<JsonNode> rows = items(api, OWN);
        return rows.isEmpty() ? 0 : last(rows).at("/soFar/opened").asLong();
    }

    private static JsonNode last(List<JsonNode> rows) {
        return rows.get(rows.size() - 1);
    }

    /** All pages: others have written to the log for longer than one. */
    private static List<JsonNode> items(Api api, String path) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = api.get(path.replace("?", "?limit=200&").replaceAll("&$", "") + cursor)
                    .expect(200)
                    .json();
            page.get("items").forEach(items::add);
            cursor = page.has("next") ? "&cursor=" + page.get("next").asText() : null;
        }
        return items;
    }
}
