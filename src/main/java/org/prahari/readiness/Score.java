package org.prahari.readiness;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a facility's assessments make as of a day. For each question the newest answer of an audit counts, and the newest of
 * the facility itself; if both are good and its own is the newer, the worse of the two: a facility may report that it has
 * become worse, and an audit must see that it has become better. An answer past its day counts no more, and no older one
 * takes its place.
 */
final class Score {
    static final int WHOLE = 10_000;
    private static final Comparator<Assessment> NEWEST =
            Comparator.comparing(Assessment::assessedOn).thenComparing(Assessment::id);

    private final Questions questions;
    private final LocalDate day;
    private final Map<String, Found> audited = new HashMap<>();
    private final Map<String, Found> own = new HashMap<>();

    /** An answer and when it was given. */
    record Found(Answer answer, LocalDate on) {
        boolean holds(LocalDate day) {
            return !answer.validUntil().isBefore(day);
        }
    }

    /** @param assessments of one facility; those after the day are left out */
    Score(Questions questions, List<Assessment> assessments, LocalDate day) {
        this.questions = questions;
        this.day = day;
        assessments.stream()
                .filter(one -> !one.assessedOn().isAfter(day))
                .sorted(NEWEST)
                .forEach(one -> one.answers()
                        .forEach(answer -> (one.isAudit() ? audited : own)
                                .put(answer.question(), new Found(answer, one.assessedOn()))));
    }

    /** The answer that counts, or null. */
    Answer counts(Question question) {
        Found audit = held(audited, question);
        Found self = held(own, question);
        if (audit == null || self == null) {
            return audit == null ? self == null ? null : self.answer() : audit.answer();
        }
        boolean worse = self.on().isAfter(audit.on())
                && self.answer().answer() != Answer.Verdict.NOT_APPLICABLE
                && (audit.answer().answer() == Answer.Verdict.NOT_APPLICABLE
                        || self.answer().answer().halves()
                                < audit.answer().answer().halves());
        return worse ? self.answer() : audit.answer();
    }

    private Found held(Map<String, Found> from, Question question) {
        Found found = from.get(question.id());
        return found == null || !found.holds(day) ? null : found;
    }

    /** By safeguard, in order. */
    List<Readiness.Part> parts() {
        List<Readiness.Part> parts = new ArrayList<>();
        for (Safeguard safeguard : Safeguard.values()) {
            List<Question> asked = questions.of(safeguard);
            int answered =
                    (int) asked.stream().filter(one -> counts(one) != null).count();
            int lapsed = (int) asked.stream()
                    .filter(one -> counts(one) == null && (audited.containsKey(one.id()) || own.containsKey(one.id())))
                    .count();
            parts.add(new Readiness.Part(safeguard, of(asked), answered, lapsed, asked.size()));
        }
        return parts;
    }

    /** Over all safeguards; null if nothing is answered. */
    Integer whole() {
        return of(questions.all());
    }

    /** Weighted halves of what applies, 0..10000; what is not answered counts as no. Null if nothing is answered or applies. */
    private Integer of(List<Question> asked) {
        int most = 0;
        int reached = 0;
        boolean answered = false;
        for (Question question : asked) {
            Answer answer = counts(question);
            answered |= answer != null;
            if (answer == null || answer.answer() != Answer.Verdict.NOT_APPLICABLE) {
                most += 2 * question.weight();
                reached +=
                        answer == null ? 0 : question.weight() * answer.answer().halves();
            }
        }
        return answered && most > 0 ? WHOLE * reached / most : null;
    }

    /** The answers that count now and lapse within so many days, the first to lapse first. */
    List<Answer> lapsing(int days) {
        return questions.all().stream()
                .map(this::counts)
                .filter(answer -> answer != null && !answer.validUntil().isAfter(day.plusDays(days)))
                .sorted(Comparator.comparing(Answer::validUntil).thenComparing(Answer::question))
                .toList();
    }
}
