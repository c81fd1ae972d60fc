package org.prahari.campaign;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;

/**
 * A campaign's text in one language.
 *
 * @param body a subset of CommonMark: paragraphs, lists, emphasis, links
 * @param sms the same in a short message, if there is one
 * @param sourceRevision the revision of the source text that this translates; older than the campaign's means stale
 * @param reviewed whether somebody who speaks the language has read it over
 */
public record Translation(
        String title,
        String summary,
        String body,
        String callToAction,
        List<Asset> assets,
        Sms sms,
        int sourceRevision,
        boolean reviewed,
        Instant updatedAt) {
    public Translation {
        assets = List.copyOf(assets);
    }

    /** The same, read over by a second person. */
    Translation approved(Instant at) {
        return new Translation(title, summary, body, callToAction, assets, sms, sourceRevision, true, at);
    }

    /** A file that belongs to the text; its digest lets a reader check what was fetched. */
    public record Asset(
            @NotNull
            @Size(max = 500)
            @Pattern(
                    regexp = "https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[!-~]*)?",
                    message = "must be an https address in ASCII")
            String url,

            @NotNull @Size(max = 100) @Pattern(regexp = "[a-z]+/[a-z0-9][a-z0-9.+-]*", message = "must be a media type")
            String mediaType,

            @Min(1) @Max(10_000_000_000L) long bytes,

            @NotNull @Pattern(regexp = "[0-9a-f]{64}", message = "must be 64 lower-case hexadecimal digits")
            String sha256,

            @Size(max = 300)
            @Pattern(regexp = "[^\\n\\t]*\\S[^\\n\\t]*", message = "must be one line of text, not blank")
            String alt) {}
}
