package org.prahari.offer;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.prahari.access.Viewer;
import org.prahari.allocation.ResultDao;
import org.prahari.allocation.Round;
import org.prahari.http.Problem;
import org.prahari.matching.Recheck;
import org.prahari.store.Change;
import org.prahari.store.Ids;

/**
 * What may become of offers. Each step is one transaction, which locks trainees and then gaps before it looks at them, so
 * that no two steps believe in the same seat or the same person.
 */
public final class Offers {
    /** Faults that a refusal names; it counts the others. */
    private static final int NAMED = 100;

    private final Effects effects;
    private final Clock clock;

    /** @param clock tells the business day, in its zone */
    public Offers(Effects effects, Clock clock) {
        this.effects = effects;
        this.clock = clock;
    }

    Clock clock() {
        return clock;
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    /** Makes offers of all that a round found for a department's gaps, or of nothing. */
    Applied apply(OfferDao tx, Viewer viewer, Round round, ResultDao.Findings found, Applied applied) {
        List<ResultDao.Seated> seated = found.seated();
        List<UUID> trainees =
                seated.stream().map(ResultDao.Seated::trainee).sorted().toList();
        Map<UUID, Integer> seats =
                seated.stream().collect(groupingBy(ResultDao.Seated::gap, TreeMap::new, summingInt(one -> 1)));
        effects.lock(tx, trainees, List.copyOf(seats.keySet()));
        if (tx.isApplied(viewer, round.id(), applied.department())) {
            throw Problem.CONFLICT.because("What the round found for this department is offered already");
        }
        refuse(faults(tx, round, found));
        Instant now = applied.appliedAt();
        List<Change> changes = new ArrayList<>(effects.trainees(tx, viewer, trainees, Effects.Move.OFFER, now));
        changes.addAll(effects.seats(tx, viewer, seats, Effects.Move.OFFER, now));
        List<Offer> offers = seated.stream()
                .map(one -> new Offer(
                        Ids.next(),
                        round.id(),
                        applied.department(),
                        one.gap(),
                        one.trainee(),
                        one.department(),
                        one.score(),
                        Offer.State.OFFERED,
                        applied.answerBy(),
                        1,
                        now,
                        null))
                .toList();
        tx.insertApplied(viewer, applied, viewer.name());
        tx.insert(viewer, offers, viewer.name());
        offers.forEach(offer -> changes.addAll(told(viewer, offer, Change.Kind.CREATED, now)));
        tx.logAll(changes);
        return applied;
    }

    private List<Problem.Fault> faults(OfferDao tx, Round round, ResultDao.Findings found) {
        LocalDate day = round.date().isAfter(today()) ? round.date() : today();
        List<Recheck.Pair> pairs = found.seated().stream()
                .map(one -> new Recheck.Pair(one.trainee(), one.gap()))
                .toList();
        Recheck recheck = new Recheck(tx.matching(), pairs, day);
        List<Problem.Fault> faults = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            int person = found.seated().get(i).person();
            recheck.fault(pairs.get(i)).ifPresent(code -> faults.add(fault("/assignments/" + person, code)));
        }
        Map<UUID, Long> there = found.seated().stream().collect(groupingBy(ResultDao.Seated::gap, counting()));
        // Whoever was erased is no longer among those seated.
        found.filled().stream()
                .filter(gap -> there.getOrDefault(gap.gap(), 0L) < gap.filled())
                .forEach(gap -> faults.add(fault("/gaps/" + gap.gap(), "trainee-gone")));
        return faults;
    }

    private static Problem.Fault fault(String pointer, String code) {
        String detail = switch (code) {
            case "trainee-gone" -> "the trainee is no longer there";
            case "gap-gone" -> "the gap is no longer there";
            case "seats" -> "the gap has fewer seats left";
            default -> "the rule '" + code + "' is no longer met";
        };
        return new Problem.Fault(pointer, detail, code);
    }

    private static void refuse(List<Problem.Fault> faults) {
        if (!faults.isEmpty()) {
            throw Problem.CONFLICT.because(
                    "Nothing was offered: " + faults.size()
                            + " of the assignments have changed since the round; start another",
                    faults.stream().limit(NAMED).toArray(Problem.Fault[]::new));
        }
    }

    /**
     * Decides on an offer as it was read.
     *
     * @throws jakarta.ws.rs.WebApplicationException 409 if its state, its day or what it rests on does not allow that
     */
    Offer decide(OfferDao tx, Viewer viewer, Offer offer, Offer.State to) {
        boolean open = offer.state() == Offer.State.OFFERED;
        boolean left = offer.state() == Offer.State.ACCEPTED && to == Offer.State.WITHDRAWN;
        if (!open && !left) {
            throw Problem.CONFLICT.because("The offer is no longer open");
        }
        lock(tx, offer);
        if (to == Offer.State.ACCEPTED) {
            if (offer.answerBy().isBefore(today())) {
                throw Problem.CONFLICT.because("The last day to accept is over");
            }
            if (isUnfounded(tx, offer, "offered")) {
                throw Problem.CONFLICT.because("The offer no longer stands: consent, status or gap have changed");
            }
        }
        Effects.Move move =
                to == Offer.State.ACCEPTED ? Effects.Move.ACCEPT : open ? Effects.Move.RELEASE : Effects.Move.LEAVE;
        return end(tx, viewer, offer, to, move).orElseThrow(() -> Problem.PRECONDITION_FAILED.because(null));
    }

    /** Ends an open offer if its day is over or it has lost its grounds. */
    void sweep(OfferDao tx, Viewer viewer, UUID id) {
        tx.find(viewer, id)
                .filter(offer -> offer.state() == Offer.State.OFFERED)
                .ifPresent(offer -> {
                    lock(tx, offer);
                    boolean expired = offer.answerBy().isBefore(today());
                    if (expired || isUnfounded(tx, offer, "offered")) {
                        Offer.State to = expired ? Offer.State.EXPIRED : Offer.State.WITHDRAWN;
                        var unused = end(tx, viewer, offer, to, Effects.Move.RELEASE);
                    }
                });
    }

    /** Whether what an offer rests on is no longer as it must be. */
    static boolean isUnfounded(OfferDao tx, Offer offer, String status) {
        return tx.isUnfounded(Viewer.system("offer"), offer.id(), status);
    }

    private void lock(OfferDao tx, Offer offer) {
        effects.lock(tx, offer.trainee() == null ? List.of() : List.of(offer.trainee()), List.of(offer.gap()));
    }

    private Optional<Offer> end(OfferDao tx, Viewer viewer, Offer offer, Offer.State to, Effects.Move move) {
        Instant now = clock.instant();
        if (tx.decide(viewer, offer.id(), offer.version(), to, now) == 0) {
            return Optional.empty();
        }
        Offer decided = offer.decided(to, now);
        List<Change> changes = new ArrayList<>();
        if (offer.trainee() != null) {
            changes.addAll(effects.trainees(tx, viewer, List.of(offer.trainee()), move, now));
        }
        changes.addAll(effects.seats(tx, viewer, Map.of(offer.gap(), 1), move, now));
        changes.addAll(told(viewer, decided, Change.Kind.UPDATED, now));
        tx.logAll(changes);
        return Optional.of(decided);
    }

    /** Takes a trainee who is about to be erased, and whose row is locked, out of all offers; counts them. */
    public int forget(OfferDao tx, UUID trainee) {
        Viewer erasure = Viewer.system("erasure");
        List<Offer> offers = tx.listOf(erasure, trainee);
        offers.stream().filter(offer -> offer.state() == Offer.State.OFFERED).forEach(offer -> {
            var unused = end(tx, erasure, offer, Offer.State.WITHDRAWN, Effects.Move.RELEASE);
        });
        return tx.forget(erasure, trainee);
    }

    /** Both departments are told. */
    private static List<Change> told(Viewer viewer, Offer offer, Change.Kind kind, Instant now) {
        return Stream.of(offer.department(), offer.traineeDepartment())
                .distinct()
                .map(department -> Change.of("offer", offer.id(), offer.version(), kind, viewer.name(), now)
                        .in(department))
                .toList();
    }
}
