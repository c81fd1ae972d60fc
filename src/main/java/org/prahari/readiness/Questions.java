package org.prahari.readiness;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.prahari.http.Problem;

/** What assessments ask, in the order of ids, and how often they are due. */
public final class Questions {
    private final List<Question> all;
    private final Map<String, Question> byId;
    private final List<Cycle> cycles;

    /** The file {@code readiness.yaml}. */
    public record File(String source, List<Cycle> cycles, List<Question> questions) {}

    public Questions(File file) {
        this.all = file.questions().stream()
                .sorted(java.util.Comparator.comparing(Question::id))
                .toList();
        this.byId = all.stream().collect(Collectors.toMap(Question::id, Function.identity()));
        this.cycles = List.copyOf(file.cycles());
    }

    public List<Question> all() {
        return all;
    }

    List<Cycle> cycles() {
        return cycles;
    }

    List<Question> of(Safeguard safeguard) {
        return all.stream()
                .filter(question -> question.safeguard() == safeguard)
                .toList();
    }

    /**
     * What was said, with the day until which each answer counts: the question's, unless an earlier one was named.
     *
     * @throws jakarta.ws.rs.WebApplicationException 422 for a question that is none or is answered twice, and for a day
     *     before the assessment or beyond the question's own
     */
    List<Answer> resolve(List<AssessmentRequest.Said> said, LocalDate assessedOn) {
        List<Answer> answers = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < said.size(); i++) {
            String at = "/answers/" + i;
            AssessmentRequest.Said one = said.get(i);
            Question question = byId.get(one.question());
            if (question == null) {
                throw Problem.UNKNOWN_REFERENCE.at(at + "/question", "is not a question known here");
            }
            if (!seen.add(one.question())) {
                throw Problem.INVALID.at(at + "/question", "is answered twice");
            }
            LocalDate last = assessedOn.plusMonths(question.validMonths());
            LocalDate until = one.validUntil() == null ? last : one.validUntil();
            if (until.isBefore(assessedOn) || until.isAfter(last)) {
                throw Problem.INVALID.at(at + "/validUntil", "must be between " + assessedOn + " and " + last);
            }
            answers.add(new Answer(one.question(), one.answer(), one.evidence(), until));
        }
        return answers;
    }
}
