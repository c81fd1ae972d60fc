package org.prahari.partner;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.prahari.access.BindViewer;
import org.prahari.access.OnceDao;
import org.prahari.access.Viewer;
import org.prahari.store.ChangeLog;

/** All SQL of imports. An import belongs to the client that sent it, and nobody else sees it. */
@RegisterConstructorMapper(Import.class)
@RegisterConstructorMapper(ImportOrder.class)
@RegisterConstructorMapper(ImportFault.class)
@RegisterConstructorMapper(ImportDao.Chunk.class)
public interface ImportDao extends Transactional<ImportDao>, ChangeLog, OnceDao {
    /** Rows that wait, sealed. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Chunk(int number, byte[] sealed) {}

    @SqlUpdate("""
            INSERT INTO import_job (id, client, scopes, everywhere, departments, request_id, feature, header,
                separated_by, dry_run, state, next_chunk, failures, total, done, created, updated, unchanged, failed,
                version, created_at, received_at)
            VALUES (:id, :client, :scopes, :everywhere, :departments, :requestId, :feature, :header, :separatedBy,
                :dryRun, 'receiving', 0, 0, 0, 0, 0, 0, 0, 0, 0, :createdAt, :createdAt)
            """)
    void insert(@BindMethods ImportOrder order);

    @SqlUpdate("INSERT INTO import_chunk (job, number, sealed) VALUES (:job, :number, :sealed)")
    void insertChunk(UUID job, int number, byte[] sealed);

    @SqlUpdate("UPDATE import_job SET received_at = :now WHERE id = :id")
    void received(UUID id, Instant now);

    /** The upload is here whole. */
    @SqlUpdate("""
            UPDATE import_job SET state = 'queued', total = :total, version = 1, received_at = :now
            WHERE id = :id AND state = 'receiving'
            """)
    int queue(UUID id, long total, Instant now);

    /** Gives up what was not received whole. */
    @SqlUpdate("DELETE FROM import_job WHERE id = :id AND state = 'receiving'")
    int deleteReceiving(UUID id);

    @SqlQuery("""
            SELECT id, feature, dry_run, state, done, total, created, updated, unchanged, failed, version, created_at,
                started_at, finished_at
            FROM import_job WHERE client = :client AND id = :id AND state <> 'receiving'
            """)
    Optional<Import> find(String client, UUID id);

    @SqlQuery("""
            SELECT id, feature, dry_run, state, done, total, created, updated, unchanged, failed, version, created_at,
                started_at, finished_at
            FROM import_job WHERE client = :client AND id > :after AND state <> 'receiving' ORDER BY id LIMIT :limit
            """)
    List<Import> list(String client, UUID after, int limit);

    @SqlQuery("""
            SELECT line, number, pointer, code, detail, value FROM import_fault
            WHERE job = :job AND (line > :line OR (line = :line AND number > :number))
            ORDER BY line, number LIMIT :limit
            """)
    List<ImportFault> listFaults(UUID job, long line, int number, int limit);

    /** @return 0 if it is over, or not as it was read */
    @SqlUpdate("""
            UPDATE import_job SET state = 'cancelled', version = version + 1, finished_at = :now
            WHERE client = :client AND id = :id AND version = :version AND state IN ('queued', 'running')
            """)
    int cancel(String client, UUID id, int version, Instant now);

    /** What is over needs neither what was uploaded nor whom not to write. */
    default void forget(UUID id) {
        int unused = deleteChunks(id) + deleteBarred(id);
    }

    @SqlUpdate("DELETE FROM import_chunk WHERE job = :id")
    int deleteChunks(UUID id);

    @SqlUpdate("DELETE FROM import_barred WHERE job = :id")
    int deleteBarred(UUID id);

    /**
     * Whether no other import of the same client is before it: they are done in the order they came, except that one that
     * was received while a later one was begun waits for that.
     */
    @SqlQuery("""
            SELECT NOT EXISTS (SELECT 1 FROM import_job o JOIN import_job m ON m.client = o.client AND m.id <> o.id
                WHERE m.id = :id AND (o.state = 'running' AND (m.state <> 'running' OR o.id < m.id)
                    OR o.state = 'queued' AND m.state <> 'running' AND o.id < m.id))
            """)
    boolean isNext(UUID id);

    /** @return 0 if there is nothing left to do */
    @SqlUpdate("""
            UPDATE import_job SET state = 'running', started_at = COALESCE(started_at, :now)
            WHERE id = :id AND state IN ('queued', 'running')
            """)
    int begin(UUID id, Instant now);

    @SqlQuery("""
            SELECT id, client, scopes, everywhere, departments, request_id, feature, header, separated_by, dry_run,
                created_at
            FROM import_job WHERE id = :id
            """)
    Optional<ImportOrder> findOrder(UUID id);

    @SqlQuery("SELECT number, sealed FROM import_chunk WHERE job = :job ORDER BY number LIMIT 1")
    Optional<Chunk> nextChunk(UUID job);

    @SqlQuery("SELECT number, sealed FROM import_chunk WHERE job = :job AND number = :number")
    Optional<Chunk> findChunk(UUID job, int number);

    /** Claims a chunk until the end of the transaction. @return 0 if it is cancelled, or another node has done the chunk */
    @SqlUpdate("""
            UPDATE import_job SET next_chunk = :number + 1, failures = 0
            WHERE id = :id AND state = 'running' AND next_chunk = :number
            """)
    int claim(UUID id, int number);

    @SqlUpdate("DELETE FROM import_chunk WHERE job = :job AND number = :number")
    void deleteChunk(UUID job, int number);

    @SqlUpdate("""
            UPDATE import_job
            SET done = done + :rows, created = created + :created, updated = updated + :updated,
                unchanged = unchanged + :unchanged, failed = failed + :failed
            WHERE id = :id
            """)
    void count(UUID id, int rows, @BindMethods Import.Counts counts);

    @SqlBatch("""
            INSERT INTO import_fault (job, line, number, pointer, code, detail, value)
            VALUES (:job, :line, :number, :pointer, :code, :detail, :value)
            """)
    void insertFaults(UUID job, @BindMethods Iterable<ImportFault> faults);

    @SqlUpdate("""
            UPDATE import_job SET state = :state, version = version + 1, finished_at = :now
            WHERE id = :id AND state = 'running'
            """)
    int finish(UUID id, Import.State state, Instant now);

    @SqlUpdate("UPDATE import_job SET failures = failures + 1 WHERE id = :id AND state = 'running'")
    int addFailure(UUID id);

    @SqlQuery("SELECT failures FROM import_job WHERE id = :id")
    int failures(UUID id);

    @SqlQuery("SELECT id FROM import_job WHERE state IN ('queued', 'running') ORDER BY id")
    List<UUID> listUnfinished();

    @SqlUpdate("""
            DELETE FROM import_job
            WHERE (state = 'receiving' AND received_at < :silent) OR finished_at < :over LIMIT 10
            """)
    int deleteOld(Instant silent, Instant over);

    /** Keeps uploads that wait from bringing back a trainee who is being erased. */
    @SqlUpdate("""
            INSERT INTO import_barred (job, digest)
            SELECT j.id, UNHEX(SHA2(t.external_id, 256))
            FROM trainee t JOIN import_job j ON j.client = t.client
            WHERE t.id = :trainee AND t.external_id IS NOT NULL AND j.feature = 'trainees'
                AND j.state IN ('receiving', 'queued', 'running')
                AND (:everywhere = 1 OR t.department IN (<departments>))
            ON DUPLICATE KEY UPDATE digest = VALUES(digest)
            """)
    int bar(@BindViewer Viewer viewer, UUID trainee);

    @SqlQuery("SELECT LOWER(HEX(digest)) FROM import_barred WHERE job = :job")
    Set<String> listBarred(UUID job);
}
