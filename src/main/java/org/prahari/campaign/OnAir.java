package org.prahari.campaign;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.prahari.http.Problem;
import org.prahari.store.Snapshot;

/**
 * What is on the air now. It is made anew when the log has moved, when a campaign comes or goes by the clock, and when a day
 * begins in India; in between, all readers get the very same {@link Moment}, and whoever has made an answer of it knows
 * by that whether it still holds. Moments follow one another and none comes back.
 */
public final class OnAir {
    private static final int REMEMBERED = 64;
    private final Snapshot<Shelf> snapshot;
    private final Clock clock;
    private volatile Moment last;

    /** A stretch of time in which nothing on the shelf changes. */
    static final class Moment {
        private final long number;
        private final Shelf source;
        private final Shelf shelf;
        private final Map<String, Shelf.Published> bySlug;
        private final LocalDate day;
        private final Instant from;
        private final Instant until;
        private final List<List<Campaign>> steps;
        private volatile ShelfIndex index;

        /** @param before the moment before, or null for the first */
        private Moment(Moment before, Shelf source, Instant from) {
            this.number = before == null ? 0 : before.number + 1;
            this.source = source;
            this.shelf = source.at(from);
            this.bySlug = shelf.campaigns().stream()
                    .collect(Collectors.toMap(published -> published.campaign().slug(), Function.identity()));
            this.day = CampaignFilter.day(from);
            this.from = from;
            this.until = source.edge(from, CampaignFilter.end(day));
            this.steps = before == null ? List.of() : before.stepsTo(this);
        }

        /** Which of all moments it is; later ones have greater numbers. */
        long number() {
            return number;
        }

        /** What is on the air. */
        Shelf shelf() {
            return shelf;
        }

        /** Made when it is first asked for; twice at worst. */
        ShelfIndex index() {
            ShelfIndex made = index;
            if (made == null) {
                made = new ShelfIndex(shelf.campaigns());
                index = made;
            }
            return made;
        }

        /** The day in India. */
        LocalDate day() {
            return day;
        }

        Shelf.Published get(String slug) {
            Shelf.Published published = bySlug.get(slug);
            if (published == null) {
                throw Problem.NOT_FOUND.because(null);
            }
            return published;
        }

        /** Whether it is known that what was so at an earlier moment is so still, if only such campaigns can change it. */
        boolean keeps(long earlier, Predicate<Campaign> matters) {
            long passed = number - earlier;
            return passed >= 0
                    && passed <= steps.size()
                    && steps.subList(0, (int) passed).stream()
                            .flatMap(List::stream)
                            .noneMatch(matters);
        }

        /** A shelf is another one as soon as it was made anew; to compare what it holds would take too long. */
        @SuppressWarnings("ReferenceEquality")
        private boolean holds(Shelf held, Instant now) {
            return held == source && !now.isBefore(from) && now.isBefore(until);
        }

        /** What has changed in each step, the last one first; none that cannot be told by campaign, nor those before. */
        private List<List<Campaign>> stepsTo(Moment next) {
            if (!next.day.equals(day)
                    || !next.shelf.terms().equals(shelf.terms())
                    || !next.shelf.regions().equals(shelf.regions())) {
                return List.of();
            }
            List<List<Campaign>> all = new ArrayList<>();
            all.add(changed(shelf, next.shelf));
            all.addAll(steps.subList(0, Math.min(steps.size(), REMEMBERED - 1)));
            return List.copyOf(all);
        }
    }

    public OnAir(Snapshot<Shelf> snapshot, Clock clock) {
        this.snapshot = snapshot;
        this.clock = clock;
    }

    /** The moment that is now; may look at the database. */
    Moment now() {
        Shelf source = snapshot.value();
        Moment moment = last;
        return moment != null && moment.holds(source, clock.instant()) ? moment : next();
    }

    /** The same if it can be had without waiting, else null. */
    Moment ready() {
        Moment moment = last;
        return moment != null && moment.holds(snapshot.ready(), clock.instant()) ? moment : null;
    }

    private synchronized Moment next() {
        // Not the caller's: another thread may have gone on to a newer one since.
        Shelf source = snapshot.latest();
        Instant now = clock.instant();
        Moment moment = last;
        if (moment == null || !moment.holds(source, now)) {
            moment = new Moment(moment, source, now);
            last = moment;
        }
        return moment;
    }

    /** Whether no other moment has been seen since that one. */
    boolean isLast(Moment moment) {
        return last == moment;
    }

    /** Each campaign that is another or in one of them only: as it was and as it is. */
    private static List<Campaign> changed(Shelf before, Shelf after) {
        IdentityHashMap<Shelf.Published, Boolean> kept = new IdentityHashMap<>();
        after.campaigns().forEach(published -> kept.put(published, false));
        List<Campaign> changed = new ArrayList<>();
        for (Shelf.Published published : before.campaigns()) {
            if (kept.replace(published, true) == null) {
                changed.add(published.campaign());
            }
        }
        kept.forEach((published, both) -> {
            if (!both) {
                changed.add(published.campaign());
            }
        });
        return changed;
    }
}
