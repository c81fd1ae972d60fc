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
        @Json Map<String, Translation> translations) {
    public Campaign {
        topics = List.copyOf(topics);
        audiences = List.copyOf(audiences);
        safeguards = List.copyOf(safeguards);
        channels = List.copyOf(channels);
        regions = List.copyOf(regions);
        sources = List.copyOf(sources);
        translations = Collections.unmodifiableMap(new TreeMap<>(translations));
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

    /** The days on which it is shown, both included; a side that is absent is open. */
    public record Window(LocalDate starts, LocalDate ends) {
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
        Map<String, Translation> texts = new TreeMap<>(translations);
        texts.remove(language);
        if (translation != null) {
            texts.put(language, translation);
        }
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
                Status.DRAFT,
                revision,
                editor,
                null,
                version + 1,
                createdAt,
                at,
                null,
                texts);
    }

    /** The same text in another status. */
    Campaign moved(Status next, String releasedBy, Instant releasedAt, Instant at) {
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
                author,
                releasedBy,
                version + 1,
                createdAt,
                at,
                releasedAt,
                translations);
    }
}
