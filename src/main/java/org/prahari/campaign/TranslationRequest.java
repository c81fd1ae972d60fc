package org.prahari.campaign;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.prahari.http.Text;

/**
 * What a client says of a text in one language.
 *
 * @param sourceRevision the revision it translates; the current one if absent
 */
public record TranslationRequest(
        @NotNull @Text.Line @Size(max = 80) String title,
        @NotNull @Text.Line @Size(max = 200) String summary,
        @NotNull @NotBlank @Size(max = 5000) String body,
        @NotNull @Text.Line @Size(max = 80) String callToAction,
        @Size(max = 20) List<Translation.@NotNull @Valid Asset> assets,

        @Size(max = 1000) @Pattern(regexp = "[^\\n\\t]*\\S[^\\n\\t]*", message = "must be one line of text, not blank")
        String sms,

        Boolean reviewed,
        @Min(1) Integer sourceRevision) {

    Translation at(int revision, Instant at) {
        return new Translation(
                title,
                summary,
                body,
                callToAction,
                assets == null ? List.of() : assets,
                sms == null ? null : Sms.of(sms),
                sourceRevision == null ? revision : sourceRevision,
                reviewed != null && reviewed,
                at);
    }

    /** The same as a translator may say it: that it is reviewed is for a second person to say. */
    Translation proposedAt(int revision, Instant at) {
        return new TranslationRequest(title, summary, body, callToAction, assets, sms, false, sourceRevision)
                .at(revision, at);
    }

    /** Whether a reader would see no difference. */
    boolean says(Translation other) {
        Translation mine = at(other.sourceRevision(), other.updatedAt());
        return title.equals(other.title())
                && summary.equals(other.summary())
                && body.equals(other.body())
                && callToAction.equals(other.callToAction())
                && mine.assets().equals(other.assets())
                && Objects.equals(mine.sms(), other.sms());
    }
}
