package org.prahari.partner;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.prahari.access.Viewer;
import org.prahari.http.Problem;
import org.prahari.store.Deed;

/**
 * Streams what there is, as it is at one place of the log: row by row from one snapshot of the database. Whoever goes away
 * ends it with the next few hundred. So many may be under way at a node, and each for so long.
 */
public final class Exports {
    static final String SINCE = "Changes-Since";
    private static final int EACH = 500;
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final ExportDao dao;
    private final Supplier<OpenSnapshot> snapshots;
    private final Map<String, Outflow> outflows;
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
            Map<String, Outflow> outflows,
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

    /** @param asked what of it, and how */
    Response export(String what, Viewer viewer, Asked asked) {
        return export(outflows.get(what), viewer, asked);
    }

    /** @param one the id of the only thing whose rows are asked for, or null for those of all */
    Response export(String what, UUID one, Viewer viewer, Asked asked) {
        Outflow all = outflows.get(what);
        return export(one == null ? all : all.only(one.toString()), viewer, asked);
    }

    private Response export(Outflow outflow, Viewer viewer, Asked asked) {
        Long since = asked.changedSince() == null
                ? null
                : tokens.sequence(viewer, "changedSince", asked.changedSince(), dao.head());
        if (asked.isHead()) {
            return Response.ok().type(asked.type()).build();
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
            return Response.ok(streamed(snapshot, outflow, viewer, since, asked.format()), asked.type())
                    .header(SINCE, now)
                    .build();
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

    private StreamingOutput streamed(
            OpenSnapshot snapshot, Outflow outflow, Viewer viewer, Long since, TableWriter.Format format) {
        long end = System.nanoTime() + LONGEST.toNanos();
        return out -> {
            try {
                var table = new TableWriter(out, format, outflow.columns(since != null), mapper);
                int rows = 0;
                for (Object row : outflow.rows(snapshot.tx(), viewer, since)) {
                    table.write(mapper.valueToTree(row));
                    if (++rows % EACH == 0) {
                        table.flush();
                        inTime(end);
                    }
                }
                table.flush();
            } finally {
                end(snapshot);
            }
        };
    }

    /** Cuts the connection, so that what is not whole does not look it. */
    private static void inTime(long end) throws IOException {
        if (System.nanoTime() - end > 0) {
            throw new IOException("The export has taken too long");
        }
    }
}
