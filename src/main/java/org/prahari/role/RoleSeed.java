package org.prahari.role;

import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.prahari.store.BadFile;
import org.prahari.store.Change;

/** Brings the roles to what the file {@code roles.yaml} says; what is so already, or was imported since, is left alone. */
public final class RoleSeed {
    private static final String ACTOR = "seed";
    private final RoleDao dao;
    private final Clock clock;

    public RoleSeed(RoleDao dao, Clock clock) {
        this.dao = dao;
        this.clock = clock;
    }

    /** The file. */
    public record File(Source framework, List<Role.Category> categories, List<Entry> roles) {
        record Source(String id, String version, String title, String source) {}

        record Entry(
                String id,
                String title,
                String category,
                String summary,
                String hospital,
                List<Role.Safeguard> safeguards,
                List<String> aliases,
                List<String> related,
                List<String> opmCodes,
                List<String> sources) {
            Role at(String frameworkVersion, Role.Category of, int version) {
                return new Role(
                        id,
                        frameworkVersion,
                        title,
                        of,
                        summary,
                        hospital,
                        safeguards,
                        aliases,
                        related,
                        opmCodes,
                        sources,
                        version);
            }
        }
    }

    /**
     * Writes what differs.
     *
     * @return how many roles were written
     * @throws BadFile if the file contradicts itself; names the place
     */
    public int apply(File file) {
        Map<String, Role.Category> categories = new HashMap<>();
        file.categories().forEach(category -> categories.put(category.code(), category));
        check(file.roles(), categories.keySet());
        return dao.inTransaction(tx -> {
            Set<String> others = tx.touchedByOthers("role", ACTOR);
            List<Change> changes = file.roles().stream()
                    .filter(entry -> !others.contains(entry.id()))
                    .flatMap(entry -> RoleBatch.put(
                            tx,
                            tx.find(entry.id()).orElse(null),
                            version -> entry.at(file.framework().version(), categories.get(entry.category()), version),
                            ACTOR,
                            clock.instant())
                            .stream())
                    .toList();
            tx.logAll(changes);
            return changes.size();
        });
    }

    private static void check(List<File.Entry> roles, Set<String> categories) {
        Set<String> ids = new HashSet<>();
        roles.forEach(role -> ids.add(role.id()));
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < roles.size(); i++) {
            File.Entry role = roles.get(i);
            String where = "/roles/" + i;
            refuseIf(!taken.add(role.id()), where + "/id", role.id());
            refuseIf(!categories.contains(role.category()), where + "/category", role.category());
            for (String other : role.related()) {
                refuseIf(!ids.contains(other) || other.equals(role.id()), where + "/related", other);
            }
            for (String alias : role.aliases()) {
                refuseIf(ids.contains(alias) || !taken.add(alias), where + "/aliases", alias);
            }
        }
    }

    private static void refuseIf(boolean wrong, String where, String value) {
        if (wrong) {
            throw new BadFile(where, value + " stands there twice, or refers to nothing");
        }
    }
}
