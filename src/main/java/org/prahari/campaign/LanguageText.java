package org.prahari.campaign;

import java.util.List;

/**
 * A campaign's text in one language as a row of many: it goes out and comes in as the same, so that what was exported can
 * be translated and sent back.
 *
 * @param sms a short message that says the same, or null
 * @param sourceRevision the revision of the source text that it translates
 */
public record LanguageText(
        String slug,
        String language,
        String title,
        String summary,
        String body,
        String callToAction,
        List<Translation.Asset> assets,
        String sms,
        boolean reviewed,
        int sourceRevision) {
    public LanguageText {
        assets = List.copyOf(assets);
    }

    /** All texts of a campaign, the source text among them, by language; no proposals. */
    public static List<LanguageText> of(Campaign campaign) {
        return campaign.translations().entrySet().stream()
                .map(each -> of(campaign.slug(), each.getKey(), each.getValue()))
                .toList();
    }

    private static LanguageText of(String slug, String language, Translation text) {
        return new LanguageText(
                slug,
                language,
                text.title(),
                text.summary(),
                text.body(),
                text.callToAction(),
                text.assets(),
                text.sms() == null ? null : text.sms().text(),
                text.reviewed(),
                text.sourceRevision());
    }
}
