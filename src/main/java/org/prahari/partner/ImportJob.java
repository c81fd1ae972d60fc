package org.prahari.partner;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.WebApplicationException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.prahari.access.Seal;
import org.prahari.access.Standing;
import org.prahari.access.Viewer;
import org.prahari.http.RequestId;
import org.prahari.http.RowOutcome;
import org.prahari.store.Daemons;
import org.prahari.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Writes an upload, chunk by chunk: its rows, what became of them, how far the import is and that the chunk is gone are one
 * transaction, so that whoever goes on, after whatever happened, goes on where it was. May be run any number of times, also
 * by two nodes at once.
 */
public final class ImportJob {
    public static final String NAME = "import";
    private static final Logger LOG = LoggerFactory.getLogger(ImportJob.class);
    static final String SCOPE = "imports:write";
    private static final int PATIENCE = 20;
    /** How often a batch is tried as one before its rows are tried one by one: somebody else may have been faster. */
    private static final int TRIES = 2;

    private final ImportDao dao;
    private final Map<String, Intake<?>> intakes;
    private final ObjectMapper mapper;
    private final Seal seal;
    private final Standing standing;
    private final Semaphore places;
    private final ExecutorService readers = Executors.newCachedThreadPool(Daemons.named("import-reader"));
    private final BooleanSupplier stopping;
    private final Consumer<UUID> submit;
    private final Clock clock;

    /**
     * @param intakes by feature
     * @param standing what the client may, once the import is under way
     * @param stopping whether the node is about to stop
     * @param submit has another import done
     */
    public ImportJob(
            ImportDao dao,
            Map<String, Intake<?>> intakes,
            ObjectMapper mapper,
            Seal seal,
            Standing standing,
            ImportSettings settings,
            BooleanSupplier stopping,
            Consumer<UUID> submit,
            Clock clock) {
        this.dao = dao;
        this.intakes = Map.copyOf(intakes);
        this.mapper = mapper;
        this.seal = seal;
        this.standing = standing;
        this.places = new Semaphore(settings.jobs());
        this.stopping = stopping;
        this.submit = submit;
        this.clock = clock;
    }

    /** @throws IllegalStateException if the node stops before it is done: then it is for another node */
    public void run(String id) {
        UUID job = UUID.fromString(id);
        // Who finds no place, or another import before this one, leaves it: it is asked for again.
        if (!places.tryAcquire()) {
            return;
        }
        try {
            if (dao.isNext(job) && dao.begin(job, clock.instant()) > 0) {
                ImportOrder order = dao.findOrder(job).orElseThrow();
                MDC.put(RequestId.MDC_KEY, order.requestId());
                work(order, intakes.get(order.feature()));
            }
        } finally {
            MDC.remove(RequestId.MDC_KEY);
            places.release();
        }
    }

    /** A chunk that has been read, and its rows judged by themselves. */
    private record Prepared<R>(int number, Batch<R> batch) {}

    private <R> void work(ImportOrder order, Intake<R> intake) {
        UUID job = order.id();
        var parser = new RowParser(mapper, intake.columns(), order);
        Function<ImportDao.Chunk, Prepared<R>> prepare = chunk -> prepare(job, chunk, parser, intake);
        CompletableFuture<Optional<Prepared<R>>> ahead = CompletableFuture.completedFuture(Optional.empty());
        while (!stopping.getAsBoolean()) {
            Optional<Viewer> viewer = viewer(order, intake);
            if (viewer.isEmpty()) {
                finish(job, Import.State.CANCELLED);
                return;
            }
            try {
                Optional<Prepared<R>> chunk =
                        ahead.join().or(() -> dao.nextChunk(job).map(prepare));
                if (chunk.isEmpty()) {
                    finish(job, Import.State.SUCCEEDED);
                    return;
                }
                int number = chunk.get().number();
                // The next one is read while this one is written.
                ahead = CompletableFuture.supplyAsync(
                        () -> dao.findChunk(job, number + 1).map(prepare), readers);
                if (!write(order, viewer.get(), intake, number, chunk.get().batch())) {
                    return;
                }
            } catch (RuntimeException e) {
                int unused = dao.addFailure(job);
                if (dao.failures(job) < PATIENCE) {
                    throw e;
                }
                LOG.error("Import {} is given up: its next chunk cannot be written", job, e);
                finish(job, Import.State.FAILED);
                return;
            }
        }
        throw new IllegalStateException("The node stops before the import " + job + " is done");
    }

    private <R> Prepared<R> prepare(UUID job, ImportDao.Chunk chunk, RowParser parser, Intake<R> intake) {
        List<Uploaded> rows = Uploaded.unpack(seal.open(Uploads.context(job, chunk.number()), chunk.sealed()));
        return new Prepared<>(chunk.number(), Batch.read(rows, parser, intake));
    }

    /** The client as it was, as far as it still is that; empty if it may not go on. */
    private Optional<Viewer> viewer(ImportOrder order, Intake<?> intake) {
        Optional<UUID> client = standing.client(order.viewer());
        if (client.isEmpty()) {
            return Optional.of(order.viewer());
        }
        return standing.of(client.get())
                .map(order.viewer()::asFarAs)
                .filter(now -> now.scopes().containsAll(List.of(SCOPE, intake.scope())));
    }

    private void finish(UUID job, Import.State state) {
        dao.useTransaction(tx -> {
            if (tx.finish(job, state, clock.instant()) > 0) {
                tx.forget(job);
            }
        });
        dao.listUnfinished().forEach(submit);
    }

    /** @return false if it is not for this node to go on */
    private <R> boolean write(ImportOrder order, Viewer viewer, Intake<R> intake, int number, Batch<R> batch) {
        for (int attempt = 1; ; attempt++) {
            boolean oneByOne = attempt > TRIES;
            try {
                return dao.inTransaction(tx -> write(tx, order, viewer, intake, number, batch.copy(), oneByOne));
            } catch (RuntimeException e) {
                if (oneByOne || !isOfARow(e)) {
                    throw e;
                }
            }
        }
    }

    private <R> boolean write(
            ImportDao tx,
            ImportOrder order,
            Viewer viewer,
            Intake<R> intake,
            int number,
            Batch<R> batch,
            boolean oneByOne) {
        if (tx.claim(order.id(), number) == 0) {
            return false;
        }
        tx.deleteChunk(order.id(), number);
        batch.bar(tx.listBarred(order.id()), intake);
        if (order.dryRun()) {
            tx.savepoint("dry");
        }
        for (List<Batch.Ready<R>> part : oneByOne ? batch.single() : batch.parts(intake)) {
            batch.note(part, oneByOne ? careful(tx, viewer, intake, part) : outcomes(tx, viewer, intake, part));
        }
        if (order.dryRun()) {
            tx.rollbackToSavepoint("dry");
        }
        tx.count(order.id(), batch.size(), batch.counts());
        tx.insertFaults(order.id(), batch.faults());
        return true;
    }

    private <R> List<RowOutcome> outcomes(ImportDao tx, Viewer viewer, Intake<R> intake, List<Batch.Ready<R>> part) {
        return intake.write(tx, viewer, part.stream().map(Batch.Ready::row).toList(), clock.instant());
    }

    /** A row that the database refuses keeps no other out. */
    private <R> List<RowOutcome> careful(ImportDao tx, Viewer viewer, Intake<R> intake, List<Batch.Ready<R>> part) {
        tx.savepoint("row");
        try {
            return outcomes(tx, viewer, intake, part);
        } catch (RuntimeException e) {
            if (!isOfARow(e)) {
                throw e;
            }
            tx.rollbackToSavepoint("row");
            return List.of(RowOutcome.failed(e));
        }
    }

    /** Whether something is wrong with a row, or it has changed meanwhile; all else is not for the client to mend. */
    private static boolean isOfARow(RuntimeException e) {
        return e instanceof WebApplicationException
                || Set.of(1048, 1062, 1406, 1452, 3819, 4025).contains(Database.errorCode(e));
    }
}
