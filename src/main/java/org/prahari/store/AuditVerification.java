package org.prahari.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.result.ResultIterator;

/**
 * Looks whether the audit trail is as the service wrote it: each chain by itself, against the change log, and against the
 * checkpoints that lie elsewhere. All of it is read at one moment and in a stream, while the service may go on writing.
 */
public final class AuditVerification {
    private static final String LINKS = """
            SELECT chain, sequence, action, feature, id, department, actor, outcome, request_id, at, change_sequence, mac
            FROM audit_log WHERE chain = :chain ORDER BY sequence
            """;
    private static final String CHANGES = """
            SELECT c.sequence, c.feature, c.id, c.kind, c.department, c.actor, c.at,
                a.chain AS told_chain, a.feature AS told_feature, a.id AS told_id, a.action AS told_action,
                a.department AS told_department, a.actor AS told_actor, a.at AS told_at
            FROM change_log c LEFT JOIN audit_log a ON a.change_sequence = c.sequence
            WHERE c.sequence >= :start ORDER BY c.sequence
            """;
    private static final String UNFOUNDED = """
            SELECT a.chain, a.sequence, a.mac
            FROM audit_log a LEFT JOIN change_log c ON c.sequence = a.change_sequence
            WHERE a.change_sequence IS NOT NULL AND c.sequence IS NULL ORDER BY a.change_sequence LIMIT 1
            """;
    private final Handle handle;
    private final AuditChain mathematics;
    private final CheckpointKey key;

    private AuditVerification(Handle handle, CheckpointKey key) {
        this.handle = handle;
        this.mathematics = handle.getConfig(AuditKey.class).chain();
        this.key = key;
    }

    /**
     * What was found of one thing that was looked at.
     *
     * @param rows how many were read, up to the first fault
     * @param from the time of the first row, or null
     * @param fault the first thing that is not as it was written, or null
     */
    public record Finding(String what, long rows, Instant from, Instant to, String fault) {
        static Finding of(String what, long rows, String fault) {
            return new Finding(what, rows, null, null, fault);
        }
    }

    /** A row of the change log, and what the audit trail tells of it. */
    public record Told(
            long sequence,
            String feature,
            String id,
            String kind,
            String department,
            String actor,
            Instant at,
            String toldChain,
            String toldFeature,
            String toldId,
            String toldAction,
            String toldDepartment,
            String toldActor,
            Instant toldAt) {
        boolean agrees() {
            return feature.equals(toldFeature)
                    && id.equals(toldId)
                    && kind.equals(toldAction)
                    && Objects.equals(department, toldDepartment)
                    && actor.equals(toldActor)
                    && at.equals(toldAt);
        }
    }

    /** @param checkpoints the file of a node, if it is to be compared */
    public static List<Finding> run(Jdbi jdbi, CheckpointKey key, Optional<Path> checkpoints) throws IOException {
        // What is written to the file from here on may tell of rows that the snapshot below does not show.
        long length = checkpoints.isPresent() ? Files.size(checkpoints.get()) : 0;
        try (Handle handle = jdbi.open()) {
            handle.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
            try {
                var verification = new AuditVerification(handle, key);
                List<Finding> findings = new ArrayList<>();
                for (String chain : verification.chains()) {
                    findings.add(verification.chain(chain));
                }
                findings.add(verification.changes());
                if (checkpoints.isPresent()) {
                    findings.add(verification.checkpoints(checkpoints.get(), length));
                }
                return findings;
            } finally {
                handle.execute("ROLLBACK");
            }
        }
    }

    private List<String> chains() {
        return handle.createQuery("SELECT chain FROM audit_head UNION SELECT DISTINCT chain FROM audit_log ORDER BY 1")
                .mapTo(String.class)
                .list();
    }

    private Finding chain(String chain) {
        Optional<AuditChain.Head> head = handle.createQuery(
                        "SELECT chain, sequence, mac, seal FROM audit_head WHERE chain = :chain")
                .bind("chain", chain)
                .map(ConstructorMapper.of(AuditChain.Head.class))
                .findOne();
        AuditChain.Link last = null;
        Instant from = null;
        String fault = null;
        try (ResultIterator<AuditChain.Link> links = handle.createQuery(LINKS)
                .setFetchSize(Integer.MIN_VALUE)
                .bind("chain", chain)
                .map(ConstructorMapper.of(AuditChain.Link.class))
                .iterator()) {
            while (fault == null && links.hasNext()) {
                AuditChain.Link link = links.next();
                fault = fault(last, link);
                if (fault == null) {
                    from = from == null ? link.deed().at() : from;
                    last = link;
                }
            }
        }
        fault = fault == null ? fault(head, last) : fault;
        return new Finding(
                chain,
                last == null ? 0 : last.sequence(),
                from,
                last == null ? null : last.deed().at(),
                fault);
    }

    private String fault(AuditChain.Link last, AuditChain.Link link) {
        long expected = last == null ? 1 : last.sequence() + 1;
        if (link.sequence() != expected) {
            return link.sequence() > expected
                    ? "row " + expected + " is missing"
                    : "row " + link.sequence() + " was never written";
        }
        return mathematics.follows(link, last == null ? "" : last.mac())
                ? null
                : "row " + expected + " was changed, or does not follow the row before it";
    }

    private String fault(Optional<AuditChain.Head> head, AuditChain.Link last) {
        if (head.isEmpty()) {
            return "the head is missing";
        }
        long end = last == null ? 0 : last.sequence();
        String mac = last == null ? "" : last.mac();
        if (!mathematics.isSealed(head.get())) {
            return "the head was changed";
        }
        if (head.get().sequence() > end) {
            return "row " + (end + 1) + " is missing, and all after it: the head is row "
                    + head.get().sequence();
        }
        return head.get().sequence() == end && head.get().mac().equals(mac)
                ? null
                : "the head is not that of the last row: it is that of row "
                        + head.get().sequence() + ", the last is " + end;
    }

    private Finding changes() {
        String what = "change log";
        long counter = number("SELECT COALESCE(MAX(sequence), 0) FROM change_head");
        long told = number("SELECT COUNT(change_sequence) FROM audit_log");
        if (told == 0) {
            return Finding.of(
                    what, 0, counter == 0 ? null : "it has " + counter + " rows, and the audit trail tells of none");
        }
        // What was there before there was an audit trail is not told of.
        long start = number("SELECT MIN(change_sequence) FROM audit_log");
        long expected = start;
        try (ResultIterator<Told> rows = handle.createQuery(CHANGES)
                .setFetchSize(Integer.MIN_VALUE)
                .bind("start", start)
                .map(ConstructorMapper.of(Told.class))
                .iterator()) {
            while (rows.hasNext()) {
                Told row = rows.next();
                String fault = fault(expected, row);
                if (fault != null) {
                    return Finding.of(what, expected - start, fault);
                }
                expected++;
            }
        }
        long rows = expected - start;
        if (told != rows) {
            return Finding.of(
                    what,
                    rows,
                    handle.createQuery(UNFOUNDED)
                            .map(ConstructorMapper.of(AuditChain.Place.class))
                            .findOne()
                            .map(place -> "row " + place.sequence() + " of " + place.chain()
                                    + " tells of a change that is not in the change log")
                            .orElse("the audit trail tells of some changes more than once"));
        }
        return Finding.of(
                what,
                rows,
                counter == expected - 1
                        ? null
                        : "its last row is " + (expected - 1) + ", and its counter stands at " + counter);
    }

    private static String fault(long expected, Told row) {
        if (row.sequence() > expected) {
            return "row " + expected + " of the change log is missing";
        }
        if (row.sequence() < expected) {
            return "row " + row.sequence() + " of the change log is told of twice";
        }
        if (row.toldChain() == null) {
            return "row " + expected + " of the change log is not in the audit trail";
        }
        return row.agrees() ? null : "row " + expected + " of the change log says something else than the audit trail";
    }

    private long number(String sql) {
        return handle.createQuery(sql).mapTo(Long.class).one();
    }

    private Finding checkpoints(Path file, long length) throws IOException {
        long number = 0;
        long read = 0;
        String previous = "";
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                read += line.getBytes(StandardCharsets.UTF_8).length + 1;
                if (read > length) {
                    break;
                }
                number++;
                Optional<Checkpoint> checkpoint = Checkpoint.parse(line, key);
                String fault = checkpoint.isEmpty() ? "its signature is not good" : fault(checkpoint.get(), previous);
                if (fault != null) {
                    return Finding.of("checkpoints", number - 1, "line " + number + ": " + fault);
                }
                previous = Checkpoint.hash(line);
            }
        } catch (CharacterCodingException e) {
            return Finding.of("checkpoints", number, "what follows line " + number + " is no text");
        }
        return Finding.of("checkpoints", number, null);
    }

    private String fault(Checkpoint checkpoint, String previous) {
        if (!checkpoint.previous().equals(previous)) {
            return "it does not follow the line before it: one was removed, changed or moved";
        }
        for (AuditChain.Place signed : checkpoint.heads()) {
            Optional<String> mac = handle.createQuery(
                            "SELECT mac FROM audit_log WHERE chain = :chain AND sequence = :sequence")
                    .bind("chain", signed.chain())
                    .bind("sequence", signed.sequence())
                    .mapTo(String.class)
                    .findOne();
            String row = "row " + signed.sequence() + " of " + signed.chain() + ", signed at " + checkpoint.at() + ",";
            if (mac.isEmpty()) {
                return row + " is not there";
            }
            if (!mac.get().equals(signed.mac())) {
                return row + " is another one now";
            }
        }
        return null;
    }
}
