package org.prahari.allocation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.prahari.assignment.Control;
import org.prahari.assignment.Market;
import org.prahari.assignment.Solver;
import org.prahari.http.Problem;
import org.prahari.matching.Instance;
import org.prahari.matching.Pool;

/**
 * The markets of the rounds that were tried last, kept open on this node in a bounded part of the heap. A market is the
 * round's departments and roles over the pool as it is: who has withdrawn consent or was erased since takes no part. When
 * the pool has moved in what matters to it, it is opened anew; the pool of the round's day gives the round's own allocation.
 *
 * <p>One is used at a time: whoever comes later waits for a while, so that trying things out leaves the node its processors.
 */
public final class Markets {
    /** How many trainees may join a market. */
    static final int ROOM = 100;

    private static final int HEAP_SHARE = 4;
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final long WAIT_SECONDS = 20;
    /** How many may wait: they keep threads of the server. */
    private static final int WAITING = 8;

    private static final Duration OPENING = Duration.ofSeconds(60);
    private static final int THREADS =
            Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors()));

    private final Supplier<Pool> pool;
    private final PriorityWeights weights;
    private final Clock clock;
    private final Semaphore turn = new Semaphore(1, true);
    private final Cache<UUID, OpenMarket> open = Caffeine.newBuilder()
            .maximumWeight(Runtime.getRuntime().maxMemory() / HEAP_SHARE / OpenMarket.UNIT)
            .weigher((UUID round, OpenMarket market) -> market.units())
            .expireAfterAccess(IDLE)
            .build();

    /** @param clock tells the business day, in its zone */
    public Markets(Supplier<Pool> pool, PriorityWeights weights, Clock clock) {
        this.pool = pool;
        this.weights = weights;
        this.clock = clock;
    }

    PriorityWeights weights() {
        return weights;
    }

    /** Keeps the market that a round's solve has cleared; it must be weighed by {@link #problem}. */
    void keep(Round round, Pool solved, Instance instance, Market market) {
        open.put(round.id(), new OpenMarket(solved, round.date(), instance, market, weights));
    }

    /** What a round is solved from, so that its market can be kept. */
    org.prahari.assignment.Problem problem(Instance instance) {
        return weights.of(instance.problem()).withRoom(ROOM);
    }

    /** Works with a round's market, which nobody else uses meanwhile. */
    <T> T in(Round round, Function<OpenMarket, T> work) {
        await();
        try {
            return work.apply(market(round));
        } finally {
            turn.release();
        }
    }

    private void await() {
        boolean mine;
        try {
            mine = turn.getQueueLength() < WAITING && turn.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            mine = false;
        }
        if (!mine) {
            throw Problem.UNAVAILABLE.because("Others are trying things out");
        }
    }

    private OpenMarket market(Round round) {
        Pool now = pool.get();
        LocalDate today = LocalDate.now(clock);
        LocalDate date = round.date().isBefore(today) ? today : round.date();
        OpenMarket kept = open.getIfPresent(round.id());
        if (kept != null && kept.pool() == now && kept.date().equals(date)) {
            return kept;
        }
        Set<String> roles = round.roles() == null ? Set.of() : Set.copyOf(round.roles());
        Instance instance = now.instance(Set.copyOf(round.departments()), roles, date);
        OpenMarket opened = kept != null && kept.date().equals(date) && kept.same(instance)
                ? kept.over(now, instance)
                : open(now, date, instance);
        open.put(round.id(), opened);
        return opened;
    }

    private OpenMarket open(Pool now, LocalDate date, Instance instance) {
        Market market;
        try {
            market = Solver.open(problem(instance), THREADS, Control.within(OPENING));
        } catch (IllegalStateException e) {
            throw Problem.CONFLICT.because(
                    "The round is too large to be tried out: it was not solved within " + OPENING.toSeconds() + " s");
        }
        return new OpenMarket(now, date, instance, market, weights);
    }
}
