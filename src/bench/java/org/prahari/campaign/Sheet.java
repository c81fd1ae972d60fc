package org.prahari.campaign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What was measured, by case and server, as tables in Markdown, and what it means for the goals. */
final class Sheet {
    private final Map<Case, Map<String, Reading>> rows = new LinkedHashMap<>();
    private final Set<String> servers = new LinkedHashSet<>();

    void add(Case how, Map<Peer, Reading> readings) {
        readings.forEach((peer, reading) -> {
            rows.computeIfAbsent(how, key -> new LinkedHashMap<>()).put(peer.name(), reading);
            servers.add(peer.name());
        });
    }

    Optional<Double> cpu(Case how, String server) {
        return Optional.ofNullable(rows.getOrDefault(how, Map.of()).get(server)).map(Reading::cpu);
    }

    void print() {
        System.out.println("\nCPU of the server, microseconds for each request, and (as a multiple of nginx):\n");
        matrix(row -> reading -> number(reading.cpu())
                + (row.containsKey("nginx") ? " (" + ratio(reading.cpu() / row.get("nginx").cpu()) + ")" : ""));
        System.out.println("\nRequests in a second; milliseconds until half of the answers had come; until 99 of 100 had:\n");
        matrix(row -> reading -> "%,.0f; %.2f; %.1f".formatted(reading.rate(), reading.p50(), reading.p99()));
    }

    private void matrix(Function<Map<String, Reading>, Function<Reading, String>> cell) {
        List<String> head = new ArrayList<>(List.of("case", "bytes"));
        head.addAll(servers);
        head(head);
        rows.forEach((how, row) -> {
            List<String> cells = new ArrayList<>(List.of(
                    how.name(),
                    "%,.0f".formatted(row.values().iterator().next().bytes())));
            servers.forEach(server -> cells.add(
                    row.containsKey(server) ? cell.apply(row).apply(row.get(server)) : "-"));
            line(cells);
        });
    }

    void goals(String server) {
        head(List.of("case", "goal", "reached"));
        for (String nginx : List.of("nginx", "nginx, tuned")) {
            goal(Case.PLAIN, server, nginx, 1.2);
            goal(Case.GZIP, server, nginx, 1.2);
            goal(Case.HELD, server, nginx, 1.6);
            goal(Case.PLAIN_2, server, nginx, 1.0);
            goal(Case.GZIP_2, server, nginx, 1.0);
            goal(Case.HELD_2, server, nginx, 1.2);
            goal(Case.PLAIN.logged(), server, nginx, 1.2);
            goal(Case.GZIP.logged(), server, nginx, 1.2);
            goal(Case.HELD.logged(), server, nginx, 1.6);
            goal(Case.UNASKED, server, nginx, 3);
        }
        for (Case how : List.of(Case.PLAIN, Case.GZIP, Case.HELD)) {
            goal(how, server, "Quarkus, `@NonBlocking`", 0.4);
        }
        goal(Case.PLAIN, server, "Directus", 1.0 / 300);
    }

    /** Whether a server takes at most so many times what another does. */
    private void goal(Case how, String server, String other, double most) {
        Optional<Double> ratio = cpu(how, server).flatMap(mine -> cpu(how, other).map(theirs -> mine / theirs));
        line(List.of(
                how.name(),
                "<= " + (most < 0.01 ? "1/" + Math.round(1 / most) : ratio(most)) + " x " + other,
                ratio.map(is -> (is <= most ? "yes: " : "**no**: ") + ratio(is)).orElse("not measured")));
    }

    static void head(List<String> names) {
        line(names);
        System.out.println("|" + " --- |".repeat(names.size()));
    }

    static void line(List<String> cells) {
        System.out.println("| " + String.join(" | ", cells) + " |");
    }

    static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
    }

    static String ratio(double value) {
        return String.format(Locale.ROOT, value < 0.1 ? "%.4f" : "%.2f", value);
    }
}
