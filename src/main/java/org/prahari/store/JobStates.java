package org.prahari.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** How many jobs there are, for the operator. While the database does not answer nobody knows. */
public final class JobStates {
    private final Jdbi jdbi;

    public JobStates(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** So many jobs of a kind are in a state. */
    public record Count(String kind, String state, long jobs) {}

    public List<Count> count() {
        return known(() -> jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT task_name AS kind,
                            CASE WHEN picked = 1 THEN 'running'
                                WHEN consecutive_failures > 0 THEN 'failing'
                                WHEN execution_time < UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE THEN 'due'
                                ELSE 'waiting' END AS state,
                            COUNT(*) AS jobs
                        FROM job GROUP BY 1, 2
                        """)
                        .map(ConstructorMapper.of(Count.class))
                        .list()))
                .orElse(List.of());
    }

    /** The last sequence of the change log. */
    public Optional<Long> head() {
        return known(() -> jdbi.withHandle(handle -> handle.createQuery("SELECT sequence FROM change_head")
                .mapTo(Long.class)
                .one()));
    }

    private static <T> Optional<T> known(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
