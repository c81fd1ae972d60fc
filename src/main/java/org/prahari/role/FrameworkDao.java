package org.prahari.role;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.prahari.store.ChangeLog;

/** All SQL of the framework's versions, with their elements and relations. */
@RegisterConstructorMapper(FrameworkVersion.class)
@RegisterConstructorMapper(Element.class)
@RegisterConstructorMapper(Relation.class)
public interface FrameworkDao extends Transactional<FrameworkDao>, ChangeLog {
    default List<Framework> list() {
        return listVersions().stream().map(this::complete).toList();
    }

    /** Finds a version and keeps others from writing it until the transaction ends, also if it is not there yet. */
    default Optional<Framework> lock(String version) {
        return lockVersion(version).map(this::complete);
    }

    private Framework complete(FrameworkVersion version) {
        return new Framework(version, listElements(version.version()), listRelations(version.version()));
    }

    default void insert(Framework framework) {
        insertVersion(framework.version());
        insertContent(framework);
    }

    /** Puts new content in the place of all that the version held. */
    default void replace(Framework framework) {
        deleteRelations(framework.version().version());
        deleteElements(framework.version().version());
        updateVersion(framework.version());
        insertContent(framework);
    }

    private void insertContent(Framework framework) {
        insertElements(framework.version().version(), framework.elements());
        insertRelations(framework.version().version(), framework.relations());
    }

    @SqlQuery("SELECT version, title, website, revision, imported_at FROM framework WHERE id = 'nice'")
    List<FrameworkVersion> listVersions();

    @SqlQuery("""
            SELECT version, title, website, revision, imported_at FROM framework
            WHERE id = 'nice' AND version = :version FOR UPDATE
            """)
    Optional<FrameworkVersion> lockVersion(String version);

    @SqlQuery("""
            SELECT id, kind, title, text FROM framework_element WHERE framework = 'nice' AND version = :version
            """)
    List<Element> listElements(String version);

    @SqlQuery("SELECT source, target FROM framework_relation WHERE framework = 'nice' AND version = :version")
    List<Relation> listRelations(String version);

    @SqlUpdate("""
            INSERT INTO framework (id, version, title, website, revision, imported_at)
            VALUES ('nice', :version, :title, :website, :revision, :importedAt)
            """)
    void insertVersion(@BindMethods FrameworkVersion version);

    @SqlUpdate("""
            UPDATE framework SET title = :title, website = :website, revision = :revision, imported_at = :importedAt
            WHERE id = 'nice' AND version = :version
            """)
    void updateVersion(@BindMethods FrameworkVersion version);

    @SqlBatch("""
            INSERT INTO framework_element (framework, version, id, kind, title, text)
            VALUES ('nice', :version, :id, :kind, :title, :text)
            """)
    void insertElements(String version, @BindMethods Iterable<Element> elements);

    @SqlBatch("""
            INSERT INTO framework_relation (framework, version, source, target)
            VALUES ('nice', :version, :source, :target)
            """)
    void insertRelations(String version, @BindMethods Iterable<Relation> relations);

    @SqlUpdate("DELETE FROM framework_relation WHERE framework = 'nice' AND version = :version")
    void deleteRelations(String version);

    @SqlUpdate("DELETE FROM framework_element WHERE framework = 'nice' AND version = :version")
    void deleteElements(String version);
}
