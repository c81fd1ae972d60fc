package org.prahari.partner;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jdbi.v3.sqlobject.CreateSqlObject;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;
import org.prahari.store.ChangeLog;

/** What exports read of the log. Catalogue things belong to no department, and everybody's log has them. */
@RegisterConstructorMapper(ExportDao.Step.class)
public interface ExportDao extends Transactional<ExportDao>, ChangeLog {
    /** How many steps are read at once; of these each thing is told once. */
    int STEPS = 5_000;

    @CreateSqlObject
    ChangesDao changes();

    @CreateSqlObject
    WebhookDao webhooks();

    @CreateSqlObject
    DeliveryDao deliveries();

    /** A change, and the thing that changed. */
    record Step(long sequence, String id, String department) {}

    /** The changes of a feature since, each thing about once. */
    default Iterable<Step> steps(Viewer viewer, String feature, long since) {
        Set<String> told = new HashSet<>();
        return () -> {
            Iterable<Step> all = Paged.of(
                    since,
                    after -> {
                        told.clear();
                        return listSteps(viewer, feature, after, STEPS);
                    },
                    Step::sequence);
            return StreamSupport.stream(all.spliterator(), false)
                    .filter(step -> told.add(step.id()))
                    .iterator();
        };
    }

    @SqlQuery("""
            SELECT sequence, id, department FROM change_log
            WHERE (:everywhere = 1 OR department IN (<departments>) OR department IS NULL)
                AND feature = :feature AND sequence > :since
            ORDER BY sequence LIMIT :limit
            """)
    List<Step> listSteps(@BindViewer Viewer viewer, String feature, long since, int limit);

    /** When a change was made, by the clock of the node that made it. */
    @SqlQuery("SELECT at FROM change_log WHERE sequence = :sequence")
    Optional<Instant> findTime(long sequence);
}
