package org.prahari.trainee;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;
import org.prahari.store.Change;

/** How offers change the status of trainees. */
@RegisterConstructorMapper(PlacementDao.Standing.class)
public interface PlacementDao {
    /** A trainee's row, locked. */
    record Standing(UUID id, String department, Trainee.Status status, int version) {}

    /**
     * Gives trainees another status, those that have the one named; the others stay as they are.
     *
     * @param ids at most a thousand
     * @return what is to be logged, one for each trainee that was changed
     */
    default List<Change> move(Viewer viewer, List<UUID> ids, Trainee.Status from, Trainee.Status to, Instant now) {
        List<Standing> standing =
                lock(viewer, ids).stream().filter(one -> one.status() == from).toList();
        if (!standing.isEmpty()) {
            update(viewer, standing.stream().map(Standing::id).toList(), to, now);
        }
        return standing.stream()
                .map(one -> Change.of("trainee", one.id(), one.version() + 1, Change.Kind.UPDATED, viewer.name(), now)
                        .in(one.department()))
                .toList();
    }

    @SqlQuery("""
            SELECT id, department, status, version FROM trainee
            WHERE id IN (<ids>) AND (:everywhere = 1 OR department IN (<departments>))
            ORDER BY id FOR UPDATE
            """)
    List<Standing> lock(@BindViewer Viewer viewer, @BindList("ids") List<UUID> ids);

    @SqlUpdate("""
            UPDATE trainee SET status = :to, version = version + 1, updated_at = :now
            WHERE id IN (<ids>) AND (:everywhere = 1 OR department IN (<departments>))
            """)
    void update(@BindViewer Viewer viewer, @BindList("ids") List<UUID> ids, Trainee.Status to, Instant now);
}
