package org.prahari.campaign;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.prahari.http.Languages;
import org.prahari.http.Problem;

/**
 * Which campaigns an app keeps, and in which language.
 *
 * @param region where its reader is, or null for the campaigns of all regions
 * @param audiences any of them; all if there is none
 */
record Selection(String language, String region, SortedSet<String> audiences) {
    Selection {
        audiences = Collections.unmodifiableSortedSet(new TreeSet<>(audiences));
    }

    static Selection of(String language) {
        return new Selection(language, null, new TreeSet<>());
    }

    void check(Shelf shelf) {
        if (!Languages.isKnown(language)) {
            throw Problem.parameter("language", "must be a language tag (BCP 47)");
        }
        if (region != null && !shelf.regions().containsKey(region)) {
            throw Problem.parameter("region", "is not the code of a region (ISO 3166-2)");
        }
        for (String audience : audiences) {
            if (!shelf.knows(Term.Kind.AUDIENCE, audience)) {
                throw Problem.parameter("audience", "is not one of the audiences there are");
            }
        }
    }

    /** What a token is good for. */
    String binding() {
        return "campaigns/sync " + language + " " + region + " " + audiences;
    }

    LanguageChoice choice(Shelf shelf) {
        return new LanguageChoice(
                language, null, region == null ? List.of() : shelf.regions().get(region));
    }

    boolean concerns(Campaign campaign) {
        return (region == null || campaign.concerns(region))
                && (audiences.isEmpty() || !Collections.disjoint(audiences, campaign.audiences()));
    }

    /** Whether a published campaign is in the set at that moment. */
    boolean holds(Campaign campaign, Instant at) {
        return concerns(campaign) && campaign.isOnAir(at) && campaign.isShown(day(at));
    }

    static boolean isOver(Campaign campaign, Instant at) {
        Campaign.Window window = campaign.window();
        return window != null
                && ((window.expiresAt() != null && !at.isBefore(window.expiresAt()))
                        || (window.ends() != null && day(at).isAfter(window.ends())));
    }

    static boolean hasBegun(Campaign campaign, Instant at) {
        Campaign.Window window = campaign.window();
        return window == null || window.publishAt() == null || !at.isBefore(window.publishAt());
    }

    static LocalDate day(Instant at) {
        return CampaignFilter.day(at);
    }
}
