package org.prahari.allocation;

import static java.util.stream.Collectors.toMap;
import static org.jdbi.v3.sqlobject.customizer.BindList.EmptyHandling.NULL_STRING;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** What a round found. To be asked for a round that the viewer was shown. */
@RegisterConstructorMapper(Assigned.class)
@RegisterConstructorMapper(GapOutcome.class)
@RegisterConstructorMapper(Participant.class)
@RegisterConstructorMapper(ResultDao.Seated.class)
@RegisterConstructorMapper(ResultDao.Filled.class)
@RegisterConstructorMapper(ResultDao.Seat.class)
public interface ResultDao {
    /** Somebody who got a seat at one of a department's gaps; {@code department} is the trainee's. */
    record Seated(int person, UUID trainee, String department, UUID gap, int score) {}

    /** How many seats of a gap a round filled. */
    record Filled(UUID gap, long filled) {}

    /** All that a round found for a department; who was erased since is counted by the gap alone. */
    record Findings(List<Seated> seated, List<Filled> filled) {}

    default Findings findings(UUID round, String department) {
        return new Findings(listSeated(round, department), listFilled(round, department));
    }

    @SqlQuery("""
            SELECT p.number AS person, p.trainee, p.department, g.gap, p.score
            FROM allocation_person p JOIN allocation_gap g ON g.round = p.round AND g.number = p.gap_number
            WHERE p.round = :round AND g.department = :department
            ORDER BY p.number
            """)
    List<Seated> listSeated(UUID round, String department);

    /** Where a round would have somebody. */
    record Seat(UUID allocation, UUID gap, int score) {}

    @SqlQuery("""
            SELECT p.round AS allocation, g.gap, p.score
            FROM allocation_person p JOIN allocation_gap g ON g.round = p.round AND g.number = p.gap_number
            WHERE p.trainee = :trainee
            ORDER BY p.round
            """)
    List<Seat> listSeats(UUID trainee);

    @SqlQuery("""
            SELECT gap, filled FROM allocation_gap
            WHERE round = :round AND department = :department AND filled > 0
            ORDER BY number
            """)
    List<Filled> listFilled(UUID round, String department);

    @SqlQuery("""
            SELECT p.number AS person, p.trainee, p.department, g.gap, p.score, p.components, g.price_weight,
                g.price_score, r.trainee AS runner_up, g.runner_up_score
            FROM allocation_person p
                JOIN allocation_gap g ON g.round = p.round AND g.number = p.gap_number
                LEFT JOIN allocation_person r ON r.round = p.round AND r.number = g.runner_up
            WHERE p.round = :round AND p.number > :after
            ORDER BY p.number LIMIT :limit
            """)
    List<Assigned> listAssigned(UUID round, int after, int limit);

    /** The gaps with empty seats after a number, and why. */
    default List<Unfilled> listExplained(UUID round, int after, int limit) {
        List<GapOutcome> rows = listUnfilled(round, after, limit);
        Map<Integer, UUID> gaps = listGaps(round, numbers(rows, Competition::gaps)).stream()
                .collect(toMap(GapOutcome::number, GapOutcome::gap));
        Map<Integer, UUID> people = listPeople(round, numbers(rows, Competition::people)).stream()
                .collect(toMap(Participant::number, Participant::trainee));
        return rows.stream().map(row -> Unfilled.of(row, gaps, people)).toList();
    }

    private static List<Integer> numbers(List<GapOutcome> rows, Function<Competition, List<Integer>> named) {
        return rows.stream()
                .filter(row -> row.shortage() != null)
                .flatMap(row -> named.apply(row.shortage()).stream())
                .distinct()
                .toList();
    }

    @SqlQuery("""
            SELECT gap, number, department, role, seats, filled, price_weight, price_score, runner_up, runner_up_score,
                shortage
            FROM allocation_gap
            WHERE round = :round AND number > :after AND filled < seats
            ORDER BY number LIMIT :limit
            """)
    List<GapOutcome> listUnfilled(UUID round, int after, int limit);

    @SqlQuery("""
            SELECT gap, number, department, role, seats, filled, price_weight, price_score, runner_up, runner_up_score,
                NULL AS shortage
            FROM allocation_gap
            WHERE round = :round AND number IN (<numbers>)
            """)
    List<GapOutcome> listGaps(UUID round, @BindList(value = "numbers", onEmpty = NULL_STRING) List<Integer> numbers);

    @SqlQuery("""
            SELECT trainee, number, department, gap_number, score, components FROM allocation_person
            WHERE round = :round AND number IN (<numbers>)
            """)
    List<Participant> listPeople(UUID round, @BindList(value = "numbers", onEmpty = NULL_STRING) List<Integer> numbers);

    /** A part of a proof, if it is there and as it was written. */
    @SqlQuery("""
            SELECT bytes FROM allocation_proof
            WHERE round = :round AND part = :part AND sha256 = UNHEX(SHA2(bytes, 256))
            """)
    Optional<byte[]> findPart(UUID round, int part);

    /** How many parts a proof was written in. */
    @SqlQuery("SELECT COALESCE(MAX(parts), 1) FROM allocation_proof WHERE round = :round")
    int countParts(UUID round);
}
