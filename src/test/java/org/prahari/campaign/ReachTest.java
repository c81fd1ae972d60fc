package org.prahari.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.prahari.campaign.Reach.Cell;
import org.prahari.campaign.ReachQuery.By;

/** Plays whoever wants to know of few, with every question that can be asked. */
class ReachTest {
    private static final List<String> REGIONS = List.of("IN-KA", "IN-TN", "IN");
    private static final List<String> LANGUAGES = List.of("en", "ta");
    private static final List<Week> WEEKS = IntStream.range(0, 3)
            .mapToObj(i -> Week.of(LocalDate.of(2026, 9, 28).plusWeeks(i)))
            .toList();
    private static final int WORLDS = 10;

    /** A question, and the cells that whoever asks it takes its answer to be made of. */
    private record Question(
            Set<By> by, List<String> regions, List<String> languages, Week from, Week to, List<Wave> waves) {
        ReachQuery query() {
            return new ReachQuery(
                    List.copyOf(by),
                    regions,
                    languages,
                    from.toString(),
                    to.toString(),
                    waves.stream().map(Wave::toString).toList());
        }
    }

    /** What is to be tried: the service's answers, or those of one who does it wrong. */
    private interface Teller {
        Object answer(List<Cell> world, Question question);
    }

    private static Object told(List<Cell> world, Question question) {
        return Reach.of(world).sums(question.query(), question.waves());
    }

    /** Adds everything up and leaves out what is small then. */
    private static Object naive(List<Cell> world, Question question) {
        Map<String, Long> sums = new LinkedHashMap<>();
        world.stream().filter(question.query().filter()).forEach(cell -> {
            String group = (question.by().contains(By.REGION) ? cell.region() : "")
                    + (question.by().contains(By.LANGUAGE) ? cell.language() : "")
                    + (question.by().contains(By.WEEK) ? cell.week() : "");
            sums.merge(group, cell.counts().shown(), Long::sum);
        });
        sums.values().removeIf(sum -> sum < Reach.LEAST);
        return sums;
    }

    @Test
    void noAnswerToAnyQuestionChangesWithWhatIsSmall() {
        Random random = new Random(4);
        List<Question> questions = questions();
        int asked = 0;
        for (int i = 0; i < WORLDS; i++) {
            List<Cell> world = world(random);
            List<Cell> other = otherwise(world, random);
            for (Question question : questions) {
                if (!told(other, question).equals(told(world, question))) {
                    fail("What is small is told by " + question + " of " + world);
                }
                asked++;
            }
        }
        System.out.println(
                "Asked " + asked + " questions of " + WORLDS + " pairs of worlds that differ by what is small");
    }

    @Test
    void whoAddsUpFirstAndHidesThenIsFound() {
        Random random = new Random(4);
        List<Cell> world = world(random);
        List<Cell> other = otherwise(world, random);
        assertThat(questions()).anyMatch(question -> !naive(world, question).equals(naive(other, question)));
    }

    @Test
    void allThatIsLargeIsToldAndEveryNumberToldIsASumOfIt() {
        Random random = new Random(5);
        List<Question> questions = questions();
        for (int i = 0; i < WORLDS; i++) {
            List<Cell> world = world(random);
            for (Question question : questions) {
                long shown = Reach.of(world).sums(question.query(), question.waves()).values().stream()
                        .mapToLong(sum -> sum.shown() == null ? 0 : sum.shown())
                        .sum();
                long large = world.stream()
                        .filter(question.query().filter())
                        .filter(cell -> cell.counts().shown() >= Reach.LEAST)
                        .mapToLong(cell -> cell.counts().shown()
                                * (question.waves().isEmpty()
                                        ? 1
                                        : question.waves().stream()
                                                .filter(wave -> wave.holds(cell.week()))
                                                .count()))
                        .sum();
                assertThat(shown).isEqualTo(large);
            }
        }
    }

    @Test
    void eachOfTheCountsIsSmallByItself() {
        var cell = new Cell("IN-KA", "kn", WEEKS.get(0), new Counts(100, 5, 4, 0));
        Question all = new Question(Set.of(), List.of(), List.of(), WEEKS.get(0), WEEKS.get(2), List.of());
        ReachSum sum = Reach.of(List.of(cell))
                .sums(all.query(), List.of())
                .values()
                .iterator()
                .next();
        assertThat(sum.shown()).isEqualTo(100);
        assertThat(sum.opened()).isEqualTo(5);
        assertThat(sum.completed()).isNull();
        assertThat(sum.quizPassed()).isNull();
        assertThat(sum.rates()).isEqualTo(new ReachSum.Rates(500, null, null));
    }

    @Test
    void twoWavesAreSetBesideOneAnotherGroupByGroup() {
        List<Cell> cells = List.of(
                new Cell("IN-KA", "kn", WEEKS.get(0), new Counts(100, 10, 8, 6)),
                new Cell("IN-KA", "kn", WEEKS.get(1), new Counts(100, 20, 10, 0)),
                new Cell("IN-TN", "ta", WEEKS.get(1), new Counts(40, 10, 5, 5)));
        List<Wave> waves = List.of(new Wave(WEEKS.get(0), WEEKS.get(0)), new Wave(WEEKS.get(1), WEEKS.get(2)));
        var question = new Question(Set.of(By.REGION), List.of(), List.of(), WEEKS.get(0), WEEKS.get(2), waves);
        List<ReachSum> sums =
                List.copyOf(Reach.of(cells).sums(question.query(), waves).values());
        assertThat(sums).extracting(ReachSum::region).containsExactly("IN-KA", "IN-KA", "IN-TN");
        assertThat(sums.get(0).change()).isNull();
        assertThat(sums.get(1).rates()).isEqualTo(new ReachSum.Rates(2000, 5000, null));
        assertThat(sums.get(1).change()).isEqualTo(new ReachSum.Rates(1000, -3000, null));
        assertThat(sums.get(2).change())
                .as("nobody was there in the wave before")
                .isNull();
    }

    @Test
    void theWavesOfWhatRecursBeginWithItsTimes() {
        var firstWednesdays = new Recurrence("FREQ=MONTHLY;BYDAY=1WE", "2021-10-06T11:00", "PT1H", "Asia/Kolkata");
        Week from = Week.parse("2026-W36").orElseThrow();
        Week last = Week.parse("2026-W46").orElseThrow();
        assertThat(Wave.of(firstWednesdays, from, last))
                .extracting(Wave::toString)
                .containsExactly("2026-W36/2026-W40", "2026-W41/2026-W44", "2026-W45/2026-W46");
        var october = new Recurrence("FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1", "2019-10-01", "P31D", "Asia/Kolkata");
        assertThat(Wave.of(october, from, last)).extracting(Wave::toString).containsExactly("2026-W40/2026-W46");
    }

    @Test
    void nothingComesToAWeekThatIsTold() {
        for (LocalDate today = LocalDate.of(2026, 1, 1);
                today.isBefore(LocalDate.of(2028, 1, 1));
                today = today.plusDays(1)) {
            LocalDate sunday = Week.lastTold(today).monday().plusDays(6);
            // Also for a node whose clock is a day behind.
            assertThat(Week.isOpen(sunday, today.minusDays(Week.MARGIN))).isFalse();
            assertThat(Week.isOpen(sunday, today)).isFalse();
            assertThat(sunday).isBeforeOrEqualTo(today.minusDays(16)).isAfter(today.minusDays(23));
        }
        LocalDate today = LocalDate.of(2026, 11, 30);
        assertThat(Week.isOpen(today, today)).isTrue();
        assertThat(Week.isOpen(today.plusDays(1), today)).isFalse();
        assertThat(Week.isOpen(today.minusDays(14), today)).isTrue();
        assertThat(Week.isOpen(today.minusDays(15), today)).isFalse();
    }

    @Test
    void aWeekIsWrittenAsTheStandardDoes() {
        assertThat(Week.of(LocalDate.of(2027, 1, 3))).hasToString("2026-W53");
        assertThat(Week.parse("2026-W53")).contains(Week.of(LocalDate.of(2027, 1, 1)));
        for (String text : List.of("2027-W53", "2026-W00", "2026-W54", "2026W40", "1999-W01", "2026-W40-1", "", "x")) {
            assertThat(Week.parse(text)).as(text).isEmpty();
        }
        for (String text : List.of("2026-W40", "2026-W44/2026-W40", "2026-W40/", "2026-W40/2026-W41/2026-W42")) {
            assertThat(Wave.parse(text)).as(text).isEmpty();
        }
    }

    private static List<Cell> world(Random random) {
        List<Cell> cells = new ArrayList<>();
        for (String region : REGIONS) {
            for (String language : LANGUAGES) {
                for (Week week : WEEKS) {
                    cells.add(new Cell(region, language, week, counts(random)));
                }
            }
        }
        return cells;
    }

    private static Counts counts(Random random) {
        return new Counts(0, 0, 0, 0).each(none -> random.nextInt(random.nextBoolean() ? 5 : 30));
    }

    /** The same world, but for what is small, which is anything that is small: a cell may be there or not at all. */
    private static List<Cell> otherwise(List<Cell> world, Random random) {
        return world.stream()
                .map(cell -> new Cell(
                        cell.region(),
                        cell.language(),
                        cell.week(),
                        cell.counts().each(count -> count < Reach.LEAST ? random.nextInt(Reach.LEAST) : count)))
                .filter(cell -> cell.counts().most() >= Reach.LEAST || random.nextBoolean())
                .toList();
    }

    /** All groups by all filters of this small world, and waves of all kinds: apart, touching, one within the other. */
    private static List<Question> questions() {
        List<Question> questions = new ArrayList<>();
        for (int by = 0; by < 8; by++) {
            Set<By> groups = EnumSet.noneOf(By.class);
            for (int i = 0; i < 3; i++) {
                if ((by >> i & 1) == 1) {
                    groups.add(By.values()[i]);
                }
            }
            for (List<String> regions : subsets(REGIONS)) {
                for (List<String> languages : subsets(LANGUAGES)) {
                    for (int from = 0; from < WEEKS.size(); from++) {
                        for (int to = from; to < WEEKS.size(); to++) {
                            Week first = WEEKS.get(from);
                            Week last = WEEKS.get(to);
                            questions.add(new Question(groups, regions, languages, first, last, List.of()));
                        }
                    }
                    List<Wave> waves = List.of(
                            new Wave(WEEKS.get(0), WEEKS.get(1)),
                            new Wave(WEEKS.get(1), WEEKS.get(2)),
                            new Wave(WEEKS.get(2), WEEKS.get(2)));
                    questions.add(new Question(groups, regions, languages, WEEKS.get(0), WEEKS.get(2), waves));
                }
            }
        }
        return questions;
    }

    private static List<List<String>> subsets(List<String> all) {
        return IntStream.range(0, 1 << all.size())
                .mapToObj(bits -> IntStream.range(0, all.size())
                        .filter(i -> (bits >> i & 1) == 1)
                        .mapToObj(all::get)
                        .toList())
                .toList();
    }
}
