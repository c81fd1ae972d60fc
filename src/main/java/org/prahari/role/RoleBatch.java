package org.prahari.role;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.prahari.http.LinkedRows;
import org.prahari.http.Problem;
import org.prahari.http.RowOutcome;
import org.prahari.store.Change;

/** Writes many roles at once: those that differ from what is stored, and none that would name what is not there. */
public final class RoleBatch {
    private RoleBatch() {}

    /** @param rows no two of the same id; they may name one another */
    public static List<RowOutcome> write(RoleDao tx, String actor, List<RoleRequest> rows, Instant now) {
        List<Role> roles = rows.stream().map(row -> row.at(1)).toList();
        Map<String, Role> stored = tx.list().stream().collect(Collectors.toMap(Role::id, Function.identity()));
        Map<String, Role> all = new HashMap<>(stored);
        roles.forEach(role -> all.put(role.id(), role));
        Map<String, RowOutcome> refused =
                LinkedRows.refused(roles, stored.keySet(), Role::id, (role, known) -> check(role, known, all.values()));
        List<Change> changes = new ArrayList<>();
        List<RowOutcome> outcomes = new ArrayList<>();
        for (RoleRequest row : rows) {
            if (refused.containsKey(row.id())) {
                outcomes.add(refused.get(row.id()));
                continue;
            }
            Optional<Change> change = put(tx, stored.get(row.id()), row::at, actor, now);
            change.ifPresent(changes::add);
            outcomes.add(RowOutcome.of(stored.containsKey(row.id()), change.isPresent()));
        }
        tx.logAll(changes);
        return outcomes;
    }

    private static void check(Role role, Set<String> known, Collection<Role> all) {
        for (int i = 0; i < role.related().size(); i++) {
            String other = role.related().get(i);
            if (!known.contains(other) || other.equals(role.id())) {
                throw Problem.UNKNOWN_REFERENCE.at("/related/" + i, "is not another role known here");
            }
        }
        for (int i = 0; i < role.aliases().size(); i++) {
            String alias = role.aliases().get(i);
            if (known.contains(alias) || isOfAnother(alias, role, all)) {
                throw Problem.CONFLICT.at("/aliases/" + i, "is the id of a role, or an earlier one of another");
            }
        }
    }

    private static boolean isOfAnother(String alias, Role role, Collection<Role> all) {
        return all.stream()
                .anyMatch(other ->
                        !other.id().equals(role.id()) && other.aliases().contains(alias));
    }

    /**
     * Writes one if it differs.
     *
     * @param at the role as a given version
     */
    static Optional<Change> put(RoleDao tx, Role stored, IntFunction<Role> at, String actor, Instant now) {
        if (stored == null) {
            Role role = at.apply(1);
            tx.insert(role);
            return Optional.of(Change.of("role", role.id(), 1, Change.Kind.CREATED, actor, now));
        }
        if (stored.equals(at.apply(stored.version()))) {
            return Optional.empty();
        }
        Role role = at.apply(stored.version() + 1);
        tx.update(role);
        return Optional.of(Change.of("role", role.id(), role.version(), Change.Kind.UPDATED, actor, now));
    }
}
