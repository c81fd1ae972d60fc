package org.prahari.allocation;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.prahari.access.Viewer;
import org.prahari.matching.Pool;
import org.prahari.store.Change;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Solves a round: reads it, computes without a connection, and writes what it found in one transaction, unless the round was
 * cancelled or another node has taken it over meanwhile. May be run any number of times.
 */
public final class RoundJob {
    public static final String NAME = "allocation";
    private static final Logger LOG = LoggerFactory.getLogger(RoundJob.class);
    private static final Viewer ROUNDS = Viewer.system("allocation");
    private static final long TOLD_EVERY_NANOS = Duration.ofMillis(300).toNanos();
    private static final int BATCH = 2000;

    private final RoundDao dao;
    private final Supplier<Pool> pool;
    private final Markets markets;
    private final ProofWriter proofs;
    private final BooleanSupplier stopping;
    private final Duration limit;
    private final Clock clock;

    /**
     * @param pool the pool as it is when the job begins
     * @param markets where what was solved is kept open for a while
     * @param stopping whether the node is about to stop
     * @param limit how long a round is solved
     */
    public RoundJob(
            RoundDao dao,
            Supplier<Pool> pool,
            Markets markets,
            com.fasterxml.jackson.databind.ObjectMapper mapper,
            BooleanSupplier stopping,
            Duration limit,
            Clock clock) {
        this.dao = dao;
        this.pool = pool;
        this.markets = markets;
        this.proofs = new ProofWriter(mapper, markets.weights());
        this.stopping = stopping;
        this.limit = limit;
        this.clock = clock;
    }

    /** @throws IllegalStateException if the node stops before it is done: then it is for another node */
    public void run(String id) {
        UUID round = UUID.fromString(id);
        if (dao.begin(round, clock.instant()) == 0) {
            return;
        }
        int attempt = dao.attempt(round);
        Watch watch = new Watch(round, attempt);
        Outcome outcome;
        try {
            Round asked = dao.find(ROUNDS, round).orElseThrow();
            outcome = new Solving(asked, pool.get(), markets, proofs, watch).solve(limit);
        } catch (ArithmeticException | IllegalArgumentException e) {
            LOG.error("Round {} cannot be solved", id, e);
            outcome = Outcome.failed("The round is beyond what can be solved");
        }
        if (stopping.getAsBoolean()) {
            throw new IllegalStateException("The node stops before round " + id + " is solved");
        }
        if (watch.goesOn) {
            write(round, attempt, outcome);
        }
    }

    private void write(UUID id, int attempt, Outcome outcome) {
        dao.useTransaction(tx -> {
            // First, so that whoever cancels waits, and the rows are written for one attempt alone.
            if (tx.finish(id, attempt, outcome.state(), outcome.totals(), clock.instant()) == 0) {
                return;
            }
            for (int from = 0; from < outcome.gaps().size(); from += BATCH) {
                tx.insertGaps(
                        id,
                        outcome.gaps()
                                .subList(
                                        from,
                                        Math.min(from + BATCH, outcome.gaps().size())));
            }
            for (int from = 0; from < outcome.people().size(); from += BATCH) {
                tx.insertPeople(
                        id,
                        outcome.people()
                                .subList(
                                        from,
                                        Math.min(from + BATCH, outcome.people().size())));
            }
            for (int part = 0; part < outcome.proof().size(); part++) {
                tx.insertProof(
                        id, part, outcome.proof().get(part), outcome.proof().size());
            }
            tx.forgetErased(ROUNDS, id);
            Round done = tx.find(ROUNDS, id).orElseThrow();
            tx.tell(ROUNDS, done, done.version(), Change.Kind.UPDATED, clock.instant());
        });
    }

    /** Tells the round how far it is, a few times a second, and learns thereby whether it is still wanted. */
    private final class Watch implements Solving.Progress {
        private final UUID round;
        private final int attempt;
        private final AtomicLong told = new AtomicLong(System.nanoTime());
        private volatile boolean goesOn = true;

        Watch(UUID round, int attempt) {
            this.round = round;
            this.attempt = attempt;
        }

        @Override
        public boolean at(Round.Stage stage, long done, long total) {
            long last = told.get();
            if (System.nanoTime() - last > TOLD_EVERY_NANOS && told.compareAndSet(last, System.nanoTime())) {
                try {
                    goesOn = goesOn && dao.advance(round, attempt, stage, done, total) > 0;
                } catch (RuntimeException e) {
                    LOG.warn("How far round {} is could not be told: {}", round, e.getMessage());
                }
            }
            return goesOn && !stopping.getAsBoolean();
        }
    }
}
