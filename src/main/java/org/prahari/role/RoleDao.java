package org.prahari.role;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.prahari.store.ChangeLog;

/** All SQL of roles. */
@RegisterConstructorMapper(Role.class)
public interface RoleDao extends Transactional<RoleDao>, ChangeLog {
    @SqlQuery("""
            SELECT id, framework_version, title, category, summary, hospital,
                safeguards, aliases, related, opm_codes, sources, version
            FROM role ORDER BY id
            """)
    List<Role> list();

    @SqlQuery("""
            SELECT id, framework_version, title, category, summary, hospital,
                safeguards, aliases, related, opm_codes, sources, version
            FROM role WHERE id = :id
            """)
    Optional<Role> find(String id);

    @SqlUpdate("""
            INSERT INTO role (id, framework_version, title, category, summary, hospital,
                safeguards, aliases, related, opm_codes, sources, version)
            VALUES (:id, :frameworkVersion, :title, :category, :summary, :hospital,
                :safeguards, :aliases, :related, :opmCodes, :sources, :version)
            """)
    void insert(@BindMethods Role role);

    @SqlUpdate("""
            UPDATE role
            SET framework_version = :frameworkVersion, title = :title, category = :category, summary = :summary, hospital = :hospital, safeguards = :safeguards,
                aliases = :aliases, related = :related, opm_codes = :opmCodes, sources = :sources, version = :version
            WHERE id = :id
            """)
    void update(@BindMethods Role role);
}
