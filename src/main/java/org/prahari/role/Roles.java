package org.prahari.role;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.prahari.http.Search;

/** All roles as they are read: in the order of their ids, each with its words, and findable by their earlier ids. */
public final class Roles {
    private final List<Entry> entries;
    private final Map<String, Role> byId = new HashMap<>();
    private final Map<String, Role> byAlias = new HashMap<>();

    private record Entry(Role role, List<String> words) {}

    /** @param roles in the order of their ids */
    public Roles(List<Role> roles) {
        this.entries = roles.stream().map(role -> new Entry(role, words(role))).toList();
        for (Role role : roles) {
            byId.put(role.id(), role);
            role.aliases().forEach(alias -> byAlias.put(alias, role));
        }
    }

    public Optional<Role> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The role that bears this earlier id's work today. */
    public Optional<Role> findByAlias(String alias) {
        return Optional.ofNullable(byAlias.get(alias));
    }

    public boolean hasCategory(String code) {
        return byId.values().stream().anyMatch(role -> role.category().code().equals(code));
    }

    /**
     * The roles that match all of these, in the order of their ids.
     *
     * @param categories codes, any of which will do; none for all
     * @param safeguards any of which will do; none for all
     */
    public List<Role> search(Search search, Set<String> categories, Collection<Role.Safeguard> safeguards) {
        return entries.stream()
                .filter(entry -> search.matches(entry.words))
                .map(Entry::role)
                .filter(role -> categories.isEmpty()
                        || categories.contains(role.category().code()))
                .filter(role ->
                        safeguards.isEmpty() || role.safeguards().stream().anyMatch(safeguards::contains))
                .toList();
    }

    private static List<String> words(Role role) {
        List<String> texts = new ArrayList<>(role.aliases());
        texts.addAll(List.of(role.id(), role.title(), role.summary(), role.hospital()));
        return Search.index(texts);
    }
}
