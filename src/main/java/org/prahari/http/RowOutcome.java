package org.prahari.http;

import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * What became of one row of many.
 *
 * @param faults why it was refused; none if it was not
 */
public record RowOutcome(Kind kind, List<Problem.Fault> faults) {
    public static final RowOutcome CREATED = new RowOutcome(Kind.CREATED, List.of());
    public static final RowOutcome UPDATED = new RowOutcome(Kind.UPDATED, List.of());
    public static final RowOutcome UNCHANGED = new RowOutcome(Kind.UNCHANGED, List.of());

    public RowOutcome {
        faults = List.copyOf(faults);
    }

    public enum Kind {
        CREATED,
        UPDATED,
        UNCHANGED,
        FAILED
    }

    public static RowOutcome failed(String pointer, String detail, String code) {
        return new RowOutcome(Kind.FAILED, List.of(new Problem.Fault(pointer, detail, code)));
    }

    /** A row that is refused as a request of its own would be. */
    public static RowOutcome failed(RuntimeException thrown) {
        return failed(new ProblemMapper().toResponse(thrown));
    }

    static RowOutcome failed(Response refusal) {
        var problem = (Problem.Document) refusal.getEntity();
        if (!problem.errors().isEmpty()) {
            return new RowOutcome(Kind.FAILED, problem.errors());
        }
        String code = problem.type().substring(problem.type().lastIndexOf('/') + 1);
        return failed("", problem.detail() == null ? problem.title() : problem.detail(), code);
    }

    /** The same as a part of a larger row. */
    RowOutcome below(String pointer) {
        return new RowOutcome(
                kind,
                faults.stream()
                        .map(fault -> new Problem.Fault(pointer + fault.pointer(), fault.detail(), fault.code()))
                        .toList());
    }
}
