package org.prahari.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.prahari.insight.ShortageQuery.By;
import org.prahari.matching.Census;
import org.prahari.role.Role;

/** Plays whoever wants to know of few, with every question that can be asked of worlds that differ in small counts only. */
class ToldTest {
    private static final List<String> REGIONS = List.of("IN-KA", "IN-KL", "IN-TN", "IN-UP");
    private static final List<String> ROLES = List.of("R1", "R2", "R3", "R4", "R5");
    private static final List<Role.Safeguard> SAFEGUARDS = List.of(Role.Safeguard.values());
    private static final int KINDS = Census.Kind.values().length;
    private static final int DISTRICTS = 3;
    private static final int WORLDS = 5;
    private static final Atlas ATLAS = atlas();

    /** Adds everything up and leaves out what is small then. */
    private static Object naive(Table table, ShortageQuery query) {
        return query.of(new Figures.Whole(ATLAS, null, table, table), any -> true).stream()
                .map(row -> row.supply() < 5 ? "" : row.key() + row.supply())
                .toList();
    }

    @Test
    void noAnswerChangesWithWhatIsSmall() {
        Random random = new Random(6);
        List<ShortageQuery> questions = questions();
        int moved = 0;
        boolean naiveIsFound = false;
        for (int i = 0; i < WORLDS; i++) {
            Table world = world(random);
            Table other = otherwise(world, random);
            moved += Arrays.deepEquals(world.cells, other.cells) ? 0 : 1;
            Told told = Told.of(ATLAS, world, world);
            Told toldOther = Told.of(ATLAS, other, other);
            for (ShortageQuery question : questions) {
                assertThat(question.of(toldOther, ATLAS)).isEqualTo(question.of(told, ATLAS));
                naiveIsFound |= !naive(world, question).equals(naive(other, question));
            }
        }
        assertThat(moved).as("worlds that have another").isGreaterThan(WORLDS / 2);
        assertThat(naiveIsFound).as("who adds up first and hides then is found").isTrue();
    }

    @Test
    void noNumberIsSmallOrGreaterThanTheTruth() {
        Random random = new Random(7);
        for (int i = 0; i < WORLDS; i++) {
            Table world = world(random);
            Told told = Told.of(ATLAS, world, world);
            for (ShortageQuery question : questions()) {
                Map<String, Shortage> truth = new TreeMap<>();
                question.of(new Figures.Whole(ATLAS, null, world, world), any -> true)
                        .forEach(row -> truth.put(row.key(), row));
                for (Shortage row : question.of(told, ATLAS)) {
                    Shortage whole = truth.get(row.key());
                    check(row.supply(), whole.supply());
                    check(row.ready(), whole.ready());
                    check(row.nearReady(), whole.nearReady());
                    check(row.demand(), whole.demand());
                    check(row.filled(), whole.filled());
                }
            }
        }
    }

    private static void check(Long told, long truth) {
        if (told != null) {
            assertThat(told).isBetween(5L, truth);
        }
    }

    @Test
    void whatIsTakenFromPlainRowsIsWhatOnesOwnNumbersSay() {
        Random random = new Random(8);
        Table world = world(random);
        for (By by : List.of(By.REGION, By.ROLE, By.CATEGORY, By.DISTRICT)) {
            ShortageQuery query = new ShortageQuery(
                    List.of(by), List.of("IN-KA", "IN-TN"), List.of(), List.of(), List.of("OG"), List.of());
            Map<String, Long> plain = new TreeMap<>();
            for (int place = 0; place < world.places.size(); place++) {
                Census.Place where = world.places.get(place);
                for (String role : ROLES) {
                    if (!List.of("IN-KA", "IN-TN").contains(where.region())
                            || !ATLAS.roles().get(role).category().code().equals("OG")
                            || !where.department().equals("IN-KA")) {
                        continue;
                    }
                    String group = by == By.REGION
                            ? where.region()
                            : by == By.ROLE ? role : by == By.CATEGORY ? "OG" : String.valueOf(where.district());
                    plain.merge(group, (long) world.cells[place][ROLES.indexOf(role) * KINDS], Long::sum);
                }
            }
            plain.values().removeIf(count -> count == 0);
            Map<String, Long> told = new TreeMap<>();
            for (Shortage row : query.of(new Figures.Whole(ATLAS, null, world, world), Predicate.isEqual("IN-KA"))) {
                String group = by == By.REGION
                        ? row.region()
                        : by == By.ROLE
                                ? row.role()
                                : by == By.CATEGORY ? row.category() : String.valueOf(row.district());
                told.merge(group, row.ready(), Long::sum);
            }
            told.values().removeIf(count -> count == 0);
            assertThat(told).as(by.name()).isEqualTo(plain);
        }
    }

    /** All groups by all filters of this small world. */
    private static List<ShortageQuery> questions() {
        List<ShortageQuery> questions = new ArrayList<>();
        List<List<String>> regions = List.of(List.of(), List.of("IN-KA"), List.of("IN-KA", "IN-TN"), REGIONS);
        for (List<String> places : regions) {
            for (List<String> roles : List.of(List.<String>of(), List.of("R1"), List.of("R2", "R3"), ROLES)) {
                for (List<Role.Safeguard> safeguards :
                        List.of(List.<Role.Safeguard>of(), List.of(Role.Safeguard.AUDIT))) {
                    for (List<By> by : List.of(
                            List.<By>of(),
                            List.of(By.REGION),
                            List.of(By.ROLE),
                            List.of(By.CATEGORY),
                            List.of(By.SAFEGUARD),
                            List.of(By.REGION, By.ROLE),
                            List.of(By.REGION, By.CATEGORY))) {
                        questions.add(new ShortageQuery(by, places, List.of(), roles, List.of(), safeguards));
                    }
                }
            }
            questions.add(new ShortageQuery(List.of(By.DISTRICT), places, List.of(), List.of(), List.of(), List.of()));
            questions.add(new ShortageQuery(List.of(), places, List.of(11), List.of(), List.of(), List.of()));
        }
        return questions;
    }

    /** Some regions are large and some small; every department has people in other regions, too. */
    private static Table world(Random random) {
        List<Census.Place> places = new ArrayList<>();
        for (String region : REGIONS) {
            for (int district = 0; district < DISTRICTS; district++) {
                Integer code = district == 0 ? null : (REGIONS.indexOf(region) + 1) * 10 + district;
                places.add(new Census.Place(region, region, code));
                places.add(new Census.Place("IN-KA", region, code));
            }
        }
        places = places.stream().distinct().toList();
        int[][] cells = new int[places.size()][ROLES.size() * KINDS];
        int large = random.nextInt(4);
        for (int[] row : cells) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextInt(3) > 0 ? 0 : random.nextInt(random.nextInt(4) < large ? 3 : 8);
            }
        }
        return new Table(places, ROLES, KINDS, cells);
    }

    /** Moves people and seats between roles within a district, and back in another region, where counts stay small by that. */
    private static Table otherwise(Table world, Random random) {
        int[][] cells = Arrays.stream(world.cells).map(int[]::clone).toArray(int[][]::new);
        for (int tries = 0; tries < 4000; tries++) {
            int kind = random.nextInt(KINDS);
            int one = random.nextInt(cells.length);
            int other = random.nextInt(cells.length);
            int from = random.nextInt(ROLES.size());
            int to = random.nextInt(ROLES.size());
            String region = world.places.get(one).region();
            String second = world.places.get(other).region();
            boolean fits = from != to
                    && !region.equals(second)
                    && cells[one][from * KINDS + kind] > 0
                    && cells[other][to * KINDS + kind] > 0
                    && isSmall(world, cells, region, from, kind, 0)
                    && isSmall(world, cells, region, to, kind, 1)
                    && isSmall(world, cells, second, to, kind, 0)
                    && isSmall(world, cells, second, from, kind, 1);
            if (fits) {
                cells[one][from * KINDS + kind]--;
                cells[one][to * KINDS + kind]++;
                cells[other][to * KINDS + kind]--;
                cells[other][from * KINDS + kind]++;
            }
        }
        return new Table(world.places, ROLES, KINDS, cells);
    }

    private static boolean isSmall(Table world, int[][] cells, String region, int role, int kind, int more) {
        int sum = more;
        for (int place = 0; place < cells.length; place++) {
            sum += world.places.get(place).region().equals(region) ? cells[place][role * KINDS + kind] : 0;
        }
        return sum < 5;
    }

    private static Atlas atlas() {
        Map<Integer, String> districts = new TreeMap<>();
        for (String region : REGIONS) {
            for (int district = 1; district < DISTRICTS; district++) {
                districts.put((REGIONS.indexOf(region) + 1) * 10 + district, region);
            }
        }
        Map<String, Atlas.Post> roles = new TreeMap<>();
        for (int i = 0; i < ROLES.size(); i++) {
            roles.put(
                    ROLES.get(i),
                    new Atlas.Post(
                            ROLES.get(i),
                            "Title",
                            new Role.Category(i < 3 ? "OG" : "PD", "Category"),
                            List.of(SAFEGUARDS.get(i), SAFEGUARDS.get((i + 1) % SAFEGUARDS.size()))));
        }
        return new Atlas(REGIONS, districts, roles, ROLES);
    }
}
