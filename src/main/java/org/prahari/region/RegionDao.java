package org.prahari.region;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.prahari.store.ChangeLog;

/** All SQL of regions and districts. */
@RegisterConstructorMapper(Region.class)
@RegisterConstructorMapper(District.class)
public interface RegionDao extends Transactional<RegionDao>, ChangeLog {
    @SqlQuery("SELECT id, name, kind, lgd_code, languages, sources, version FROM region ORDER BY id")
    List<Region> list();

    @SqlQuery("SELECT id, name, kind, lgd_code, languages, sources, version FROM region WHERE id = :id")
    Optional<Region> find(String id);

    @SqlUpdate("""
            INSERT INTO region (id, name, kind, lgd_code, languages, sources, version)
            VALUES (:id, :name, :kind, :lgdCode, :languages, :sources, :version)
            """)
    void insert(@BindMethods Region region);

    @SqlUpdate("""
            UPDATE region
            SET name = :name, kind = :kind, lgd_code = :lgdCode, languages = :languages, sources = :sources,
                version = :version
            WHERE id = :id
            """)
    void update(@BindMethods Region region);

    @SqlQuery("SELECT id, region, name FROM district ORDER BY id")
    List<District> listDistricts();

    @SqlQuery("SELECT id, region, name FROM district WHERE region = :region AND id > :after ORDER BY id LIMIT :limit")
    List<District> listDistricts(String region, int after, int limit);

    @SqlQuery("SELECT id, region, name FROM district WHERE id = :id")
    Optional<District> findDistrict(int id);

    @SqlQuery("SELECT id, region, name FROM district WHERE id > :after ORDER BY id LIMIT :limit")
    List<District> listDistricts(int after, int limit);

    @SqlBatch("""
            INSERT INTO district (id, region, name) VALUES (:id, :region, :name)
            ON DUPLICATE KEY UPDATE region = VALUES(region), name = VALUES(name)
            """)
    void upsertDistricts(@BindMethods Iterable<District> districts);
}
