package org.prahari.store;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * The one log that everything which follows from a write reads. A DAO extends this and calls {@link #log} as the last
 * statement of the transaction that writes.
 *
 * <p>Readers may follow the sequence without ever missing a row: the number is taken from one counter row whose lock is
 * held until commit, so the order of numbers is the order of commits. (An auto-increment column would number rows in the
 * order they were inserted, and a reader could pass a row that commits late.) The price is that commits of writers follow
 * one another; taking the lock last keeps it short. Each change is told in the audit trail too, by itself.
 */
public interface ChangeLog extends AuditLog {
    default void log(Change change) {
        logAll(List.of(change));
    }

    /** Logs many changes at the cost of one. */
    default void logAll(List<Change> changes) {
        if (!changes.isEmpty()) {
            getHandle().useTransaction(handle -> {
                List<Deed> deeds = changes.stream().map(Change::deed).toList();
                AuditTrail trail = handle.attach(AuditTrail.class);
                Map<String, AuditChain.Head> heads = trail.lock(deeds);
                long first = advance(changes.size()) - changes.size() + 1;
                List<Long> sequences =
                        LongStream.range(first, first + changes.size()).boxed().toList();
                append(sequences, changes);
                trail.append(
                        IntStream.range(0, deeds.size())
                                .mapToObj(i -> deeds.get(i).of(sequences.get(i)))
                                .toList(),
                        heads);
            });
        }
    }

    /** @return the last of the numbers taken: in the answer to the update, since all writers wait for each question more */
    @SqlUpdate("UPDATE change_head SET sequence = LAST_INSERT_ID(sequence + :count)")
    @GetGeneratedKeys
    long advance(int count);

    /** The last number given out. */
    @SqlQuery("SELECT sequence FROM change_head")
    long head();

    @SqlMany("""
            INSERT INTO change_log (sequence, feature, id, version, kind, department, region, actor, at)
            VALUES (:sequence, :feature, :id, :version, :kind, :department, :region, :actor, :at)
            """)
    void append(@Bind("sequence") List<Long> sequences, List<Change> changes);

    /** A thing that has changed. */
    record Touched(String feature, String id) {}

    /** A version of a thing, and the change that made it. */
    record Numbered(String id, int version, long sequence) {}

    /** What has changed of a feature since, in the order it was committed. */
    @SqlQuery("""
            SELECT id, version, sequence FROM change_log WHERE feature = :feature AND sequence > :after ORDER BY sequence
            """)
    @RegisterConstructorMapper(Numbered.class)
    List<Numbered> listNumbered(String feature, long after);

    /** The sequence of the last change of any of these features, 0 if there was none. */
    default long lastChange(List<String> features) {
        return lastChange(features, 0);
    }

    /** The same, or {@code after} if nothing has changed since: what the log was before is not read again. */
    @SqlQuery("""
            SELECT COALESCE(MAX(sequence), :after) FROM change_log WHERE feature IN (<features>) AND sequence > :after
            """)
    long lastChange(@BindList("features") List<String> features, long after);

    /** The things of a feature that somebody else than this actor has changed too. */
    @SqlQuery("SELECT DISTINCT id FROM change_log WHERE feature = :feature AND actor <> :actor")
    Set<String> touchedByOthers(String feature, String actor);

    /** What has changed since, each thing once. */
    @SqlQuery("SELECT DISTINCT feature, id FROM change_log WHERE feature IN (<features>) AND sequence > :after")
    @RegisterConstructorMapper(Touched.class)
    List<Touched> listTouched(@BindList("features") List<String> features, long after);
}
