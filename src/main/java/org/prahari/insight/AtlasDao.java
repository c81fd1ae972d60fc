package org.prahari.insight;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Reads the names that numbers are told by. */
@RegisterConstructorMapper(Atlas.District.class)
@RegisterConstructorMapper(Atlas.Post.class)
public interface AtlasDao {
    @SqlQuery("SELECT id FROM region ORDER BY id")
    List<String> listRegions();

    @SqlQuery("SELECT id, region FROM district ORDER BY id")
    List<Atlas.District> listDistricts();

    @SqlQuery("SELECT id, title, category, safeguards FROM role ORDER BY id")
    List<Atlas.Post> listRoles();

    @SqlQuery("SELECT code FROM certification ORDER BY code")
    List<String> listCertifications();
}
