package org.prahari.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.prahari.insight.CheapestPath.Course;

/** Compares with trying every set of courses. */
class CheapestPathTest {
    private static final int COURSES = 8;
    private static final int WORLDS = 400;

    @Test
    void noSetOfCoursesThatLeadsThereCostsLess() {
        Random random = new Random(9);
        int ways = 0;
        int far = 0;
        for (int i = 0; i < WORLDS; i++) {
            Map<String, Course> courses = courses(random);
            Set<String> held = random.nextInt(3) == 0 ? Set.of(code(random)) : Set.of();
            List<String> goals = List.of("C0", "C1");
            Optional<List<String>> found = new CheapestPath(courses, held).to(goals);
            Optional<Long> best = best(courses, held, goals);
            assertThat(found.map(codes -> cost(courses, codes)))
                    .as(courses + " " + held)
                    .isEqualTo(best);
            found.ifPresent(codes -> assertThat(isOrder(courses, held, codes)).isTrue());
            ways += found.isPresent() ? 1 : 0;
            far += found.filter(codes -> codes.size() > 2).isPresent() ? 1 : 0;
        }
        assertThat(ways).isGreaterThan(WORLDS / 4);
        assertThat(far).as("ways of three courses and more").isGreaterThan(WORLDS / 20);
    }

    @Test
    void whatIsNeededTwiceIsPaidOnce() {
        Map<String, Course> courses = Map.of(
                "GOAL", new Course(1, List.of(List.of(List.of("A"), List.of("B")))),
                "A", new Course(1, List.of(List.of(List.of("BASE")))),
                "B", new Course(1, List.of(List.of(List.of("BASE", "CHEAP")))),
                "BASE", new Course(10, List.of(List.of())),
                "CHEAP", new Course(5, List.of(List.of())));
        assertThat(new CheapestPath(courses, Set.of()).to(List.of("GOAL"))).contains(List.of("BASE", "A", "B", "GOAL"));
        assertThat(new CheapestPath(courses, Set.of("A")).to(List.of("GOAL"))).contains(List.of("CHEAP", "B", "GOAL"));
    }

    @Test
    void coursesThatWaitForEachOtherLeadNowhere() {
        Map<String, Course> courses = Map.of(
                "A", new Course(1, List.of(List.of(List.of("B")))),
                "B", new Course(1, List.of(List.of(List.of("A", "C")))),
                "C", new Course(9, List.of(List.of())),
                "D", new Course(1, List.of()));
        assertThat(new CheapestPath(courses, Set.of()).to(List.of("A"))).contains(List.of("C", "B", "A"));
        assertThat(new CheapestPath(courses, Set.of()).to(List.of("D"))).isEmpty();
        assertThat(new CheapestPath(courses, Set.of()).to(List.of())).isEmpty();
        assertThat(new CheapestPath(courses, Set.of("D")).to(List.of("A", "D"))).contains(List.of());
    }

    private static Map<String, Course> courses(Random random) {
        Map<String, Course> courses = new TreeMap<>();
        for (int i = 0; i < COURSES; i++) {
            List<List<List<String>>> routes = new ArrayList<>();
            for (int route = random.nextInt(3); route >= 0; route--) {
                List<List<String>> groups = new ArrayList<>();
                for (int group = i > 5 && random.nextInt(3) > 0 ? 0 : 1 + random.nextInt(2); group > 0; group--) {
                    groups.add(random.nextBoolean() ? List.of(code(random)) : List.of(code(random), code(random)));
                }
                routes.add(groups);
            }
            courses.put("C" + i, new Course(random.nextInt(10), routes));
        }
        return courses;
    }

    private static String code(Random random) {
        return "C" + random.nextInt(COURSES);
    }

    private static Optional<Long> best(Map<String, Course> courses, Set<String> held, List<String> goals) {
        Long best = null;
        for (int set = 0; set < 1 << COURSES; set++) {
            Set<String> codes = new HashSet<>();
            for (int i = 0; i < COURSES; i++) {
                if ((set >> i & 1) == 1) {
                    codes.add("C" + i);
                }
            }
            Set<String> has = new HashSet<>(held);
            for (boolean more = true; more; ) {
                more = false;
                for (String code : codes) {
                    more |= isAdmitted(courses.get(code), has) && has.add(code);
                }
            }
            long cost = cost(courses, codes);
            if (has.containsAll(codes) && goals.stream().anyMatch(has::contains) && (best == null || cost < best)) {
                best = cost;
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean isAdmitted(Course course, Set<String> has) {
        return course.routes().stream()
                .anyMatch(
                        route -> route.stream().allMatch(group -> group.stream().anyMatch(has::contains)));
    }

    private static boolean isOrder(Map<String, Course> courses, Set<String> held, List<String> codes) {
        Set<String> has = new HashSet<>(held);
        return codes.stream().allMatch(code -> isAdmitted(courses.get(code), has) && has.add(code));
    }

    private static long cost(Map<String, Course> courses, Iterable<String> codes) {
        long cost = 0;
        for (String code : codes) {
            cost += courses.get(code).cost();
        }
        return cost;
    }
}
