package org.prahari.trainee;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;
import org.prahari.store.ChangeLog;

/** All SQL of notices. They belong to no department: all show the same. */
@RegisterConstructorMapper(NoticeDao.Head.class)
@RegisterConstructorMapper(NoticeDao.Line.class)
public interface NoticeDao extends Transactional<NoticeDao>, ChangeLog {
    /** A notice without its texts, and who wrote it. */
    record Head(String version, int revision, String client, Instant publishedAt) {}

    /** One text and the notice it belongs to. */
    record Line(String notice, @Nested Notice.Wording wording) {}

    default List<Notice> list() {
        Map<String, List<Notice.Wording>> texts =
                listLines().stream().collect(groupingBy(Line::notice, mapping(Line::wording, toList())));
        return listHeads().stream()
                .map(head -> new Notice(head.version(), head.revision(), head.publishedAt(), texts.get(head.version())))
                .toList();
    }

    default void insert(Notice notice, String client) {
        insertHead(notice, client);
        insertTexts(notice.version(), notice.texts());
    }

    default void update(Notice notice, String client) {
        updateHead(notice, client);
        deleteTexts(notice.version());
        insertTexts(notice.version(), notice.texts());
    }

    @SqlQuery("SELECT version, revision, client, published_at FROM consent_notice ORDER BY version")
    List<Head> listHeads();

    @SqlQuery("SELECT notice, language, title, text, reviewed FROM consent_notice_text")
    List<Line> listLines();

    /** Keeps others from writing the notice, and from consenting to it, until the transaction ends. */
    @SqlQuery("""
            SELECT version, revision, client, published_at FROM consent_notice WHERE version = :version FOR UPDATE
            """)
    Optional<Head> lock(String version);

    /** The languages of a notice, which stays as it is until the transaction ends; none if there is no such notice. */
    @SqlQuery("""
            SELECT t.language FROM consent_notice n JOIN consent_notice_text t ON t.notice = n.version
            WHERE n.version = :version LOCK IN SHARE MODE
            """)
    Set<String> holdLanguages(String version);

    /** Whether somebody consented to it, now or once. */
    @SqlQuery("""
            SELECT EXISTS (SELECT 1 FROM trainee_consent c JOIN trainee t ON t.id = c.trainee
                    WHERE c.notice = :version AND (:everywhere = 1 OR department IN (<departments>)))
                OR EXISTS (SELECT 1 FROM trainee_consent_past p JOIN trainee t ON t.id = p.trainee
                    WHERE p.notice = :version AND (:everywhere = 1 OR department IN (<departments>)))
            """)
    boolean isNamed(@BindViewer Viewer viewer, String version);

    @SqlUpdate("""
            INSERT INTO consent_notice (version, revision, client, published_at)
            VALUES (:version, :revision, :client, :publishedAt)
            """)
    void insertHead(@BindMethods Notice notice, String client);

    @SqlUpdate("""
            UPDATE consent_notice SET revision = :revision, client = :client, published_at = :publishedAt
            WHERE version = :version
            """)
    void updateHead(@BindMethods Notice notice, String client);

    @SqlBatch("""
            INSERT INTO consent_notice_text (notice, language, title, text, reviewed)
            VALUES (:notice, :language, :title, :text, :reviewed)
            """)
    void insertTexts(String notice, @BindMethods Iterable<Notice.Wording> texts);

    @SqlUpdate("DELETE FROM consent_notice_text WHERE notice = :notice")
    void deleteTexts(String notice);
}
