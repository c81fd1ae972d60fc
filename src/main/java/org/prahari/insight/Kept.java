package org.prahari.insight;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Things by id. Immutable: what makes another one of it copies only the small part of it where something changes. */
final class Kept<T> {
    private static final int PARTS = 1024;
    private final List<Map<UUID, T>> parts;

    private Kept(List<Map<UUID, T>> parts) {
        this.parts = parts;
    }

    static <T> Kept<T> none() {
        return new Kept<>(Collections.nCopies(PARTS, Map.of()));
    }

    /** The thing, or null. */
    T get(UUID id) {
        return parts.get(part(id)).get(id);
    }

    Stream<T> all() {
        return parts.stream().flatMap(part -> part.values().stream());
    }

    /** @param changes what is now under an id; null if nothing is */
    Kept<T> with(Map<UUID, T> changes) {
        List<Map<UUID, T>> next = new ArrayList<>(parts);
        boolean[] own = new boolean[PARTS];
        changes.forEach((id, now) -> {
            int part = part(id);
            if (!own[part]) {
                own[part] = true;
                next.set(part, new HashMap<>(parts.get(part)));
            }
            if (now == null) {
                next.get(part).remove(id);
            } else {
                next.get(part).put(id, now);
            }
        });
        return new Kept<>(next);
    }

    private static int part(UUID id) {
        return (int) (id.getLeastSignificantBits() & (PARTS - 1));
    }
}
