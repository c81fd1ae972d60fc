package org.prahari.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.WebApplicationException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.prahari.http.Problem;
import org.prahari.http.RowOutcome;

/** The rows of a chunk on their way: read, written, and what became of them. */
final class Batch<R> {
    /** A row that can be written. */
    record Ready<R>(long line, R row, JsonNode node) {}

    private final int size;
    private final List<Ready<R>> ready;
    private final List<ImportFault> faults;
    private final Map<RowOutcome.Kind, Long> counts;

    private Batch(int size, List<Ready<R>> ready, List<ImportFault> faults, Map<RowOutcome.Kind, Long> counts) {
        this.size = size;
        this.ready = new ArrayList<>(ready);
        this.faults = new ArrayList<>(faults);
        this.counts = new EnumMap<>(RowOutcome.Kind.class);
        this.counts.putAll(counts);
    }

    static <R> Batch<R> read(List<Uploaded> rows, RowParser parser, Intake<R> intake) {
        var batch = new Batch<R>(rows.size(), List.of(), List.of(), Map.of());
        for (Uploaded row : rows) {
            ObjectNode node = null;
            try {
                node = parser.parse(row);
                R read = intake.read(node);
                if (intake.externalId(read) == null) {
                    throw Problem.INVALID.because(
                            null, new Problem.Fault("/externalId", "must be given in an import", "not-null"));
                }
                batch.ready.add(new Ready<>(row.line(), read, node));
            } catch (WebApplicationException e) {
                batch.note(row.line(), node, RowOutcome.failed(e));
            }
        }
        return batch;
    }

    /** As it was read, for another try. */
    Batch<R> copy() {
        return new Batch<>(size, ready, faults, counts);
    }

    /** Refuses the rows of those who were erased after they were uploaded. */
    void bar(Set<String> digests, Intake<R> intake) {
        if (digests.isEmpty()) {
            return;
        }
        ready.removeIf(one -> {
            boolean barred = digests.contains(digest(intake.externalId(one.row)));
            if (barred) {
                note(one.line, one.node, RowOutcome.failed("", "was erased after it was uploaded", "erased"));
            }
            return barred;
        });
    }

    private static String digest(String externalId) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(externalId.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows in as few parts as can be, so that no two of a part have the same key, and later ones come later. */
    List<List<Ready<R>>> parts(Intake<R> intake) {
        List<List<Ready<R>>> parts = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (Ready<R> one : ready) {
            int part = seen.merge(intake.externalId(one.row), 1, Integer::sum) - 1;
            if (part == parts.size()) {
                parts.add(new ArrayList<>());
            }
            parts.get(part).add(one);
        }
        return parts;
    }

    List<List<Ready<R>>> single() {
        return ready.stream().map(List::of).toList();
    }

    void note(List<Ready<R>> part, List<RowOutcome> outcomes) {
        for (int i = 0; i < part.size(); i++) {
            note(part.get(i).line, part.get(i).node, outcomes.get(i));
        }
    }

    private void note(long line, JsonNode node, RowOutcome outcome) {
        counts.merge(outcome.kind(), 1L, Long::sum);
        int number = 0;
        for (Problem.Fault fault : outcome.faults()) {
            if (number < ImportFault.MOST) {
                faults.add(ImportFault.of(line, number++, fault, node == null ? MissingNode.getInstance() : node));
            }
        }
    }

    int size() {
        return size;
    }

    List<ImportFault> faults() {
        return faults;
    }

    Import.Counts counts() {
        return new Import.Counts(
                count(RowOutcome.Kind.CREATED),
                count(RowOutcome.Kind.UPDATED),
                count(RowOutcome.Kind.UNCHANGED),
                count(RowOutcome.Kind.FAILED));
    }

    private long count(RowOutcome.Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }
}
