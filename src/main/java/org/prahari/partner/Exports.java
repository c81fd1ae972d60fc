package org.prahari.partner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.prahari.access.Viewer;
import org.prahari.http.Problem;
import org.prahari.store.Deed;

/**
 * Streams what there is, as it is at one place of the log: page by page from one snapshot of the database. Whoever goes away
 * ends it with the next page. So many may be under way at a node, and each for so long.
 */
public final class Exports {
    static final String SINCE = "Changes-Since";
    private static final int PAGE = 500;
    private static final int STEPS = 5_000;
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final UUID FIRST = new UUID(0, 0);

    private final ExportDao dao;
    private final Supplier<OpenSnapshot> snapshots;
    private final Map<String, Outflow<?>> outflows;
    private final FeedTokens tokens;
    private final ObjectMapper mapper;
    private final Semaphore places;
    private final Clock clock;

    /**
     * @param snapshots opens one, with a connection of its own
     * @param outflows by the last part of the address
     */
    public Exports(
            ExportDao dao,
            Supplier<OpenSnapshot> snapshots,
            Map<String, Outflow<?>> outflows,
            FeedTokens tokens,
            ObjectMapper mapper,
            ImportSettings settings,
            Clock clock) {
        this.dao = dao;
        this.snapshots = snapshots;
        this.outflows = Map.copyOf(outflows);
        this.tokens = tokens;
        this.mapper = mapper;
        this.places = new Semaphore(settings.exports());
        this.clock = clock;
    }

    /**
     * @param changedSince a token of the feed, or null for all there is
     * @param head whether nobody waits for the body
     */
    Response export(String what, Viewer viewer, String changedSince, TableWriter.Format format, boolean head) {
        Outflow<?> outflow = outflows.get(what);
        long since = changedSince == null ? -1 : tokens.sequence(viewer, "changedSince", changedSince, dao.head());
        String type = format == TableWriter.Format.CSV ? Uploads.CSV : Uploads.NDJSON;
        if (head) {
            return Response.ok().type(type).build();
        }
        if (!places.tryAcquire()) {
            throw Problem.UNAVAILABLE.because("As many exports as can be streamed at once are being streamed");
        }
        OpenSnapshot snapshot = null;
        try {
            dao.useTransaction(
                    tx -> tx.audit(Deed.of("exported", outflow.feature(), null, null, viewer.name(), clock.instant())));
            snapshot = snapshots.get();
            String now = tokens.of(viewer.name(), snapshot.tx().head());
            StreamingOutput body = body(outflow, viewer, since, format, snapshot);
            return Response.ok(body, type).header(SINCE, now).build();
        } catch (RuntimeException e) {
            end(snapshot);
            throw e;
        }
    }

    private void end(OpenSnapshot snapshot) {
        places.release();
        if (snapshot != null) {
            snapshot.close();
        }
    }

    private <T> StreamingOutput body(
            Outflow<T> outflow, Viewer viewer, long since, TableWriter.Format format, OpenSnapshot snapshot) {
        long end = System.nanoTime() + LONGEST.toNanos();
        return out -> {
            try {
                var columns = since < 0 ? outflow.columns() : outflow.columns().and("deleted", Boolean.class);
                var table = new TableWriter(out, format, columns, mapper);
                if (since < 0) {
                    all(outflow, viewer, snapshot.tx(), table, end);
                } else {
                    changed(outflow, viewer, since, snapshot.tx(), table, end);
                }
                table.flush();
            } finally {
                end(snapshot);
            }
        };
    }

    private <T> void all(Outflow<T> outflow, Viewer viewer, ExportDao tx, TableWriter table, long end)
            throws IOException {
        UUID after = FIRST;
        List<T> page;
        do {
            inTime(end);
            page = outflow.pages().list(tx, viewer, after, PAGE);
            for (T one : page) {
                table.write(mapper.valueToTree(one));
                after = outflow.id().apply(one);
            }
            table.flush();
        } while (page.size() == PAGE);
    }

    /** Of things that changed often within a stretch of the log each comes once; what is gone comes as a tombstone. */
    private <T> void changed(Outflow<T> outflow, Viewer viewer, long since, ExportDao tx, TableWriter table, long end)
            throws IOException {
        long after = since;
        List<ExportDao.Step> steps;
        do {
            inTime(end);
            steps = tx.listSteps(viewer, outflow.feature(), after, STEPS);
            Set<String> told = new HashSet<>();
            for (ExportDao.Step step : steps) {
                after = step.sequence();
                if (told.add(step.id())) {
                    Optional<T> found = outflow.find().find(tx, viewer, UUID.fromString(step.id()));
                    table.write(found.isPresent() ? mapper.valueToTree(found.get()) : tombstone(step.id()));
                }
            }
            table.flush();
        } while (steps.size() == STEPS);
    }

    private ObjectNode tombstone(String id) {
        return mapper.createObjectNode().put("id", id).put("deleted", true);
    }

    /** Cuts the connection, so that what is not whole does not look it. */
    private static void inTime(long end) throws IOException {
        if (System.nanoTime() - end > 0) {
            throw new IOException("The export has taken too long");
        }
    }
}
