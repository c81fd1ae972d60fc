package org.prahari.campaign;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.json.Json;

/**
 * A piece of awareness material with all its translations.
 *
 * @param regions where it is meant for; empty for the whole nation
 * @param severity of advisories only
 * @param revision counts the changes of the source text
 * @param author who edited it last
 * @param publisher who released it; never the author
 * @param translations by language, the source text among them
 * @param proposals by language: translations that wait for a second person while the campaign is on the air
 */
public record Campaign(
        String slug,
        Kind kind,
        @Json List<String> topics,
        @Json List<String> audiences,
        @Json List<Safeguard> safeguards,
        @Json List<String> channels,
        @Json List<String> regions,
        Severity severity,
        @Json Window window,
        @Json Recurrence recurrence,
        String helpline,
        String sourceLanguage,
        @Json List<String> sources,
        Status status,
        int revision,
        String author,
        String publisher,
        int version,
        Instant createdAt,
        Instant updatedAt,
        Instant publishedAt,
        @Json Map<String, Translation> translations,
        @Json Map<String, Proposal> proposals) {
    public Campaign {
        topics = List.copyOf(topics);
        audiences = List.copyOf(audiences);
        safeguards = List.copyOf(safeguards);
        channels = List.copyOf(channels);
        regions = List.copyOf(regions);
        sources = List.copyOf(sources);
        translations = Collections.unmodifiableMap(new TreeMap<>(translations));
        proposals = proposals == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(proposals));
        if (!translations.containsKey(sourceLanguage)) {
            throw new IllegalArgumentException("The campaign " + slug + " lacks its source text");
        }
    }

    public enum Kind {
        TIP,
        ADVISORY,
        MODULE,
        QUIZ,
        DRILL,
        POSTER,
        VIDEO,
        SMS
    }

    public enum Severity {
        LOW,
        MEDIUM,
        HIGH,
        CRITICAL
    }

    public enum Status {
        DRAFT,
        REVIEW,
        PUBLISHED,
        ARCHIVED
    }

    /** The six needs named after the attack on AIIMS. */
    public enum Safeguard {
        INFRASTRUCTURE,
        TRAINING,
        AUDIT,
        DETECTION_RESPONSE,
        BACKUP_RECOVERY,
        PRIVACY
    }

    /**
     * When it is shown; a side that is absent is open.
     *
     * @param starts the first day in lists
     * @param ends the last day in lists
     * @param publishAt the moment from which a published campaign is there at all
     * @param expiresAt the moment from which it is not there any more
     */
    public record Window(LocalDate starts, LocalDate ends, Instant publishAt, Instant expiresAt) {
        boolean holds(Instant now) {
            return (publishAt == null || !now.isBefore(publishAt)) && (expiresAt == null || now.isBefore(expiresAt));
        }

        boolean isOpen(LocalDate day) {
            return (starts == null || !day.isBefore(starts)) && (ends == null || !day.isAfter(ends));
        }
    }

    Translation source() {
        return translations.get(sourceLanguage);
    }

    boolean isShown(LocalDate day) {
        return window == null || window.isOpen(day);
    }

    /** Whether the public may read it at that moment, in the list or by its address. */
    boolean isOnAir(Instant now) {
        return status == Status.PUBLISHED && (window == null || window.holds(now));
    }

    /** Whether the public may read it at that moment, or could before its time was over. */
    boolean hasBeenOnAir(Instant now) {
        return status == Status.PUBLISHED
                && (window == null || window.publishAt() == null || !now.isBefore(window.publishAt()));
    }

    boolean isStale(String language) {
        return translations.get(language).sourceRevision() < revision;
    }

    boolean concerns(String region) {
        return regions.isEmpty() || regions.contains(region);
    }

    /** The same with other metadata and source text: a draft again, of a new revision if the text differs. */
    Campaign edited(CampaignRequest request, String editor, Instant at) {
        int next = request.text().says(source()) ? revision : revision + 1;
        Map<String, Translation> texts = new TreeMap<>(translations);
        texts.put(sourceLanguage, request.text().at(next, at));
        return request.campaign(next, editor, version + 1, createdAt, at, texts);
    }

    /** The same with one translation put in place, or taken out if it is null: a draft again. */
    Campaign translated(String language, Translation translation, String editor, Instant at) {
        return next(
                Status.DRAFT,
                editor,
                null,
                null,
                at,
                with(translations, language, translation),
                with(proposals, language, null));
    }

    /** The same with a translation proposed, or a proposal taken back if it is null; what is on the air stays there. */
    Campaign proposed(String language, Proposal proposal, Instant at) {
        return next(status, author, publisher, publishedAt, at, translations, with(proposals, language, proposal));
    }

    /** The same with a proposal become the text. */
    Campaign approved(String language, Instant at) {
        Translation text = proposals.get(language).text().approved(at);
        return next(
                status,
                author,
                publisher,
                publishedAt,
                at,
                with(translations, language, text),
                with(proposals, language, null));
    }

    /** The same text in another status. */
    Campaign moved(Status next, String releasedBy, Instant releasedAt, Instant at) {
        return next(next, author, releasedBy, releasedAt, at, translations, proposals);
    }

    private Campaign next(
            Status next,
            String editor,
            String releasedBy,
            Instant releasedAt,
            Instant at,
            Map<String, Translation> texts,
            Map<String, Proposal> proposed) {
        return new Campaign(
                slug,
                kind,
                topics,
                audiences,
                safeguards,
                channels,
                regions,
                severity,
                window,
                recurrence,
                helpline,
                sourceLanguage,
                sources,
                next,
                revision,
                editor,
                releasedBy,
                version + 1,
                createdAt,
                at,
                releasedAt,
                texts,
                proposed);
    }

    private static <T> Map<String, T> with(Map<String, T> map, String key, T value) {
        Map<String, T> copy = new TreeMap<>(map);
        copy.remove(key);
        if (value != null) {
            copy.put(key, value);
        }
        return copy;
    }
}
