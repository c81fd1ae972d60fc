package org.prahari.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReadinessScoreTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 30);
    private static final Question HEAVY = question("P-1", Safeguard.PRIVACY, 3);
    private static final Question LIGHT = question("P-2", Safeguard.PRIVACY, 1);
    private static final Question BACKUP = question("B-1", Safeguard.BACKUP_RECOVERY, 2);
    private static final Questions QUESTIONS =
            new Questions(new Questions.File("a test", List.of(), List.of(HEAVY, LIGHT, BACKUP)));
    private final List<Assessment> assessments = new ArrayList<>();

    @Test
    void whatHasNoAnswerCountsAsNoAndWhereNothingHasOneThereIsNoScore() {
        assertThat(score().whole()).isNull();
        said(Assessment.Kind.SELF_ASSESSMENT, 10, "P-1", Answer.Verdict.YES);
        assertThat(part(Safeguard.PRIVACY)).extracting(Readiness.Part::score).isEqualTo(7500);
        assertThat(part(Safeguard.PRIVACY).answered()).isEqualTo(1);
        assertThat(part(Safeguard.BACKUP_RECOVERY).score()).isNull();
        assertThat(score().whole()).isEqualTo(5000);
    }

    @Test
    void partlyCountsHalfAndWhatDoesNotApplyIsLeftOut() {
        said(Assessment.Kind.SELF_ASSESSMENT, 10, "P-1", Answer.Verdict.PARTLY);
        said(Assessment.Kind.SELF_ASSESSMENT, 10, "P-2", Answer.Verdict.NOT_APPLICABLE);
        assertThat(part(Safeguard.PRIVACY).score()).isEqualTo(5000);
        said(Assessment.Kind.SELF_ASSESSMENT, 9, "P-1", Answer.Verdict.NOT_APPLICABLE);
        assertThat(part(Safeguard.PRIVACY).score()).isNull();
        assertThat(part(Safeguard.PRIVACY).answered()).isEqualTo(2);
    }

    @Test
    void anAuditStandsAgainstPraiseOfOnesOwnButNotAgainstBlame() {
        said(Assessment.Kind.OUTSIDE_AUDIT, 20, "B-1", Answer.Verdict.PARTLY);
        said(Assessment.Kind.SELF_ASSESSMENT, 10, "B-1", Answer.Verdict.YES);
        assertThat(part(Safeguard.BACKUP_RECOVERY).score()).isEqualTo(5000);
        said(Assessment.Kind.SELF_ASSESSMENT, 5, "B-1", Answer.Verdict.NOT_APPLICABLE);
        assertThat(part(Safeguard.BACKUP_RECOVERY).score()).isEqualTo(5000);
        said(Assessment.Kind.SELF_ASSESSMENT, 3, "B-1", Answer.Verdict.NO);
        assertThat(part(Safeguard.BACKUP_RECOVERY).score()).isZero();
        said(Assessment.Kind.INTERNAL_AUDIT, 1, "B-1", Answer.Verdict.YES);
        assertThat(part(Safeguard.BACKUP_RECOVERY).score()).isEqualTo(10_000);
    }

    @Test
    void whatHasLapsedCountsNoMoreAndNothingOlderTakesItsPlace() {
        said(Assessment.Kind.SELF_ASSESSMENT, 30, "B-1", Answer.Verdict.YES, DAY.plusDays(100));
        said(Assessment.Kind.SELF_ASSESSMENT, 20, "B-1", Answer.Verdict.YES, DAY.minusDays(1));
        assertThat(part(Safeguard.BACKUP_RECOVERY).score()).isNull();
        assertThat(part(Safeguard.BACKUP_RECOVERY).lapsed()).isEqualTo(1);
        said(Assessment.Kind.SELF_ASSESSMENT, 10, "B-1", Answer.Verdict.YES, DAY);
        assertThat(part(Safeguard.BACKUP_RECOVERY).score()).isEqualTo(10_000);
        assertThat(score().lapsing(90)).extracting(Answer::question).containsExactly("B-1");
    }

    @Test
    void whatWasFoundAfterADayDoesNotCountOnIt() {
        said(Assessment.Kind.SELF_ASSESSMENT, 0, "B-1", Answer.Verdict.YES);
        assertThat(new Score(QUESTIONS, assessments, DAY.minusDays(1)).whole()).isNull();
    }

    private Score score() {
        return new Score(QUESTIONS, assessments, DAY);
    }

    private Readiness.Part part(Safeguard safeguard) {
        return score().parts().stream()
                .filter(part -> part.safeguard() == safeguard)
                .findFirst()
                .orElseThrow();
    }

    private void said(Assessment.Kind kind, int daysAgo, String question, Answer.Verdict verdict) {
        said(kind, daysAgo, question, verdict, DAY.plusDays(200));
    }

    private void said(Assessment.Kind kind, int daysAgo, String question, Answer.Verdict verdict, LocalDate until) {
        assessments.add(new Assessment(
                new UUID(0, assessments.size() + 1),
                "IN-KA",
                null,
                new UUID(1, 1),
                kind,
                DAY.minusDays(daysAgo),
                null,
                null,
                List.of(new Answer(question, verdict, null, until)),
                1,
                Instant.EPOCH,
                Instant.EPOCH));
    }

    private static Question question(String id, Safeguard safeguard, int weight) {
        return new Question(id, safeguard, id, id, weight, id, 12, List.of(), List.of());
    }
}
