package org.prahari.facility;

import static org.jdbi.v3.sqlobject.customizer.BindList.EmptyHandling.NULL_STRING;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.prahari.access.BindViewer;
import org.prahari.access.OnceDao;
import org.prahari.access.Viewer;
import org.prahari.store.ChangeLog;
import org.prahari.store.SqlMany;

/** All SQL of facilities. An empty filter stands as NULL in its list, and COALESCE tells. */
@RegisterConstructorMapper(Facility.class)
@RegisterConstructorMapper(FacilityDao.District.class)
public interface FacilityDao extends Transactional<FacilityDao>, ChangeLog, OnceDao {
    @SqlQuery("""
            SELECT id, department, external_id, hfr_id, name, kind, district, beds, contact_role, version, created_at,
                updated_at
            FROM facility
            WHERE (:everywhere = 1 OR department IN (<departments>))
                AND (COALESCE(<kinds>) IS NULL OR kind IN (<kinds>))
                AND (COALESCE(<districts>) IS NULL OR district IN (<districts>))
                AND (COALESCE(<externalIds>) IS NULL OR external_id IN (<externalIds>))
                AND id > :after
            ORDER BY id LIMIT :limit
            """)
    List<Facility> list(
            @BindViewer Viewer viewer,
            @BindList(value = "kinds", onEmpty = NULL_STRING) List<Facility.Kind> kinds,
            @BindList(value = "districts", onEmpty = NULL_STRING) List<Integer> districts,
            @BindList(value = "externalIds", onEmpty = NULL_STRING) List<String> externalIds,
            UUID after,
            int limit);

    @SqlQuery("""
            SELECT id, department, external_id, hfr_id, name, kind, district, beds, contact_role, version, created_at,
                updated_at
            FROM facility
            WHERE id = :id AND (:everywhere = 1 OR department IN (<departments>))
            """)
    Optional<Facility> find(@BindViewer Viewer viewer, UUID id);

    /** Those the client has brought in under these keys. */
    @SqlQuery("""
            SELECT id, department, external_id, hfr_id, name, kind, district, beds, contact_role, version, created_at,
                updated_at
            FROM facility
            WHERE client = :client AND external_id IN (<externalIds>)
                AND (:everywhere = 1 OR department IN (<departments>))
            """)
    List<Facility> listOwn(@BindViewer Viewer viewer, String client, @BindList("externalIds") List<String> externalIds);

    /** @return 0 if there is no such department for this viewer */
    @SqlUpdate("""
            INSERT INTO facility (id, department, client, external_id, hfr_id, name, kind, district, beds, contact_role,
                version, created_at, updated_at)
            SELECT :id, id, :client, :externalId, :hfrId, :name, :kind, :district, :beds, :contactRole,
                :version, :createdAt, :updatedAt
            FROM region
            WHERE id = :department AND (:everywhere = 1 OR id IN (<departments>))
            """)
    int insert(@BindViewer Viewer viewer, @BindMethods Facility facility, String client);

    /** An external id belongs to the client that set it, so that nobody meets a duplicate that is not theirs to see. */
    @SqlUpdate("""
            UPDATE facility
            SET client = CASE WHEN external_id = :externalId THEN client ELSE :client END, external_id = :externalId,
                hfr_id = :hfrId, name = :name, kind = :kind, district = :district, beds = :beds,
                contact_role = :contactRole, version = :version, updated_at = :updatedAt
            WHERE id = :id AND version = :version - 1 AND (:everywhere = 1 OR department IN (<departments>))
            """)
    int update(@BindViewer Viewer viewer, @BindMethods Facility facility, String client);

    @SqlUpdate("""
            DELETE FROM facility
            WHERE id = :id AND version = :version AND (:everywhere = 1 OR department IN (<departments>))
            """)
    int delete(@BindViewer Viewer viewer, UUID id, int version);

    /** A district, and the region it lies in. */
    record District(int id, String region) {}

    @SqlQuery("SELECT id, region FROM district WHERE id IN (<ids>)")
    Set<District> listDistricts(@BindList(value = "ids", onEmpty = NULL_STRING) Collection<Integer> ids);

    /** Those that are departments, and this viewer's. */
    @SqlQuery("SELECT id FROM region WHERE id IN (<ids>) AND (:everywhere = 1 OR id IN (<departments>))")
    Set<String> listDepartments(@BindViewer Viewer viewer, @BindList("ids") Collection<String> ids);

    /** A row of a department that is not the viewer's would be without an id, which the database refuses. */
    @SqlMany("""
            INSERT INTO facility (id, department, client, external_id, hfr_id, name, kind, district, beds, contact_role,
                version, created_at, updated_at)
            VALUES (CASE WHEN (:everywhere = 1 OR :department IN (<departments>)) THEN :id END, :department, :client,
                :externalId, :hfrId, :name, :kind, :district, :beds, :contactRole, :version, :createdAt, :updatedAt)
            """)
    void insertAll(@BindViewer Viewer viewer, List<Facility> facilities, String client);

    /** @return for each 0 if it has changed meanwhile */
    @SqlMany("""
            UPDATE facility
            SET hfr_id = :hfrId, name = :name, kind = :kind, district = :district, beds = :beds,
                contact_role = :contactRole, version = :version, updated_at = :updatedAt
            WHERE id = :id AND version = :version - 1 AND (:everywhere = 1 OR department IN (<departments>))
            """)
    int[] updateAll(@BindViewer Viewer viewer, List<Facility> facilities);

    @SqlQuery("SELECT :district IS NULL OR EXISTS (SELECT 1 FROM district WHERE id = :district AND region = :region)")
    boolean allowsDistrict(String region, Integer district);
}
