package org.prahari.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.prahari.matching.Fixtures.CREDENTIALS;
import static org.prahari.matching.Fixtures.ROLE;
import static org.prahari.matching.Fixtures.START;
import static org.prahari.matching.Fixtures.TODAY;
import static org.prahari.matching.Fixtures.candidate;
import static org.prahari.matching.Fixtures.opening;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EligibilityTest {
    private final Eligibility eligibility = new Eligibility(CREDENTIALS);

    @Test
    void whoMeetsAllEightRulesIsEligible() {
        var findings = eligibility.check(candidate(), opening(), TODAY);
        assertThat(findings).extracting(Finding::rule).containsExactly(Rule.values());
        assertThat(findings)
                .allMatch(Finding::met)
                .allMatch(finding -> finding.changes().isEmpty());
        assertThat(Eligibility.eligible(findings)).isTrue();
        assertThat(Eligibility.nearMiss(findings)).isFalse();
    }

    @Test
    void consentMustCoverMatchingAndForOtherDepartmentsThatToo() {
        for (Set<String> purposes : List.of(
                Set.<String>of(),
                Set.of(Candidate.MATCHING),
                Set.of(Candidate.CROSS_DEPARTMENT),
                Set.of(Candidate.MATCHING, Candidate.CROSS_DEPARTMENT))) {
            for (String department : List.of("IN-KA", "IN-TN")) {
                var pair = Fixtures.being(candidate(), department, Candidate.Status.AVAILABLE, purposes);
                boolean wanted = purposes.contains(Candidate.MATCHING)
                        && (department.equals("IN-KA") || purposes.contains(Candidate.CROSS_DEPARTMENT));
                assertThat(of(Rule.CONSENT, pair, opening()).met()).isEqualTo(wanted);
            }
        }
    }

    @Test
    void onlyAnAvailableTraineeAndAnOpenGapWithASeatLeftGoTogether() {
        for (Candidate.Status status : Candidate.Status.values()) {
            for (int free = 0; free < 2; free++) {
                for (boolean open : new boolean[] {true, false}) {
                    var person = Fixtures.being(candidate(), "IN-KA", status, Set.of(Candidate.MATCHING));
                    assertThat(of(Rule.STATUS, person, Fixtures.seats(opening(), free, open))
                                    .met())
                            .isEqualTo(status == Candidate.Status.AVAILABLE && free > 0 && open);
                }
            }
        }
    }

    @Test
    void theRoleMustBeSoughtAtAnyPlace() {
        var other = new Candidate.Sought("OTHER", Level.BASIC);
        var wanted = new Candidate.Sought(ROLE, Level.INTERMEDIATE);
        assertThat(of(Rule.ROLE, Fixtures.seeking(candidate(), other, wanted), opening())
                        .met())
                .isTrue();
        var unmet = of(Rule.ROLE, Fixtures.seeking(candidate(), other), opening());
        assertThat(unmet.met()).isFalse();
        assertThat(unmet.changes().get(0).oneOf()).containsExactly(ROLE);
    }

    @Test
    void theLevelIsReachedByWordOrByAValidCertificate() {
        for (Level declared : Level.values()) {
            for (Level asked : Level.values()) {
                for (String code : Arrays.asList(null, "SECPLUS", "CYSA", "SECX")) {
                    for (int expires = -1; expires <= 1; expires++) {
                        var held = code == null
                                ? List.<Candidate.Held>of()
                                : List.of(new Candidate.Held(code, TODAY.minusDays(9), START.plusDays(expires)));
                        var person = Fixtures.holding(
                                Fixtures.seeking(candidate(), new Candidate.Sought(ROLE, declared)), held, List.of());
                        int proven = code == null || expires < 0
                                ? 0
                                : switch (code) {
                                    case "SECPLUS" -> 1;
                                    case "CYSA" -> 2;
                                    default -> 3;
                                };
                        int reached = Math.max(declared.above(Level.BASIC) + 1, proven);
                        assertThat(of(Rule.LEVEL, person, Fixtures.with(opening(), asked, List.of(), List.of()))
                                        .met())
                                .isEqualTo(reached >= asked.above(Level.BASIC) + 1);
                    }
                }
            }
        }
    }

    @Test
    void aMissingLevelNamesTheLeastCertificatesThatProveItAndCanStillBeEarned() {
        var person = Fixtures.seeking(candidate(), new Candidate.Sought(ROLE, Level.BASIC));
        var change = of(Rule.LEVEL, person, opening()).changes().get(0);
        assertThat(change.oneOf()).containsExactly("CYSA", "GCIH");
        assertThat(change.by()).isEqualTo(START);
        var advanced = of(Rule.LEVEL, person, Fixtures.with(opening(), Level.ADVANCED, List.of(), List.of()));
        assertThat(advanced.changes().get(0).oneOf()).containsExactly("SECX");
    }

    @Test
    void everyGroupOfCertificationsMustBeMet() {
        var gap = Fixtures.with(
                opening(), Level.INTERMEDIATE, List.of(List.of("CYSA", "GCIH"), List.of("SECPLUS")), List.of());
        assertThat(certificates(gap, "GCIH", "SECPLUS").met()).isTrue();
        assertThat(certificates(gap, "CYSA").met()).as("CySA+ renews Security+").isTrue();
        assertThat(certificates(gap, "GCIH").met()).isFalse();
        var nothing = certificates(gap);
        assertThat(nothing.changes()).hasSize(2);
        assertThat(nothing.changes().get(0).oneOf()).containsExactly("CYSA", "GCIH");
    }

    @Test
    void aCertificateCountsOnItsLastDayAndOnItsFirstButNotBeyond() {
        var gap = Fixtures.with(opening(), Level.INTERMEDIATE, List.of(List.of("GCIH")), List.of());
        assertThat(held(gap, TODAY, START).met()).isTrue();
        assertThat(held(gap, START, null).met()).isTrue();
        assertThat(held(gap, START.plusDays(1), null).met()).isFalse();
        var lapsing = held(gap, TODAY, START.minusDays(1));
        assertThat(lapsing.met()).isFalse();
        assertThat(lapsing.changes().get(0).text()).contains("renew");
    }

    @Test
    void aCertificateInProgressCountsIfExpectedByTheStart() {
        var gap = Fixtures.with(opening(), Level.INTERMEDIATE, List.of(List.of("GCIH")), List.of());
        assertThat(expected(gap, START).met()).isTrue();
        var late = expected(gap, START.plusDays(1));
        assertThat(late.met()).isFalse();
        assertThat(late.changes().get(0).text()).contains("finish earlier");
    }

    @Test
    void aRetiredCertificateStillCountsWhileValidButIsNotAdvised() {
        var gap = Fixtures.with(opening(), Level.INTERMEDIATE, List.of(List.of("OLD")), List.of());
        assertThat(certificates(gap, "OLD").met()).isTrue();
        assertThat(certificates(gap).changes().get(0).oneOf()).isEmpty();
    }

    @Test
    void allRequiredLanguagesMustBeSpoken() {
        var mute = Fixtures.having(candidate(), Set.of("ta"), 0, START, TODAY);
        assertThat(of(Rule.LANGUAGES, mute, opening()).fact()).contains("kn");
        assertThat(of(Rule.LANGUAGES, candidate(), opening()).met()).isTrue();
    }

    @Test
    void thePlaceIsReachedExactlyWhenTheRulesSaySo() {
        for (var relocation : Candidate.Relocation.values()) {
            for (String home : List.of("IN-KA", "IN-TN")) {
                for (Integer mine : Arrays.asList(525, 526, null)) {
                    for (Integer theirs : Arrays.asList(525, null)) {
                        for (int bits = 0; bits < 8; bits++) {
                            boolean gapRemote = (bits & 1) != 0;
                            boolean willing = (bits & 2) != 0;
                            Set<String> chosen = (bits & 4) != 0 ? Set.of("IN-KA") : Set.of("IN-AP");
                            var person = Fixtures.living(candidate(), home, mine, relocation, chosen, willing);
                            var gap = Fixtures.at(opening(), "IN-KA", theirs, gapRemote);
                            boolean sameState = home.equals("IN-KA");
                            boolean sameDistrict = sameState && mine != null && mine.equals(theirs);
                            boolean wanted = (gapRemote && willing)
                                    || sameDistrict
                                    || relocation == Candidate.Relocation.ANYWHERE
                                    || (relocation == Candidate.Relocation.STATE && sameState)
                                    || (relocation == Candidate.Relocation.STATES
                                            && (sameState || chosen.contains("IN-KA")));
                            assertThat(of(Rule.PLACE, person, gap).met()).isEqualTo(wanted);
                        }
                    }
                }
            }
        }
    }

    @Test
    void availabilityEndsWithTheDaysOfGrace() {
        for (int days = -20; days <= 40; days++) {
            var person = Fixtures.having(candidate(), Set.of("kn"), 0, START.plusDays(days), TODAY);
            assertThat(of(Rule.AVAILABILITY, person, opening()).met()).isEqualTo(days <= 14);
        }
    }

    @Test
    void aStartThatHasPassedMeansToday() {
        var gap = Fixtures.starting(opening(), LocalDate.of(2025, 1, 1), 0);
        assertThat(gap.start(TODAY)).isEqualTo(TODAY);
        var person = Fixtures.having(candidate(), Set.of("kn"), 0, TODAY, TODAY);
        assertThat(of(Rule.AVAILABILITY, person, gap).met()).isTrue();
    }

    @Test
    void aNearMissFailsByLevelOrCertificationsAlone() {
        Random random = new Random(20221123);
        int near = 0;
        int eligible = 0;
        for (int i = 0; i < 20_000; i++) {
            var findings = eligibility.check(Fixtures.anybody(random, i), Fixtures.anyGap(random, i), TODAY);
            var unmet =
                    findings.stream().filter(f -> !f.met()).map(Finding::rule).toList();
            boolean wanted =
                    !unmet.isEmpty() && Set.of(Rule.LEVEL, Rule.CERTIFICATIONS).containsAll(unmet);
            assertThat(Eligibility.nearMiss(findings)).isEqualTo(wanted);
            near += wanted ? 1 : 0;
            eligible += Eligibility.eligible(findings) ? 1 : 0;
        }
        assertThat(near).as("near misses among the random worlds").isGreaterThan(50);
        assertThat(eligible).as("eligible pairs among the random worlds").isGreaterThan(50);
    }

    @Test
    void whoeverMakesTheSmallestChangesOfANearMissBecomesEligible() {
        Random random = new Random(1930);
        int tried = 0;
        for (int i = 0; i < 20_000; i++) {
            Candidate person = Fixtures.anybody(random, i);
            Opening gap = Fixtures.anyGap(random, i);
            var findings = eligibility.check(person, gap, TODAY);
            if (!Eligibility.nearMiss(findings)) {
                continue;
            }
            for (int choice = 0; choice < 3; choice++) {
                var trained = train(person, findings, choice);
                assertThat(Eligibility.eligible(eligibility.check(trained, gap, TODAY)))
                        .as("%s %s %s", person, gap, findings)
                        .isTrue();
            }
            tried++;
        }
        assertThat(tried).isGreaterThan(50);
    }

    /** The same person after earning, of every change, the code at one place of its choices, without expiry. */
    private static Candidate train(Candidate person, List<Finding> findings, int choice) {
        var held = new ArrayList<>(person.held());
        for (Finding finding : findings) {
            for (Finding.Change change : finding.changes()) {
                String code = change.oneOf().get(choice % change.oneOf().size());
                held.removeIf(one -> one.certification().equals(code));
                held.add(new Candidate.Held(code, change.by(), null));
            }
        }
        return Fixtures.holding(person, held, person.progress());
    }

    private Finding of(Rule rule, Candidate candidate, Opening opening) {
        return eligibility.check(candidate, opening, TODAY).stream()
                .filter(finding -> finding.rule() == rule)
                .findFirst()
                .orElseThrow();
    }

    private Finding certificates(Opening gap, String... codes) {
        var held = Arrays.stream(codes)
                .map(code -> new Candidate.Held(code, TODAY, null))
                .toList();
        return of(Rule.CERTIFICATIONS, Fixtures.holding(candidate(), held, List.of()), gap);
    }

    private Finding held(Opening gap, LocalDate issued, LocalDate expires) {
        var held = List.of(new Candidate.Held("GCIH", issued, expires));
        return of(Rule.CERTIFICATIONS, Fixtures.holding(candidate(), held, List.of()), gap);
    }

    private Finding expected(Opening gap, LocalDate on) {
        var progress = List.of(new Candidate.Progress("GCIH", on));
        return of(Rule.CERTIFICATIONS, Fixtures.holding(candidate(), List.of(), progress), gap);
    }
}
