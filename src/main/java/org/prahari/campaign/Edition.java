package org.prahari.campaign;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A published campaign as it is read: in one language.
 *
 * @param fallback absent if the reader gets a language that was asked for
 * @param bodyHtml the body as HTML that is safe to show as it is
 * @param stale whether the text translates an older revision of the source text
 * @param translations the languages there are
 * @param nextOccurrences up to three that are not over on the day asked for
 */
public record Edition(
        String slug,
        Campaign.Kind kind,
        List<String> topics,
        List<String> audiences,
        List<Campaign.Safeguard> safeguards,
        List<String> channels,
        List<String> regions,
        Campaign.Severity severity,
        Campaign.Window window,
        Recurrence recurrence,
        String helpline,
        List<String> sources,
        String language,
        LanguageChoice.Direction direction,
        LanguageChoice.Fallback fallback,
        String title,
        String summary,
        String body,
        String bodyHtml,
        String callToAction,
        List<Translation.Asset> assets,
        Sms sms,
        boolean reviewed,
        boolean stale,
        List<String> translations,
        List<Recurrence.Occurrence> nextOccurrences,
        int revision,
        Instant publishedAt) {
    private static final int OCCURRENCES = 3;

    static Edition of(Shelf.Published published, LanguageChoice choice, LocalDate day) {
        Campaign campaign = published.campaign();
        LanguageChoice.Served served = choice.among(published.languages(), campaign.sourceLanguage());
        Translation text = campaign.translations().get(served.language());
        return new Edition(
                campaign.slug(),
                campaign.kind(),
                campaign.topics(),
                campaign.audiences(),
                campaign.safeguards(),
                campaign.channels(),
                campaign.regions(),
                campaign.severity(),
                campaign.window(),
                campaign.recurrence(),
                campaign.helpline(),
                campaign.sources(),
                served.language(),
                LanguageChoice.direction(served.language()),
                served.fallback(),
                text.title(),
                text.summary(),
                text.body(),
                published.html().get(served.language()),
                text.callToAction(),
                text.assets(),
                text.sms(),
                text.reviewed(),
                campaign.isStale(served.language()),
                published.languages().stream().sorted().toList(),
                occurrences(campaign, day),
                campaign.revision(),
                campaign.publishedAt());
    }

    private static List<Recurrence.Occurrence> occurrences(Campaign campaign, LocalDate day) {
        if (campaign.recurrence() == null) {
            return List.of();
        }
        LocalDate starts = campaign.window() == null ? null : campaign.window().starts();
        LocalDate ends = campaign.window() == null ? null : campaign.window().ends();
        LocalDate from = starts != null && starts.isAfter(day) ? starts : day;
        return campaign.recurrence().next(from, ends, OCCURRENCES);
    }
}
