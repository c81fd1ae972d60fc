package org.prahari.campaign;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.prahari.http.Cursor;
import org.prahari.http.Problem;
import org.prahari.store.Snapshot;

/**
 * Brings apps in step with the published campaigns, whichever node they ask and wherever they were before.
 *
 * <p>A state is a place in the log and a moment. The moment moves in steps of half an hour, or when a campaign comes or goes
 * by the clock in between, so that all nodes give the same bytes meanwhile; it never lies before the one a token was made at.
 */
public final class Sync {
    private static final int STEP_SECONDS = 1800;
    private static final Duration CLOCKS_APART = Duration.ofHours(1);
    private static final int CACHED_ITEMS = 50_000;
    private final Snapshot<Ledger> ledgers;
    private final Cursor cursor;
    private final ObjectMapper mapper;
    private final OfflineSettings settings;
    private final Clock clock;
    private final Object catchingUp = new Object();
    private final Cache<Key, CampaignSet> sets = Caffeine.newBuilder()
            .maximumWeight(CACHED_ITEMS)
            .weigher((Key key, CampaignSet set) -> 1 + set.items().size())
            .build();

    private record Key(Selection selection, Mark mark) {}

    public Sync(Snapshot<Ledger> ledgers, Cursor cursor, ObjectMapper mapper, OfflineSettings settings, Clock clock) {
        this.ledgers = ledgers;
        this.cursor = cursor;
        this.mapper = mapper;
        this.settings = settings;
        this.clock = clock;
    }

    /** A set with all that is needed to go on from it. */
    record State(Ledger ledger, Selection selection, Mark mark, CampaignSet set) {
        List<Delta.Step> since(Mark base) {
            return new Delta(base, ledger, selection, mark, set).steps();
        }
    }

    SyncAnswer answer(Selection selection, String since, int limit) {
        SyncToken token = since == null ? SyncToken.START : open(selection, since);
        State now = state(selection, token.reached());
        List<Delta.Step> left = now.since(token.base()).stream()
                .filter(step -> step.position().compareTo(token.after()) > 0)
                .toList();
        List<Delta.Step> page = left.subList(0, Math.min(limit, left.size()));
        Mark first = token.first() == null ? now.mark() : token.first();
        if (page.size() < left.size()) {
            String after = page.get(page.size() - 1).position();
            return answer(page, seal(new SyncToken(token.base(), first, now.mark(), after), selection), null);
        }
        // What was sent in earlier pages may have changed meanwhile: then one more round, from where they began.
        boolean complete = first.equals(now.mark()) || now.since(first).isEmpty();
        return answer(
                page,
                seal(new SyncToken(complete ? now.mark() : first, null, now.mark(), ""), selection),
                complete ? now.set() : null);
    }

    private static SyncAnswer answer(List<Delta.Step> steps, String next, CampaignSet complete) {
        return new SyncAnswer(
                steps.stream()
                        .map(Delta.Step::item)
                        .filter(Objects::nonNull)
                        .map(CampaignSet.Item::edition)
                        .toList(),
                steps.stream()
                        .filter(step -> step.item() == null)
                        .map(Delta.Step::slug)
                        .toList(),
                next,
                complete != null,
                complete == null ? null : complete.items().size(),
                complete == null ? null : complete.hash());
    }

    String seal(SyncToken token, Selection selection) {
        return token.seal(cursor, selection);
    }

    private SyncToken open(Selection selection, String since) {
        SyncToken token = SyncToken.open(since, cursor, selection)
                .orElseThrow(() ->
                        Problem.parameter("since", "is not a token of this language, this region and these audiences"));
        Instant now = clock.instant();
        if (token.oldest().at().isBefore(now.minus(Duration.ofDays(settings.tokenDays())))) {
            throw Problem.GONE.because("The token is older than " + settings.tokenDays() + " days. " + startAgain());
        }
        if (token.reached().at().isAfter(now.plus(CLOCKS_APART))) {
            throw Problem.GONE.because("The token was made by a clock that was fast. " + startAgain());
        }
        return token;
    }

    private static String startAgain() {
        return "Start again without since, or from a bundle, and drop what that does not hold";
    }

    /** The state now, which is not older than that one. */
    State state(Selection selection, Mark notBefore) {
        Ledger ledger = notBefore == null ? ledgers.value() : reaching(notBefore.sequence());
        selection.check(ledger.shelf());
        Mark mark = new Mark(ledger.sequence(), moment(ledger.shelf(), notBefore));
        CampaignSet set = sets.get(new Key(selection, mark), key -> CampaignSet.of(ledger, selection, mark, mapper));
        return new State(ledger, selection, mark, set);
    }

    private Instant moment(Shelf shelf, Mark notBefore) {
        Instant now = clock.instant();
        Instant moment = Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), STEP_SECONDS) * STEP_SECONDS);
        for (Shelf.Published published : shelf.campaigns()) {
            Campaign.Window window = published.campaign().window();
            if (window != null) {
                moment = later(moment, window.publishAt(), now);
                moment = later(moment, window.expiresAt(), now);
            }
        }
        return notBefore != null && notBefore.at().isAfter(moment) ? notBefore.at() : moment;
    }

    private static Instant later(Instant moment, Instant edge, Instant now) {
        return edge != null && edge.isAfter(moment) && !edge.isAfter(now) ? edge : moment;
    }

    /** Another node may have told the app more than this one knows yet. */
    private Ledger reaching(long sequence) {
        Ledger ledger = ledgers.value();
        if (ledger.sequence() >= sequence) {
            return ledger;
        }
        synchronized (catchingUp) {
            ledger = ledgers.value();
            if (ledger.sequence() >= sequence) {
                return ledger;
            }
            try {
                ledgers.refresh();
            } catch (RuntimeException e) {
                throw Problem.UNAVAILABLE.because("This node does not know yet what the token tells of");
            }
            ledger = ledgers.value();
        }
        if (ledger.sequence() < sequence) {
            throw Problem.GONE.because("The log was set back to an older state. " + startAgain());
        }
        return ledger;
    }
}
