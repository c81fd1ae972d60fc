package org.prahari.matching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** All gaps, by id and by role: many that stood when it was made whole, and few that have changed since. Immutable. */
final class Openings {
    private static final int FEW = 256;
    private final Map<UUID, Asked> whole;
    private final Map<Integer, List<Asked>> byRole;
    private final Map<UUID, Optional<Asked>> changed;

    private Openings(Map<UUID, Asked> whole, Map<Integer, List<Asked>> byRole, Map<UUID, Optional<Asked>> changed) {
        this.whole = whole;
        this.byRole = byRole;
        this.changed = changed;
    }

    static Openings of(Stream<Asked> all) {
        Map<UUID, Asked> whole = new HashMap<>();
        Map<Integer, List<Asked>> byRole = new HashMap<>();
        all.forEach(asked -> {
            whole.put(asked.opening.id(), asked);
            byRole.computeIfAbsent(asked.role, role -> new ArrayList<>()).add(asked);
        });
        return new Openings(whole, byRole, Map.of());
    }

    Asked find(UUID id) {
        Optional<Asked> now = changed.get(id);
        return now == null ? whole.get(id) : now.orElse(null);
    }

    Stream<Asked> all() {
        return joined(whole.values(), changed.values().stream().flatMap(Optional::stream));
    }

    Stream<Asked> ofRole(int role) {
        return joined(
                byRole.getOrDefault(role, List.of()),
                changed.values().stream().flatMap(Optional::stream).filter(asked -> asked.role == role));
    }

    /** Tells of each gap that is another than it was, or was not there, or is gone: what it was and what it is, or null. */
    void since(Openings last, BiConsumer<Asked, Asked> each) {
        Set<UUID> ids = new HashSet<>(changed.keySet());
        ids.addAll(last.changed.keySet());
        if (whole != last.whole) {
            ids.addAll(whole.keySet());
            ids.addAll(last.whole.keySet());
        }
        ids.forEach(id -> {
            Asked was = last.find(id);
            Asked now = find(id);
            if (was != now) {
                each.accept(was, now);
            }
        });
    }

    /** @param ids of those that have changed; what is not among {@code now} is gone */
    Openings with(Collection<UUID> ids, List<Asked> now) {
        Map<UUID, Optional<Asked>> more = new HashMap<>(changed);
        ids.forEach(id -> more.put(id, Optional.empty()));
        now.forEach(asked -> more.put(asked.opening.id(), Optional.of(asked)));
        Openings next = new Openings(whole, byRole, more);
        return more.size() <= FEW + whole.size() / 32 ? next : of(next.all());
    }

    private Stream<Asked> joined(Collection<Asked> stood, Stream<Asked> since) {
        return changed.isEmpty()
                ? stood.stream()
                : Stream.concat(stood.stream().filter(asked -> !changed.containsKey(asked.opening.id())), since);
    }
}
