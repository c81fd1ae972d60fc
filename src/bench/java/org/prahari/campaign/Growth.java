package org.prahari.campaign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a service takes when there are more campaigns. */
final class Growth {
    private static final int LANGUAGES = 13;
    private final Map<Integer, Map<Case, Map<String, Reading>>> readings = new LinkedHashMap<>();
    private final List<Size> sizes = new ArrayList<>();

    /** @param live bytes of the heap */
    private record Size(int campaigns, String server, double seconds, long live) {}

    void add(int campaigns, Case how, Map<Peer, Reading> measured) {
        Map<String, Reading> row = readings.computeIfAbsent(campaigns, key -> new LinkedHashMap<>())
                .computeIfAbsent(how, key -> new LinkedHashMap<>());
        measured.forEach((peer, reading) -> row.put(peer.name(), reading));
    }

    void add(int campaigns, Peer peer, double seconds, long live) {
        sizes.add(new Size(campaigns, peer.name(), seconds, live));
    }

    void print() {
        Sheet.head(List.of(
                "campaigns",
                "server",
                "start to the first answer s",
                "heap in use MB",
                "of it bytes for each further campaign and language",
                "200, identity: CPU us (x nginx)",
                "never asked before: CPU us (x nginx)"));
        for (Size size : sizes) {
            Size first = sizes.stream()
                    .filter(other -> other.server.equals(size.server))
                    .findFirst()
                    .orElseThrow();
            int more = size.campaigns - first.campaigns;
            Sheet.line(List.of(
                    "%,d".formatted(size.campaigns),
                    size.server,
                    Sheet.number(size.seconds),
                    "%,d".formatted(size.live >> 20),
                    more == 0 ? "-" : "%,d".formatted((size.live - first.live) / more / LANGUAGES),
                    cell(size, Case.PLAIN),
                    cell(size, Case.UNASKED)));
        }
    }

    private String cell(Size size, Case how) {
        Map<String, Reading> row = readings.get(size.campaigns).get(how);
        double cpu = row.get(size.server).cpu();
        return Sheet.number(cpu) + " (" + Sheet.ratio(cpu / row.get("nginx").cpu()) + ")";
    }
}
