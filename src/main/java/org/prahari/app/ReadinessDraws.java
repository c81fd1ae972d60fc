package org.prahari.app;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.prahari.facility.Facility;
import org.prahari.readiness.Answer.Verdict;
import org.prahari.readiness.Assessment;
import org.prahari.readiness.AssessmentRequest;
import org.prahari.readiness.Level;
import org.prahari.readiness.Question;
import org.prahari.readiness.Questions;
import org.prahari.readiness.Skill;
import org.prahari.readiness.Staff;

/** Draws what facilities say of themselves, what auditors found, and which posts are filled. Some are far, some have begun. */
final class ReadinessDraws {
    private static final int ASSESSED = 85;
    private static final int AUDITED = 35;
    private final Population.File file;
    private final Questions questions;
    /** Of its own, so that the rest of the population comes out as without it. */
    private final Draws draws = new Draws(20260901);

    ReadinessDraws(Population.File file, Questions questions) {
        this.file = file;
        this.questions = questions;
    }

    List<Assessment> assessments(Facility facility) {
        List<Assessment> drawn = new ArrayList<>();
        int quality = draws.between(15, 85);
        if (draws.chance(AUDITED)) {
            LocalDate day = Population.TODAY.minusDays(draws.between(100, 300));
            drawn.add(assessment(
                    facility,
                    draws.chance(50) ? Assessment.Kind.INTERNAL_AUDIT : Assessment.Kind.OUTSIDE_AUDIT,
                    day,
                    quality - 5));
        }
        if (draws.chance(ASSESSED)) {
            LocalDate earlier = Population.TODAY.minusDays(draws.between(130, 240));
            drawn.add(assessment(facility, Assessment.Kind.SELF_ASSESSMENT, earlier, quality - 10));
            LocalDate later = Population.TODAY.minusDays(draws.between(0, 60));
            drawn.add(assessment(facility, Assessment.Kind.SELF_ASSESSMENT, later, quality));
        }
        return drawn;
    }

    private Assessment assessment(Facility facility, Assessment.Kind kind, LocalDate day, int quality) {
        List<AssessmentRequest.Said> said = new ArrayList<>();
        for (Question question : questions.all()) {
            said.add(new AssessmentRequest.Said(question.id(), verdict(quality), null, null));
        }
        Instant at = draws.moment(day);
        String assessor = kind == Assessment.Kind.SELF_ASSESSMENT ? "Head of administration" : "Demo audit office";
        return new AssessmentRequest(null, facility.id(), kind, day, assessor, null, said)
                .create(draws.id(at), facility.department(), questions, at);
    }

    private Verdict verdict(int quality) {
        if (draws.chance(3)) {
            return Verdict.NOT_APPLICABLE;
        }
        return draws.chance(quality) ? Verdict.YES : draws.chance(40) ? Verdict.PARTLY : Verdict.NO;
    }

    /** @return empty where nobody has said anything */
    Optional<Staff> staff(Facility facility) {
        var posts = file.posts().stream()
                .filter(post -> post.kind() == facility.kind())
                .toList();
        List<Staff.Post> filled = new ArrayList<>();
        for (int i = draws.between(0, 3); i > 0 && !posts.isEmpty(); i--) {
            Set<String> roles = new HashSet<>();
            List<Skill> skills = draws.some(draws.between(1, 2), posts).stream()
                    .filter(post -> roles.add(post.role()))
                    .map(post ->
                            new Skill(post.role(), Level.valueOf(post.level().name())))
                    .toList();
            filled.add(new Staff.Post("IT-%02d".formatted(filled.size() + 1), skills));
        }
        return filled.isEmpty()
                ? Optional.empty()
                : Optional.of(new Staff(
                        facility.id(), facility.department(), filled, 2, draws.moment(Population.TODAY.minusDays(30))));
    }
}
