package org.prahari.campaign;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transactional;

/** All SQL of what devices have counted. */
public interface EngagementDao extends Transactional<EngagementDao> {
    /** What is added to one campaign in one week. */
    record Addition(
            String campaign,
            LocalDate week,
            String region,
            String language,
            long shown,
            long opened,
            long completed,
            long quizPassed) {}

    /** What has been counted of one campaign in one place, language and week. */
    record Total(
            String region, String language, LocalDate week, long shown, long opened, long completed, long quizPassed) {
        Reach.Cell cell() {
            return new Reach.Cell(region, language, new Week(week), new Counts(shown, opened, completed, quizPassed));
        }
    }

    @SqlQuery("SELECT fingerprint FROM engagement_batch WHERE id = :id")
    Optional<UUID> findFingerprint(UUID id);

    /** Waits for another transaction that has done the same and not ended, for as long as locks are waited for. */
    @SqlUpdate("""
            INSERT INTO engagement_batch (id, fingerprint, received_on) VALUES (:id, :fingerprint, :receivedOn)
            """)
    void insertBatch(UUID id, UUID fingerprint, LocalDate receivedOn);

    @SqlBatch("""
            INSERT INTO engagement (campaign, week, region, language, slot, shown, opened, completed, quiz_passed)
            VALUES (:campaign, :week, :region, :language, :slot, :shown, :opened, :completed, :quizPassed)
            ON DUPLICATE KEY UPDATE
                shown = shown + VALUES(shown), opened = opened + VALUES(opened),
                completed = completed + VALUES(completed), quiz_passed = quiz_passed + VALUES(quiz_passed)
            """)
    void add(@Bind("slot") int slot, @BindMethods List<Addition> additions);

    /** @return how many there were, at most {@code limit} */
    @SqlUpdate("DELETE FROM engagement_batch WHERE received_on < :before ORDER BY received_on LIMIT :limit")
    int deleteBatches(LocalDate before, int limit);

    @SqlQuery("""
            SELECT region, language, week, SUM(shown) AS shown, SUM(opened) AS opened, SUM(completed) AS completed,
                SUM(quiz_passed) AS quiz_passed
            FROM engagement WHERE campaign = :campaign AND week <= :last GROUP BY region, language, week
            """)
    @RegisterConstructorMapper(Total.class)
    List<Total> list(String campaign, LocalDate last);
}
