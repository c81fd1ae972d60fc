package org.prahari.allocation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.prahari.access.BindViewer;
import org.prahari.access.OnceDao;
import org.prahari.access.Viewer;
import org.prahari.store.Change;
import org.prahari.store.ChangeLog;

/** How rounds are kept. A round is seen by who sees all of its departments. */
@RegisterConstructorMapper(Round.class)
public interface RoundDao extends Transactional<RoundDao>, ChangeLog, OnceDao {
    @SqlQuery("""
            SELECT id, departments, roles, date, mode, dry_run, state, stage, done, total, people, gaps, seats, filled,
                weight, score, bound_weight, bound_score, seats_lost, blocking_pairs, fault, version, created_at,
                started_at, finished_at
            FROM allocation_round
            WHERE department_count = (SELECT COUNT(*) FROM allocation_department
                    WHERE round = id AND (:everywhere = 1 OR department IN (<departments>)))
                AND id > :after
            ORDER BY id LIMIT :limit
            """)
    List<Round> list(@BindViewer Viewer viewer, UUID after, int limit);

    @SqlQuery("""
            SELECT id, departments, roles, date, mode, dry_run, state, stage, done, total, people, gaps, seats, filled,
                weight, score, bound_weight, bound_score, seats_lost, blocking_pairs, fault, version, created_at,
                started_at, finished_at
            FROM allocation_round
            WHERE id = :id AND department_count = (SELECT COUNT(*) FROM allocation_department
                    WHERE round = id AND (:everywhere = 1 OR department IN (<departments>)))
            """)
    Optional<Round> find(@BindViewer Viewer viewer, UUID id);

    default void insert(Viewer viewer, Round round) {
        insertBare(round, round.departments().size(), viewer.name());
        insertDepartments(viewer, round.id(), round.departments());
    }

    /** Tells each of the departments that something became of a round. */
    default void tell(Viewer viewer, Round round, int version, Change.Kind kind, Instant at) {
        logAll(round.departments().stream()
                .map(department -> Change.of("allocation", round.id(), version, kind, viewer.name(), at)
                        .in(department))
                .toList());
    }

    @SqlUpdate("""
            INSERT INTO allocation_round (id, departments, department_count, roles, date, mode, dry_run, state, attempt,
                done, total, client, version, created_at)
            VALUES (:id, :departments, :count, :roles, :date, :mode, :dryRun, :state, 0, :done, :total, :client, :version,
                :createdAt)
            """)
    void insertBare(@BindMethods Round round, int count, String client);

    @SqlBatch("""
            INSERT INTO allocation_department (round, department)
            SELECT :round, id FROM region WHERE id = :department AND (:everywhere = 1 OR id IN (<departments>))
            """)
    void insertDepartments(@BindViewer Viewer viewer, UUID round, Iterable<String> department);

    /** @return 0 if it is over, or not as it was read */
    @SqlUpdate("""
            UPDATE allocation_round SET state = 'cancelled', version = version + 1, finished_at = :now
            WHERE id = :id AND version = :version AND state IN ('queued', 'running')
                AND department_count = (SELECT COUNT(*) FROM allocation_department
                    WHERE round = :id AND (:everywhere = 1 OR department IN (<departments>)))
            """)
    int cancel(@BindViewer Viewer viewer, UUID id, int version, Instant now);

    @SqlQuery("SELECT id FROM allocation_round WHERE state IN ('queued', 'running') ORDER BY id")
    List<UUID> listUnfinished();

    /** @return 0 if there is nothing left to do */
    @SqlUpdate("""
            UPDATE allocation_round
            SET state = 'running', attempt = attempt + 1, started_at = :now, stage = NULL, done = 0, total = 0
            WHERE id = :id AND state IN ('queued', 'running')
            """)
    int begin(UUID id, Instant now);

    @SqlQuery("SELECT attempt FROM allocation_round WHERE id = :id")
    int attempt(UUID id);

    /** @return 0 if it was cancelled, or another node has taken it over */
    @SqlUpdate("""
            UPDATE allocation_round SET stage = :stage, done = :done, total = :total
            WHERE id = :id AND state = 'running' AND attempt = :attempt
            """)
    int advance(UUID id, int attempt, Round.Stage stage, long done, long total);

    /** @return 0 if it was cancelled, or another node has taken it over */
    @SqlUpdate("""
            UPDATE allocation_round
            SET state = :state, version = version + 1, finished_at = :now, people = :people, gaps = :gaps, seats = :seats,
                filled = :filled, weight = :weight, score = :score, bound_weight = :boundWeight,
                bound_score = :boundScore, seats_lost = :seatsLost, blocking_pairs = :blockingPairs, fault = :fault
            WHERE id = :id AND state = 'running' AND attempt = :attempt
            """)
    int finish(UUID id, int attempt, Round.State state, @BindMethods Outcome.Totals totals, Instant now);

    @SqlBatch("""
            INSERT INTO allocation_gap (gap, round, number, department, role, seats, filled, price_weight, price_score,
                runner_up, runner_up_score, shortage)
            VALUES (:gap, :round, :number, :department, :role, :seats, :filled, :priceWeight, :priceScore, :runnerUp,
                :runnerUpScore, :shortage)
            """)
    void insertGaps(UUID round, @BindMethods Iterable<GapOutcome> gaps);

    @SqlBatch("""
            INSERT INTO allocation_person (trainee, round, number, department, gap_number, score, components)
            VALUES (:trainee, :round, :number, :department, :gapNumber, :score, :components)
            """)
    void insertPeople(UUID round, @BindMethods Iterable<Participant> people);

    @SqlUpdate("""
            INSERT INTO allocation_proof (round, part, bytes, sha256, parts)
            VALUES (:round, :part, :bytes, UNHEX(SHA2(:bytes, 256)), :parts)
            """)
    void insertProof(UUID round, int part, byte[] bytes, int parts);

    /** Forgets whom a trainee's numbers stand for. */
    @SqlUpdate("DELETE FROM allocation_person WHERE trainee = :trainee")
    int forget(UUID trainee);

    /** The same for all who are not there any more: who was erased while the round was solved. Waits for an erasure under way. */
    @SqlUpdate("""
            DELETE p FROM allocation_person p LEFT JOIN trainee t
                ON t.id = p.trainee AND (:everywhere = 1 OR t.department IN (<departments>))
            WHERE p.round = :round AND t.id IS NULL
            """)
    int forgetErased(@BindViewer Viewer everywhere, UUID round);

    @SqlQuery("SELECT id FROM allocation_round WHERE finished_at < :before ORDER BY id")
    List<UUID> listOver(Instant before);

    /** With all that it found. */
    @SqlUpdate("DELETE FROM allocation_round WHERE id = :id AND finished_at IS NOT NULL")
    int delete(UUID id);

    @SqlQuery("SELECT id FROM region WHERE id IN (<ids>) ORDER BY id")
    List<String> listRegions(@BindList("ids") List<String> ids);

    @SqlQuery("SELECT id FROM region ORDER BY id")
    List<String> listRegions();

    @SqlQuery("SELECT id FROM role ORDER BY id")
    List<String> listRoles();
}
