package org.prahari.certification;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.sqlobject.config.KeyColumn;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.ValueColumn;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.prahari.store.ChangeLog;

/** All SQL of certifications. */
@RegisterConstructorMapper(Certification.class)
public interface CertificationDao extends Transactional<CertificationDao>, ChangeLog {
    @SqlQuery("""
            SELECT c.code, c.name, c.issuer, c.country, c.exam_codes, c.level, c.validity_months, c.routes, c.renewals,
                COALESCE((SELECT JSON_ARRAYAGG(r.renewed) FROM certification_renews r WHERE r.certification = c.code),
                    '[]') AS renews,
                c.status, c.retired_on, c.fee, c.course_hours, c.facts, c.sources, c.note,
                COALESCE((SELECT JSON_ARRAYAGG(JSON_OBJECT('role', q.role, 'level', q.level, 'source', q.source))
                    FROM certification_qualifies q WHERE q.certification = c.code), '[]') AS qualifies,
                c.version
            FROM certification c
            ORDER BY c.code
            """)
    List<Certification> list();

    @SqlUpdate("""
            INSERT INTO certification (code, name, issuer, country, exam_codes, level, validity_months, routes,
                renewals, status, retired_on, fee, course_hours, facts, sources, note, version)
            VALUES (:code, :name, :issuer, :country, :examCodes, :level, :validityMonths, :routes,
                :renewals, :status, :retiredOn, :fee, :courseHours, :facts, :sources, :note, :version)
            """)
    void insert(@BindMethods Certification certification);

    @SqlUpdate("""
            UPDATE certification
            SET name = :name, issuer = :issuer, country = :country, exam_codes = :examCodes, level = :level,
                validity_months = :validityMonths, routes = :routes, renewals = :renewals, status = :status,
                retired_on = :retiredOn, fee = :fee, course_hours = :courseHours, facts = :facts, sources = :sources,
                note = :note, version = :version
            WHERE code = :code
            """)
    void update(@BindMethods Certification certification);

    @SqlUpdate("DELETE FROM certification_renews WHERE certification = :certification")
    void deleteRenews(String certification);

    @SqlBatch("INSERT INTO certification_renews (certification, renewed) VALUES (:certification, :renewed)")
    void insertRenews(String certification, Iterable<String> renewed);

    @SqlUpdate("DELETE FROM certification_qualifies WHERE certification = :certification")
    void deleteQualifies(String certification);

    @SqlBatch("""
            INSERT INTO certification_qualifies (certification, role, level, source)
            VALUES (:certification, :role, :level, :source)
            """)
    void insertQualifies(String certification, @BindMethods Iterable<Certification.Qualifies> qualifies);

    @SqlQuery("SELECT id, title FROM role")
    @KeyColumn("id")
    @ValueColumn("title")
    Map<String, String> roleTitles();
}
