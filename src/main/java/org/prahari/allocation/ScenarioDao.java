package org.prahari.allocation;

import static org.jdbi.v3.sqlobject.customizer.BindList.EmptyHandling.NULL_STRING;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** What the catalogues say of certificates and places that are not there yet. */
@RegisterConstructorMapper(Syllabus.class)
public interface ScenarioDao {
    @SqlQuery("""
            SELECT code, status <> 'retired' AS offered, routes, fee, course_hours, validity_months
            FROM certification ORDER BY code
            """)
    List<Syllabus> listSyllabi();

    @SqlQuery("SELECT id FROM region WHERE id IN (<ids>)")
    Set<String> listRegions(@BindList(value = "ids", onEmpty = NULL_STRING) Collection<String> ids);

    @SqlQuery("SELECT :district IS NULL OR EXISTS (SELECT 1 FROM district WHERE id = :district AND region = :region)")
    boolean allowsDistrict(String region, Integer district);
}
