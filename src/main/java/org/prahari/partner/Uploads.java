package org.prahari.partner;

import jakarta.ws.rs.core.MediaType;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.prahari.access.Seal;
import org.prahari.access.Viewer;
import org.prahari.http.Problem;
import org.prahari.http.RequestId;
import org.prahari.store.Ids;
import org.slf4j.MDC;

/**
 * Receives uploads: parts them into rows as they come and keeps these in sealed chunks, from which any node can write them.
 * What it holds in memory is a chunk.
 */
public final class Uploads {
    static final String NDJSON = "application/x-ndjson";
    static final String CSV = "text/csv";
    private static final int CHUNK_ROWS = 1_000;
    private static final int CHUNK_BYTES = 1024 * 1024;
    private static final String SEPARATORS = "\t;,";

    private final ImportDao dao;
    private final Map<String, Intake<?>> intakes;
    private final Seal seal;
    private final ImportSettings settings;
    private final Semaphore places;
    private final Clock clock;

    /** @param intakes by feature */
    public Uploads(ImportDao dao, Map<String, Intake<?>> intakes, Seal seal, ImportSettings settings, Clock clock) {
        this.dao = dao;
        this.intakes = Map.copyOf(intakes);
        this.seal = seal;
        this.settings = settings;
        this.places = new Semaphore(settings.uploads());
        this.clock = clock;
    }

    /** An upload that is here whole. */
    record Received(UUID id, long rows) {}

    /** What a chunk is sealed for. */
    static String context(UUID job, int number) {
        return "import " + job + " " + number;
    }

    /** Receives an upload whole, or leaves nothing of it. */
    Received receive(String feature, Viewer viewer, MediaType type, boolean dryRun, InputStream body) {
        String charset = type.getParameters().getOrDefault("charset", "utf-8");
        if (!charset.equalsIgnoreCase("utf-8")) {
            throw Problem.UNSUPPORTED_MEDIA_TYPE.because("Uploads are in UTF-8");
        }
        if (!places.tryAcquire()) {
            throw Problem.UNAVAILABLE.because("As many uploads as can be received at once are being received");
        }
        UUID id = Ids.next();
        boolean whole = false;
        try {
            var rows = new RowSplitter(new Bounded(body, settings.maxBytes()));
            if (!rows.begin()) {
                throw Problem.UNSUPPORTED_MEDIA_TYPE.because("Uploads are in UTF-8");
            }
            boolean csv = type.getSubtype().equalsIgnoreCase("csv");
            Header header = csv ? header(rows, intakes.get(feature).columns()) : null;
            dao.insert(new ImportOrder(
                    id,
                    viewer.name(),
                    viewer.scopes().stream().sorted().toList(),
                    viewer.everywhere(),
                    viewer.departments().stream().sorted().toList(),
                    String.valueOf(MDC.get(RequestId.MDC_KEY)),
                    feature,
                    csv ? header.columns() : null,
                    csv ? String.valueOf(header.separator()) : null,
                    dryRun,
                    clock.instant()));
            long count = keep(id, rows, header);
            whole = true;
            return new Received(id, count);
        } catch (IOException e) {
            throw Problem.MALFORMED.because("The body is damaged");
        } finally {
            places.release();
            if (!whole) {
                dao.deleteReceiving(id);
            }
        }
    }

    private long keep(UUID id, RowSplitter rows, Header header) throws IOException {
        List<Uploaded> chunk = new ArrayList<>();
        long count = 0;
        long bytes = 0;
        int number = 0;
        for (Uploaded row = next(rows, header); row != null; row = next(rows, header)) {
            if (++count > settings.maxRows()) {
                throw Problem.TOO_LARGE.because("An upload has " + settings.maxRows() + " rows at most");
            }
            chunk.add(row);
            bytes += row.bytes() == null ? 0 : row.bytes().length;
            if (chunk.size() == CHUNK_ROWS || bytes > CHUNK_BYTES) {
                keep(id, number++, chunk);
                chunk.clear();
                bytes = 0;
            }
        }
        if (count == 0) {
            throw Problem.INVALID.because("The upload holds no rows");
        }
        if (!chunk.isEmpty()) {
            keep(id, number, chunk);
        }
        return count;
    }

    private void keep(UUID id, int number, List<Uploaded> chunk) {
        dao.insertChunk(id, number, seal.seal(context(id, number), Uploaded.pack(chunk)));
        dao.received(id, clock.instant());
    }

    private static Uploaded next(RowSplitter rows, Header header) throws IOException {
        return header == null ? rows.line() : rows.row(header.separator());
    }

    private record Header(List<String> columns, char separator) {}

    private static Header header(RowSplitter rows, Columns columns) throws IOException {
        Uploaded row = rows.row('\0');
        if (row == null || row.bytes() == null) {
            throw Problem.INVALID.because(
                    row == null
                            ? "The upload holds no rows"
                            : "The header " + row.fault().detail());
        }
        String text = new String(row.bytes(), StandardCharsets.UTF_8);
        char separator = separator(text);
        List<String> names = new ArrayList<>();
        List<Problem.Fault> faults = new ArrayList<>();
        for (String cell : text.split(java.util.regex.Pattern.quote(String.valueOf(separator)), -1)) {
            String name = cell.strip().replaceAll("^\"(.*)\"$", "$1");
            names.add(name);
            if (!columns.names().contains(name)) {
                // What stands there is not told: it may be a row in place of a header.
                faults.add(new Problem.Fault("?column=" + names.size(), "is not a column known here", "unknown-field"));
            }
        }
        if (!faults.isEmpty()) {
            throw Problem.INVALID.because(
                    "The first line must name the columns: " + String.join(", ", columns.names()),
                    faults.toArray(new Problem.Fault[0]));
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw Problem.INVALID.because("The first line names a column twice");
        }
        return new Header(names, separator);
    }

    /** What the header has most of; a name holds none of them. */
    private static char separator(String header) {
        return (char) SEPARATORS
                .chars()
                .boxed()
                .max(Comparator.comparingLong(
                        mark -> header.chars().filter(next -> next == mark).count()))
                .orElseThrow()
                .intValue();
    }

    private static final class Bounded extends FilterInputStream {
        private final long most;
        private long left;

        Bounded(InputStream in, long most) {
            super(in);
            this.most = most;
            this.left = most;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            left -= Math.max(count, 0);
            if (left < 0) {
                throw Problem.TOO_LARGE.because(
                        String.format(Locale.ROOT, "An upload has %,d bytes at most, after unpacking", most));
            }
            return count;
        }
    }
}
