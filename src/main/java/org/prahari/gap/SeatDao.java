package org.prahari.gap;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;
import org.prahari.store.Change;

/** How offers hold, fill and free the seats of gaps. The table itself refuses more than there are. */
@RegisterConstructorMapper(SeatDao.Standing.class)
public interface SeatDao {
    /** A gap's row, locked. */
    record Standing(UUID id, String department, int version) {}

    /**
     * Adds to the seats held and filled, or takes from them; a gap whose last seat is filled is filled, and open again when
     * one is free.
     *
     * @param gaps at most a thousand
     * @param seats how many, by gap
     * @param held 1, 0 or -1 for each
     * @param filled 1, 0 or -1 for each
     * @return what is to be logged, one for each gap that is still there
     */
    default List<Change> shift(
            Viewer viewer, List<UUID> gaps, Map<UUID, Integer> seats, int held, int filled, Instant now) {
        List<Standing> standing = lock(viewer, gaps);
        List<UUID> ids = standing.stream().map(Standing::id).toList();
        update(
                viewer,
                ids,
                ids.stream().map(id -> held * seats.get(id)).toList(),
                ids.stream().map(id -> filled * seats.get(id)).toList(),
                now);
        return standing.stream()
                .map(one -> Change.of("gap", one.id(), one.version() + 1, Change.Kind.UPDATED, viewer.name(), now)
                        .in(one.department()))
                .toList();
    }

    @SqlQuery("""
            SELECT id, department, version FROM gap
            WHERE id IN (<ids>) AND (:everywhere = 1 OR department IN (<departments>))
            ORDER BY id FOR UPDATE
            """)
    List<Standing> lock(@BindViewer Viewer viewer, @BindList("ids") List<UUID> ids);

    @SqlBatch("""
            UPDATE gap
            SET status = CASE WHEN status = 'open' AND filled + :filled >= headcount THEN 'filled'
                    WHEN status = 'filled' AND filled + :filled < headcount THEN 'open' ELSE status END,
                held = held + :held, filled = filled + :filled, version = version + 1, updated_at = :now
            WHERE id = :id AND (:everywhere = 1 OR department IN (<departments>))
            """)
    void update(
            @BindViewer Viewer viewer,
            Iterable<UUID> id,
            Iterable<Integer> held,
            Iterable<Integer> filled,
            Instant now);
}
