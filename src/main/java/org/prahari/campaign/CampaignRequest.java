package org.prahari.campaign;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.validator.constraints.UniqueElements;
import org.prahari.http.Languages;
import org.prahari.http.Problem.Fault;
import org.prahari.http.Text;

/** What a client says of a campaign: everything but the translations and what the service keeps itself. */
public record CampaignRequest(
        @NotNull
        @Size(max = 64)
        @Pattern(
                regexp = "[a-z0-9]+(-[a-z0-9]+)*",
                message = "must be words of lower-case letters and digits joined by '-'")
        String slug,

        @NotNull Campaign.Kind kind,
        @NotEmpty @Size(max = 10) @UniqueElements List<@NotNull @Size(max = 40) String> topics,
        @NotEmpty @Size(max = 10) @UniqueElements List<@NotNull @Size(max = 40) String> audiences,
        @NotEmpty @UniqueElements List<Campaign.@NotNull Safeguard> safeguards,
        @NotEmpty @Size(max = 10) @UniqueElements List<@NotNull @Size(max = 40) String> channels,
        @Size(max = 36) @UniqueElements List<@NotNull @Size(max = 5) String> regions,
        Campaign.Severity severity,
        Campaign.Window window,
        @Valid Recurrence recurrence,

        @Pattern(regexp = "[0-9]{3,5}|[0-9+][0-9 -]{5,18}[0-9]", message = "must be a telephone number")
        String helpline,

        @NotNull @Size(max = 35) String sourceLanguage,
        @NotNull @Size(max = 20) List<@Text.Line @Size(max = 300) String> sources,
        @NotNull @Valid TranslationRequest text) {
    private static final Set<String> RESERVED =
            Set.of("coverage", "changes", "sync", "bundle", "bundles", "feed", "calendar");
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2100, 12, 31);

    Campaign campaign(
            int revision,
            String author,
            int version,
            Instant createdAt,
            Instant updatedAt,
            Map<String, Translation> texts) {
        return new Campaign(
                slug,
                kind,
                topics,
                audiences,
                safeguards,
                channels,
                regions == null ? List.of() : regions,
                severity,
                window,
                recurrence,
                helpline,
                sourceLanguage,
                sources,
                Campaign.Status.DRAFT,
                revision,
                author,
                null,
                version,
                createdAt,
                updatedAt,
                null,
                texts,
                Map.of());
    }

    /** What is wrong with it and no annotation can say. */
    List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        if (RESERVED.contains(slug)) {
            faults.add(new Fault("/slug", "is the address of something else"));
        }
        if ((kind == Campaign.Kind.ADVISORY) != (severity != null)) {
            faults.add(new Fault("/severity", "must be there for an advisory, and for nothing else"));
        }
        if (!Languages.isKnown(sourceLanguage)) {
            faults.add(new Fault("/sourceLanguage", "is not a language tag (BCP 47)"));
        }
        if (text.sourceRevision() != null) {
            faults.add(new Fault("/text/sourceRevision", "is for translations; this is the source text"));
        }
        if (window != null) {
            check(window, faults);
        }
        if (recurrence != null) {
            recurrence.fault().ifPresent(faults::add);
        }
        return faults;
    }

    private static void check(Campaign.Window window, List<Fault> faults) {
        LocalDate starts = window.starts() == null ? EARLIEST : window.starts();
        LocalDate ends = window.ends() == null ? LATEST : window.ends();
        if (starts.isBefore(EARLIEST) || starts.isAfter(LATEST)) {
            faults.add(new Fault("/window/starts", "must lie between " + EARLIEST + " and " + LATEST));
        }
        if (ends.isBefore(EARLIEST) || ends.isAfter(LATEST)) {
            faults.add(new Fault("/window/ends", "must lie between " + EARLIEST + " and " + LATEST));
        }
        if (ends.isBefore(starts)) {
            faults.add(new Fault("/window/ends", "lies before the start"));
        }
        Instant publishAt = window.publishAt() == null ? instant(EARLIEST) : window.publishAt();
        Instant expiresAt = window.expiresAt() == null ? instant(LATEST) : window.expiresAt();
        if (publishAt.isBefore(instant(EARLIEST)) || publishAt.isAfter(instant(LATEST))) {
            faults.add(new Fault("/window/publishAt", "must lie between " + EARLIEST + " and " + LATEST));
        }
        if (expiresAt.isBefore(instant(EARLIEST)) || expiresAt.isAfter(instant(LATEST))) {
            faults.add(new Fault("/window/expiresAt", "must lie between " + EARLIEST + " and " + LATEST));
        }
        if (!expiresAt.isAfter(publishAt)) {
            faults.add(new Fault("/window/expiresAt", "must lie after publishAt"));
        }
    }

    private static Instant instant(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
