package org.prahari.app;

import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.prahari.access.Viewer;
import org.prahari.allocation.ResultDao;
import org.prahari.allocation.RoundDao;
import org.prahari.gap.SeatDao;
import org.prahari.offer.ApplyResource;
import org.prahari.offer.Effects;
import org.prahari.offer.FhirOfferResource;
import org.prahari.offer.OfferDao;
import org.prahari.offer.OfferResource;
import org.prahari.offer.OfferSweep;
import org.prahari.offer.Offers;
import org.prahari.offer.Practitioner;
import org.prahari.store.Change;
import org.prahari.trainee.Export;
import org.prahari.trainee.IdentityCipher;
import org.prahari.trainee.IdentityDao;
import org.prahari.trainee.PlacementDao;
import org.prahari.trainee.Trainee;
import org.prahari.trainee.TraineeDao;

/** Joins offers with the trainees and gaps that they change, and people's exports with what rounds and offers keep of them. */
final class Placements implements Effects, Export.Elsewhere {
    /** Rows named in one statement. */
    private static final int NAMED = 1000;

    static void register(Environment environment, Jdbi jdbi, IdentityCipher cipher, Clock clock) {
        var offers = new Offers(new Placements(), clock);
        OfferDao dao = jdbi.onDemand(OfferDao.class);
        environment.lifecycle().manage(new OfferSweep(dao, offers));
        environment
                .jersey()
                .register(new OfferResource(
                        dao,
                        offers,
                        (tx, viewer, trainee) -> tx(tx, IdentityDao.class)
                                .find(cipher, everywhere(viewer), trainee)
                                .orElse(null)));
        environment
                .jersey()
                .register(new FhirOfferResource(
                        dao,
                        (tx, viewer, trainee) -> tx(tx, IdentityDao.class)
                                .find(cipher, everywhere(viewer), trainee)
                                .map(one -> Practitioner.named(trainee, one.name(), one.email(), one.phone()))
                                .orElse(null),
                        clock));
        environment
                .jersey()
                .register(
                        new ApplyResource(dao, jdbi.onDemand(RoundDao.class), jdbi.onDemand(ResultDao.class), offers));
    }

    @Override
    public void lock(OfferDao tx, List<UUID> trainees, List<UUID> gaps) {
        Viewer all = Viewer.system("offer");
        batches(trainees, ids -> tx(tx, PlacementDao.class).lock(all, ids));
        batches(gaps, ids -> tx(tx, SeatDao.class).lock(all, ids));
    }

    @Override
    public List<Change> trainees(OfferDao tx, Viewer viewer, List<UUID> trainees, Move move, Instant now) {
        Trainee.Status from = move == Move.OFFER
                ? Trainee.Status.AVAILABLE
                : move == Move.LEAVE ? Trainee.Status.PLACED : Trainee.Status.OFFERED;
        Trainee.Status to = move == Move.OFFER
                ? Trainee.Status.OFFERED
                : move == Move.ACCEPT ? Trainee.Status.PLACED : Trainee.Status.AVAILABLE;
        List<Change> changes = new ArrayList<>();
        batches(
                trainees,
                ids -> changes.addAll(tx(tx, PlacementDao.class).move(everywhere(viewer), ids, from, to, now)));
        return changes;
    }

    @Override
    public List<Change> seats(OfferDao tx, Viewer viewer, Map<UUID, Integer> seats, Move move, Instant now) {
        int held = move == Move.OFFER ? 1 : move == Move.LEAVE ? 0 : -1;
        int filled = move == Move.ACCEPT ? 1 : move == Move.LEAVE ? -1 : 0;
        List<Change> changes = new ArrayList<>();
        batches(
                List.copyOf(seats.keySet()),
                ids -> changes.addAll(tx(tx, SeatDao.class).shift(everywhere(viewer), ids, seats, held, filled, now)));
        return changes;
    }

    @Override
    public List<?> assignments(TraineeDao tx, UUID trainee) {
        return tx.getHandle().attach(ResultDao.class).listSeats(trainee);
    }

    @Override
    public List<?> offers(TraineeDao tx, UUID trainee) {
        return tx.getHandle().attach(OfferDao.class).listOf(Viewer.system("export"), trainee);
    }

    private static <D> D tx(OfferDao tx, Class<D> dao) {
        return tx.getHandle().attach(dao);
    }

    private static Viewer everywhere(Viewer viewer) {
        return Viewer.system(viewer.name());
    }

    private static void batches(List<UUID> ids, Consumer<List<UUID>> work) {
        for (int from = 0; from < ids.size(); from += NAMED) {
            work.accept(ids.subList(from, Math.min(ids.size(), from + NAMED)));
        }
    }
}
