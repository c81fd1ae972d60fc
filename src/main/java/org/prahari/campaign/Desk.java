package org.prahari.campaign;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.http.Languages;
import org.prahari.http.Problem;
import org.prahari.store.Change;
import org.prahari.store.Snapshot;

/**
 * The editors' desk and its rules. Draft, review, published, archived: what is published stands still, so that the public
 * never reads a word that a second person has not released; to change it, it is archived first. Every edit makes a draft.
 * A translation of what is published is a proposal first, which a second person approves; the campaign stays on the air.
 * All is done in the transaction of the caller.
 */
public final class Desk {
    private static final int MAX_TRANSLATIONS = 60;
    private final Snapshot<Shelf> shelf;
    private final CampaignSettings settings;
    private final Clock clock;

    public Desk(Snapshot<Shelf> shelf, CampaignSettings settings, Clock clock) {
        this.shelf = shelf;
        this.settings = settings;
        this.clock = clock;
    }

    Campaign create(CampaignDao tx, CampaignRequest request, Viewer viewer) {
        check(request);
        Instant now = now();
        Campaign campaign = request.campaign(
                1,
                viewer.name(),
                1,
                now,
                now,
                Map.of(request.sourceLanguage(), request.text().at(1, now)));
        tx.insert(campaign);
        tx.insertRevision(campaign.slug(), Revision.of(campaign));
        tx.log(change(campaign, Change.Kind.CREATED, viewer));
        return campaign;
    }

    Campaign edit(CampaignDao tx, String slug, String ifMatch, CampaignRequest request, Viewer viewer) {
        check(request);
        return change(tx, slug, ifMatch, viewer, (campaign, at) -> {
            refusePublished(campaign);
            if (!request.slug().equals(slug)) {
                throw Problem.INVALID.at("/slug", "cannot be changed");
            }
            if (!request.sourceLanguage().equals(campaign.sourceLanguage())) {
                throw Problem.INVALID.at("/sourceLanguage", "cannot be changed");
            }
            return campaign.edited(request, viewer.name(), at);
        });
    }

    Campaign translate(
            CampaignDao tx, String slug, String language, String ifMatch, TranslationRequest request, Viewer viewer) {
        if (!Languages.isKnown(language)) {
            throw Problem.parameter("language", "is not a language tag (BCP 47)");
        }
        checkSms("/sms", request);
        return change(tx, slug, ifMatch, viewer, (campaign, at) -> {
            refuseSource(campaign, language);
            if (request.sourceRevision() != null && request.sourceRevision() > campaign.revision()) {
                throw Problem.INVALID.at("/sourceRevision", "is not written yet");
            }
            Set<String> languages = new HashSet<>(campaign.translations().keySet());
            languages.addAll(campaign.proposals().keySet());
            if (languages.add(language) && languages.size() > MAX_TRANSLATIONS) {
                throw Problem.CONFLICT.because("A campaign holds at most " + MAX_TRANSLATIONS + " languages");
            }
            if (campaign.status() == Campaign.Status.PUBLISHED) {
                Translation text = request.proposedAt(campaign.revision(), at);
                return campaign.proposed(language, new Proposal(Proposal.State.DRAFT, viewer.name(), text), at);
            }
            return campaign.translated(language, request.at(campaign.revision(), at), viewer.name(), at);
        });
    }

    void removeTranslation(CampaignDao tx, String slug, String language, String ifMatch, Viewer viewer) {
        var unused = change(tx, slug, ifMatch, viewer, (campaign, at) -> {
            if (campaign.proposals().containsKey(language)) {
                return campaign.proposed(language, null, at);
            }
            if (!campaign.translations().containsKey(language)) {
                throw Problem.NOT_FOUND.because(null);
            }
            refusePublished(campaign);
            refuseSource(campaign, language);
            return campaign.translated(language, null, viewer.name(), at);
        });
    }

    Campaign submitTranslation(CampaignDao tx, String slug, String language, String ifMatch, Viewer viewer) {
        return change(
                tx,
                slug,
                ifMatch,
                viewer,
                (campaign, at) -> campaign.proposed(
                        language,
                        proposal(campaign, language, Proposal.State.DRAFT).in(Proposal.State.REVIEW),
                        at));
    }

    Campaign approveTranslation(CampaignDao tx, String slug, String language, String ifMatch, Viewer viewer) {
        return change(tx, slug, ifMatch, viewer, (campaign, at) -> {
            if (proposal(campaign, language, Proposal.State.REVIEW).translator().equals(viewer.name())) {
                throw Problem.CONFLICT.because("Who translated it cannot approve it");
            }
            return campaign.approved(language, at);
        });
    }

    Campaign rejectTranslation(CampaignDao tx, String slug, String language, String ifMatch, Viewer viewer) {
        return change(
                tx,
                slug,
                ifMatch,
                viewer,
                (campaign, at) -> campaign.proposed(
                        language,
                        proposal(campaign, language, Proposal.State.REVIEW).in(Proposal.State.DRAFT),
                        at));
    }

    private static Proposal proposal(Campaign campaign, String language, Proposal.State state) {
        Proposal proposal = campaign.proposals().get(language);
        if (proposal == null) {
            throw Problem.NOT_FOUND.because(null);
        }
        if (proposal.state() != state) {
            throw Problem.CONFLICT.because("The translation is not in the state this starts from");
        }
        return proposal;
    }

    Campaign submit(CampaignDao tx, String slug, String ifMatch, Viewer viewer) {
        return change(tx, slug, ifMatch, viewer, (campaign, at) -> {
            require(campaign, Campaign.Status.DRAFT);
            return campaign.moved(Campaign.Status.REVIEW, null, null, at);
        });
    }

    Campaign publish(CampaignDao tx, String slug, String ifMatch, Viewer viewer) {
        return change(tx, slug, ifMatch, viewer, (campaign, at) -> {
            require(campaign, Campaign.Status.REVIEW);
            if (campaign.author().equals(viewer.name())) {
                throw Problem.CONFLICT.because("Who edited it last cannot publish it");
            }
            return campaign.moved(Campaign.Status.PUBLISHED, viewer.name(), at, at);
        });
    }

    Campaign giveBack(CampaignDao tx, String slug, String ifMatch, Viewer viewer) {
        return change(tx, slug, ifMatch, viewer, (campaign, at) -> {
            require(campaign, Campaign.Status.REVIEW);
            return campaign.moved(Campaign.Status.DRAFT, null, null, at);
        });
    }

    Campaign archive(CampaignDao tx, String slug, String ifMatch, Viewer viewer) {
        return change(tx, slug, ifMatch, viewer, (campaign, at) -> {
            require(campaign, Campaign.Status.PUBLISHED);
            tx.insertWithdrawal(slug, campaign.version() + 1);
            return campaign.moved(Campaign.Status.ARCHIVED, campaign.publisher(), campaign.publishedAt(), at);
        });
    }

    private Campaign change(
            CampaignDao tx,
            String slug,
            String ifMatch,
            Viewer viewer,
            BiFunction<Campaign, Instant, Campaign> change) {
        Campaign campaign = tx.find(slug).orElseThrow(() -> Problem.NOT_FOUND.because(null));
        int unused = Conditional.version(ifMatch, campaign.version());
        Campaign next = change.apply(campaign, now());
        if (tx.update(next) == 0) {
            throw Problem.PRECONDITION_FAILED.because(null);
        }
        if (next.revision() > campaign.revision()) {
            tx.insertRevision(slug, Revision.of(next));
        }
        tx.log(change(next, Change.Kind.UPDATED, viewer));
        return next;
    }

    private void checkSms(String pointer, TranslationRequest request) {
        if (request.sms() != null && Sms.of(request.sms()).segments() > settings.smsSegments()) {
            throw Problem.INVALID.at(pointer, "takes more than " + settings.smsSegments() + " segments");
        }
    }

    private void check(CampaignRequest request) {
        checkSms("/text/sms", request.text());
        List<Problem.Fault> faults = request.faults();
        if (!faults.isEmpty()) {
            throw Problem.INVALID.because(null, faults.toArray(new Problem.Fault[0]));
        }
        List<Problem.Fault> unknown = shelf.value().unknown(request);
        if (!unknown.isEmpty()) {
            throw Problem.UNKNOWN_REFERENCE.because(null, unknown.toArray(new Problem.Fault[0]));
        }
    }

    private static void refusePublished(Campaign campaign) {
        if (campaign.status() == Campaign.Status.PUBLISHED) {
            throw Problem.CONFLICT.because("What is published stands still; archive it to change it");
        }
    }

    private static void refuseSource(Campaign campaign, String language) {
        if (language.equals(campaign.sourceLanguage())) {
            throw Problem.CONFLICT.because("This is the source text; it is changed with the campaign itself");
        }
    }

    private static void require(Campaign campaign, Campaign.Status status) {
        if (campaign.status() != status) {
            throw Problem.CONFLICT.because("The campaign is not in the state this starts from");
        }
    }

    private Change change(Campaign campaign, Change.Kind kind, Viewer viewer) {
        return Change.of("campaign", campaign.slug(), campaign.version(), kind, viewer.name(), campaign.updatedAt());
    }

    /** As exact as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
