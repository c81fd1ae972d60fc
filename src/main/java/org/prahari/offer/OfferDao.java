package org.prahari.offer;

import static org.jdbi.v3.sqlobject.customizer.BindList.EmptyHandling.NULL_STRING;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.CreateSqlObject;
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
import org.prahari.matching.MatchingDao;
import org.prahari.store.ChangeLog;

/** The SQL of offers. One is seen by the gap's department and by the one with which the trainee is registered. */
@RegisterConstructorMapper(Offer.class)
public interface OfferDao extends Transactional<OfferDao>, ChangeLog, OnceDao {
    /** An offer without grounds: who it was made to, or what, is no longer what it rests on. */
    String UNFOUNDED = """
            (t.id IS NULL OR t.status <> :status OR c.trainee IS NULL OR c.withdrawn_at IS NOT NULL
                OR NOT JSON_CONTAINS(c.purposes, '"matching"')
                OR (o.department <> o.trainee_department AND NOT JSON_CONTAINS(c.purposes, '"cross-department"'))
                OR g.id IS NULL OR g.status = 'cancelled')
            """;

    @CreateSqlObject
    MatchingDao matching();

    @CreateSqlObject
    PlacedDao places();

    @SqlQuery("""
            SELECT id, allocation, department, gap, trainee, trainee_department, score, state, answer_by, version,
                created_at, decided_at
            FROM offer
            WHERE (:everywhere = 1 OR department IN (<departments>) OR trainee_department IN (<departments>))
                AND (COALESCE(<allocations>) IS NULL OR allocation IN (<allocations>))
                AND (COALESCE(<gaps>) IS NULL OR gap IN (<gaps>))
                AND (COALESCE(<trainees>) IS NULL OR trainee IN (<trainees>))
                AND (COALESCE(<states>) IS NULL OR state IN (<states>))
                AND id > :after
            ORDER BY id LIMIT :limit
            """)
    List<Offer> list(
            @BindViewer Viewer viewer,
            @BindList(value = "allocations", onEmpty = NULL_STRING) List<UUID> allocations,
            @BindList(value = "gaps", onEmpty = NULL_STRING) List<UUID> gaps,
            @BindList(value = "trainees", onEmpty = NULL_STRING) List<UUID> trainees,
            @BindList(value = "states", onEmpty = NULL_STRING) List<Offer.State> states,
            UUID after,
            int limit);

    @SqlQuery("""
            SELECT id, allocation, department, gap, trainee, trainee_department, score, state, answer_by, version,
                created_at, decided_at
            FROM offer
            WHERE id = :id
                AND (:everywhere = 1 OR department IN (<departments>) OR trainee_department IN (<departments>))
            """)
    Optional<Offer> find(@BindViewer Viewer viewer, UUID id);

    /** Refused if one of the trainees has an open offer: nobody has two. */
    @SqlBatch("""
            INSERT INTO offer (id, allocation, department, gap, trainee, trainee_department, open_trainee, score, state,
                answer_by, client, version, created_at)
            SELECT :id, :allocation, id, :gap, :trainee, :traineeDepartment, :trainee, :score, :state, :answerBy, :client,
                :version, :createdAt
            FROM region
            WHERE id = :department AND (:everywhere = 1 OR id IN (<departments>))
            """)
    void insert(@BindViewer Viewer viewer, @BindMethods Iterable<Offer> offers, String client);

    /** @return 0 if it is not as it was read */
    @SqlUpdate("""
            UPDATE offer SET state = :to, open_trainee = NULL, version = version + 1, decided_at = :now
            WHERE id = :id AND version = :version
                AND (:everywhere = 1 OR department IN (<departments>) OR trainee_department IN (<departments>))
            """)
    int decide(@BindViewer Viewer viewer, UUID id, int version, Offer.State to, Instant now);

    /** @param status the one that the trainee must have */
    @SqlQuery("""
            SELECT COUNT(*) FROM offer o LEFT JOIN trainee t ON t.id = o.trainee
                LEFT JOIN trainee_consent c ON c.trainee = o.trainee LEFT JOIN gap g ON g.id = o.gap
            WHERE o.id = :id AND (:everywhere = 1 OR o.department IN (<departments>)) AND
            """ + UNFOUNDED)
    boolean isUnfounded(@BindViewer Viewer viewer, UUID id, String status);

    /** Open offers whose day is over. */
    @SqlQuery("""
            SELECT id FROM offer
            WHERE state = 'offered' AND answer_by < :today AND (:everywhere = 1 OR department IN (<departments>))
            ORDER BY id LIMIT :limit
            """)
    List<UUID> listExpired(@BindViewer Viewer viewer, LocalDate today, int limit);

    /**
     * Open offers that lost their grounds.
     *
     * @param ids of trainees or gaps to look at; all if empty
     */
    @SqlQuery("""
            SELECT o.id FROM offer o LEFT JOIN trainee t ON t.id = o.trainee
                LEFT JOIN trainee_consent c ON c.trainee = o.trainee LEFT JOIN gap g ON g.id = o.gap
            WHERE o.state = 'offered' AND (COALESCE(<ids>) IS NULL OR o.open_trainee IN (<ids>) OR o.gap IN (<ids>))
                AND (:everywhere = 1 OR o.department IN (<departments>)) AND
            """ + UNFOUNDED)
    List<UUID> listUnfounded(
            @BindViewer Viewer viewer, @BindList(value = "ids", onEmpty = NULL_STRING) List<UUID> ids, String status);

    @SqlQuery("""
            SELECT id, allocation, department, gap, trainee, trainee_department, score, state, answer_by, version,
                created_at, decided_at
            FROM offer
            WHERE trainee = :trainee AND (:everywhere = 1 OR department IN (<departments>))
            ORDER BY id
            """)
    List<Offer> listOf(@BindViewer Viewer viewer, UUID trainee);

    /** Forgets to whom offers were made that are not open any more. */
    @SqlUpdate("""
            UPDATE offer SET trainee = NULL
            WHERE trainee = :trainee AND open_trainee IS NULL AND (:everywhere = 1 OR department IN (<departments>))
            """)
    int forget(@BindViewer Viewer viewer, UUID trainee);

    @SqlQuery("""
            SELECT COUNT(*) FROM offer
            WHERE open_trainee IS NULL AND decided_at < :before AND (:everywhere = 1 OR department IN (<departments>))
            """)
    int countOver(@BindViewer Viewer viewer, Instant before);

    @SqlUpdate("""
            DELETE FROM offer
            WHERE open_trainee IS NULL AND decided_at < :before AND (:everywhere = 1 OR department IN (<departments>))
            ORDER BY id LIMIT :limit
            """)
    int deleteOver(@BindViewer Viewer viewer, Instant before, int limit);

    /** That a round was applied is forgotten with the round. */
    @SqlUpdate("""
            DELETE FROM offer_applied
            WHERE allocation NOT IN (SELECT id FROM allocation_round)
                AND (:everywhere = 1 OR department IN (<departments>))
            """)
    int deleteApplied(@BindViewer Viewer viewer);

    @SqlQuery("""
            SELECT COUNT(*) FROM offer_applied
            WHERE allocation = :allocation AND department = :department
                AND (:everywhere = 1 OR department IN (<departments>))
            """)
    boolean isApplied(@BindViewer Viewer viewer, UUID allocation, String department);

    /** Refused if it was applied before. */
    @SqlUpdate("""
            INSERT INTO offer_applied (allocation, department, offers, answer_by, client, applied_at)
            SELECT :allocation, id, :offers, :answerBy, :client, :appliedAt FROM region
            WHERE id = :department AND (:everywhere = 1 OR id IN (<departments>))
            """)
    void insertApplied(@BindViewer Viewer viewer, @BindMethods Applied applied, String client);
}
