package org.prahari.campaign;

import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.http.Languages;
import org.prahari.http.Problem;
import org.prahari.http.RowOutcome;
import org.prahari.store.Change;

/**
 * Writes many translations at once, by the rules of the {@link Desk}: a campaign that is not on the air becomes a draft
 * with them; of one that is, they become proposals that wait for a second person. What another has proposed is left alone.
 * All rows of a campaign make one change.
 */
public final class TranslationBatch {
    private final Desk desk;

    public TranslationBatch(Desk desk) {
        this.desk = desk;
    }

    /** A campaign as it was read, and what has become of it. */
    private record Work(Campaign before, Campaign after) {}

    /**
     * @param rows no two of the same campaign and language
     * @throws WebApplicationException 412 if one of the campaigns has changed meanwhile: then nothing may stay
     */
    public List<RowOutcome> write(CampaignDao tx, Viewer viewer, List<TranslationUpload> rows, Instant now) {
        Map<String, Optional<Work>> works = new LinkedHashMap<>();
        List<RowOutcome> outcomes = new ArrayList<>();
        for (TranslationUpload row : rows) {
            Optional<Work> work = works.computeIfAbsent(
                    row.slug(), slug -> tx.find(slug).map(campaign -> new Work(campaign, campaign)));
            try {
                Campaign campaign = work.orElseThrow(
                                () -> Problem.UNKNOWN_REFERENCE.at("/slug", "is not a campaign known here"))
                        .after();
                check(campaign, row, viewer);
                if (isThere(campaign, row)) {
                    outcomes.add(RowOutcome.UNCHANGED);
                    continue;
                }
                Campaign next =
                        desk.translated(campaign, row.language(), row.text(), Proposal.State.REVIEW, viewer, now);
                works.put(row.slug(), Optional.of(new Work(work.get().before(), next)));
                outcomes.add(holds(campaign, row.language()) ? RowOutcome.UPDATED : RowOutcome.CREATED);
            } catch (WebApplicationException e) {
                outcomes.add(RowOutcome.failed(e));
            }
        }
        tx.logAll(works.values().stream()
                .flatMap(Optional::stream)
                .filter(work -> work.after().version() > work.before().version())
                .map(work -> store(tx, work, viewer))
                .toList());
        return outcomes;
    }

    private void check(Campaign campaign, TranslationUpload row, Viewer viewer) {
        if (!Languages.isKnown(row.language())) {
            throw Problem.INVALID.at("/language", "is not a language tag (BCP 47)");
        }
        if (row.language().equals(campaign.sourceLanguage()) && !isThere(campaign, row)) {
            throw Problem.CONFLICT.at(
                    "/language", "is that of the source text, which is changed with the campaign itself");
        }
        desk.checkSms("/sms", row.text());
        Proposal proposal = campaign.proposals().get(row.language());
        if (proposal != null
                && !proposal.translator().equals(viewer.name())
                && !row.text().says(proposal.text())) {
            throw Problem.CONFLICT.at("/language", "has another's translation that waits for approval");
        }
    }

    /** Whether there is nothing to do: the text is on the campaign as the row has it, or waits for a second person. */
    private static boolean isThere(Campaign campaign, TranslationUpload row) {
        Proposal proposal = campaign.proposals().get(row.language());
        if (proposal != null) {
            return proposal.state() == Proposal.State.REVIEW && row.text().says(proposal.text());
        }
        Translation text = campaign.translations().get(row.language());
        return text != null
                && row.text().says(text)
                && (row.text().sourceRevision() == null || row.text().sourceRevision() == text.sourceRevision())
                && (row.text().reviewed() == null || row.text().reviewed() == text.reviewed());
    }

    private static boolean holds(Campaign campaign, String language) {
        return campaign.translations().containsKey(language)
                || campaign.proposals().containsKey(language);
    }

    private static Change store(CampaignDao tx, Work work, Viewer viewer) {
        Campaign next = work.after();
        Conditional.met(tx.update(next, work.before().version()));
        return Change.of("campaign", next.slug(), next.version(), Change.Kind.UPDATED, viewer.name(), next.updatedAt());
    }
}
