package org.prahari.campaign;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.json.Json;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.prahari.access.OnceDao;
import org.prahari.store.ChangeLog;

/** All SQL of campaigns and their vocabulary. */
@RegisterConstructorMapper(Campaign.class)
@RegisterConstructorMapper(Term.class)
@RegisterConstructorMapper(CampaignDao.RegionLanguages.class)
@RegisterConstructorMapper(CampaignDao.Stamp.class)
@RegisterConstructorMapper(Revision.class)
@RegisterConstructorMapper(CampaignDao.Withdrawal.class)
public interface CampaignDao extends Transactional<CampaignDao>, ChangeLog, OnceDao {
    /** The languages of a region in their order. */
    record RegionLanguages(String id, @Json List<Tag> languages) {
        @JsonIgnoreProperties(ignoreUnknown = true)
        record Tag(String tag) {}
    }

    /** Which state of a campaign the database holds. */
    record Stamp(String slug, int version, Instant updatedAt) {
        static Stamp of(Campaign campaign) {
            return new Stamp(campaign.slug(), campaign.version(), campaign.updatedAt());
        }
    }

    @SqlQuery("""
            SELECT slug, kind, topics, audiences, safeguards, channels, regions, severity, `window`, recurrence, helpline,
                source_language, sources, status, revision, author, publisher, version, created_at, updated_at,
                published_at, translations, proposals
            FROM campaign WHERE slug = :slug
            """)
    Optional<Campaign> find(String slug);

    @SqlQuery("""
            SELECT slug, kind, topics, audiences, safeguards, channels, regions, severity, `window`, recurrence, helpline,
                source_language, sources, status, revision, author, publisher, version, created_at, updated_at,
                published_at, translations, proposals
            FROM campaign WHERE (:status IS NULL OR status = :status) AND slug > :after ORDER BY slug LIMIT :limit
            """)
    List<Campaign> list(Campaign.Status status, String after, int limit);

    @SqlQuery("SELECT slug, version, updated_at FROM campaign WHERE status = 'published' ORDER BY slug")
    List<Stamp> listPublishedStamps();

    @SqlUpdate("""
            INSERT INTO campaign_revision (slug, revision, author, written_at, text)
            VALUES (:slug, :revision, :author, :writtenAt, :text)
            """)
    void insertRevision(String slug, @BindMethods Revision revision);

    @SqlQuery("""
            SELECT revision, author, written_at, text
            FROM campaign_revision WHERE slug = :slug AND revision > :after ORDER BY revision LIMIT :limit
            """)
    List<Revision> listRevisions(String slug, int after, int limit);

    @SqlQuery("""
            SELECT revision, author, written_at, text
            FROM campaign_revision WHERE slug = :slug AND revision = :revision
            """)
    Optional<Revision> findRevision(String slug, int revision);

    @SqlUpdate("""
            INSERT INTO campaign (slug, kind, topics, audiences, safeguards, channels, regions, severity, `window`,
                recurrence, helpline, source_language, sources, status, revision, author, publisher, version, created_at,
                updated_at, published_at, translations, proposals)
            VALUES (:slug, :kind, :topics, :audiences, :safeguards, :channels, :regions, :severity, :window,
                :recurrence, :helpline, :sourceLanguage, :sources, :status, :revision, :author, :publisher, :version,
                :createdAt, :updatedAt, :publishedAt, :translations, :proposals)
            """)
    void insert(@BindMethods Campaign campaign);

    /** Stores the next version; no row if somebody else stored it first. */
    default int update(Campaign next) {
        return update(next, next.version() - 1);
    }

    /** The same, where several steps were made of the version that was read. */
    @SqlUpdate("""
            UPDATE campaign
            SET kind = :kind, topics = :topics, audiences = :audiences, safeguards = :safeguards, channels = :channels,
                regions = :regions, severity = :severity, `window` = :window, recurrence = :recurrence,
                helpline = :helpline, source_language = :sourceLanguage, sources = :sources, status = :status,
                revision = :revision, author = :author, publisher = :publisher, version = :version,
                updated_at = :updatedAt, published_at = :publishedAt, translations = :translations,
                proposals = :proposals
            WHERE slug = :slug AND version = :before
            """)
    int update(@BindMethods Campaign next, int before);

    @SqlQuery("SELECT kind, id, title, description, safeguards FROM campaign_term ORDER BY kind, id")
    List<Term> listTerms();

    @SqlBatch("""
            INSERT INTO campaign_term (kind, id, title, description, safeguards)
            VALUES (:kind, :id, :title, :description, :safeguards)
            ON DUPLICATE KEY UPDATE
                title = VALUES(title), description = VALUES(description), safeguards = VALUES(safeguards)
            """)
    void upsertTerms(@BindMethods Iterable<Term> terms);

    /** A version that was taken back from the public. */
    record Withdrawal(String slug, int version) {}

    /** Remembers the last one of each campaign: what it is from then on is not the public's to know, but for its slug. */
    @SqlUpdate("""
            INSERT INTO campaign_withdrawal (slug, version) VALUES (:slug, :version)
            ON DUPLICATE KEY UPDATE version = VALUES(version)
            """)
    void insertWithdrawal(String slug, int version);

    @SqlQuery("SELECT slug, version FROM campaign_withdrawal ORDER BY slug")
    List<Withdrawal> listWithdrawals();

    @SqlQuery("SELECT id, languages FROM region ORDER BY id")
    List<RegionLanguages> listRegions();
}
