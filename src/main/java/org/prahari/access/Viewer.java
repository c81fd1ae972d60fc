package org.prahari.access;

import java.security.Principal;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who looks: made once per request by the door, and taken by every DAO method on a department's table.
 *
 * @param name the client's id; the actor of what it writes
 * @param everywhere whether it sees all departments
 * @param departments the departments it sees, when not all
 */
public record Viewer(String name, Set<String> scopes, boolean everywhere, Set<String> departments)
        implements Principal {
    public static final Viewer ANONYMOUS = new Viewer("anonymous", Set.of(), false, Set.of());
    /** Stands for all departments. */
    public static final String ALL = "*";

    public Viewer {
        scopes = Set.copyOf(scopes);
        departments = Set.copyOf(departments);
    }

    /** The service itself, when it works for nobody in particular: commands, snapshots. */
    public static Viewer system(String name) {
        return new Viewer(name, Set.of(), true, Set.of());
    }

    static Viewer of(Client client) {
        return new Viewer(
                client.id().toString(),
                Set.copyOf(client.scopes()),
                client.departments().contains(ALL),
                Set.copyOf(client.departments()));
    }

    @Override
    public String getName() {
        return name;
    }

    public boolean isAnonymous() {
        return this.equals(ANONYMOUS);
    }

    public boolean sees(String department) {
        return everywhere || departments.contains(department);
    }

    /** The same viewer, seeing of these departments those that it sees; {@link #ALL} leaves it as it is. */
    public Viewer within(Collection<String> some) {
        return some.contains(ALL)
                ? this
                : new Viewer(
                        name, scopes, false, some.stream().filter(this::sees).collect(Collectors.toSet()));
    }
}
