package org.prahari.readiness;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.prahari.http.Text;
import org.prahari.http.ThisCentury;

/** What a client may say of an assessment; the department is that of the facility. */
public record AssessmentRequest(
        @Text.Key String externalId,
        @NotNull UUID facility,
        @NotNull Assessment.Kind kind,
        @NotNull @ThisCentury LocalDate assessedOn,

        @Size(max = 120) @Pattern(regexp = "\\S([^\\n\\t]*\\S)?")
        String assessor,

        @Text.Key String reference,
        @NotNull @Size(min = 1, max = 100) List<@NotNull @Valid Said> answers) {

    /** One answer as it is sent; it counts until the day named, or as long as such an answer may. */
    public record Said(
            @NotNull @Size(max = 20) String question,
            @NotNull Answer.Verdict answer,
            @Size(max = 500) String evidence,
            @ThisCentury LocalDate validUntil) {}

    static AssessmentRequest of(Assessment assessment) {
        return new AssessmentRequest(
                assessment.externalId(),
                assessment.facility(),
                assessment.kind(),
                assessment.assessedOn(),
                assessment.assessor(),
                assessment.reference(),
                assessment.answers().stream()
                        .map(one -> new Said(one.question(), one.answer(), one.evidence(), one.validUntil()))
                        .toList());
    }

    /** The assessment as first stored. */
    public Assessment create(UUID id, String department, Questions questions, Instant now) {
        return at(id, department, questions, 1, now, now);
    }

    Assessment replace(Assessment stored, Questions questions, Instant now) {
        return at(stored.id(), stored.department(), questions, stored.version() + 1, stored.createdAt(), now);
    }

    private Assessment at(
            UUID id, String department, Questions questions, int version, Instant createdAt, Instant updatedAt) {
        return new Assessment(
                id,
                department,
                externalId,
                facility,
                kind,
                assessedOn,
                assessor,
                reference,
                questions.resolve(answers, assessedOn),
                version,
                createdAt,
                updatedAt);
    }
}
