package org.prahari;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.prahari.House.Source;

/** The size of the house. A smoke alarm: when a budget breaks, an idea is missing. */
class BudgetTest {
    private static final Path REPORT = Path.of("target/budgets.txt");
    private static final Pattern OWN_EXCEPTION =
            Pattern.compile("class \\w+(<[^{]*>)? extends \\w*(Exception|Error|Throwable)\\b");
    private static final Pattern ROW_MAPPER = Pattern.compile("implements [^{]*\\bRowMapper\\b");
    private static final Pattern MUTABLE_STATIC = Pattern.compile(
            "(?m)^ *(public |protected |private )?static (?!final |void |class |\\w+ class )[\\w<>\\[\\], ]+( =|;)");
    private static final List<String> PARTS = List.of(
            "",
            "Request",
            "Dao",
            "Resource",
            "Response",
            "Service",
            "Repository",
            "Entity",
            "Model",
            "View",
            "Converter");
    private final List<Source> sources = House.sources();

    private record Budget(String what, long is, long atMost, String where) {
        boolean kept() {
            return is <= atMost;
        }

        String line() {
            return String.format("%-38s %5d  of %4d  %-6s %s", what, is, atMost, kept() ? "kept" : "BROKEN", where);
        }
    }

    @Test
    void everyBudgetIsKept() throws IOException {
        List<Budget> budgets = new ArrayList<>();
        budgets.add(count("packages in cycles", inCycles(), 0));
        budgets.add(count("upward or sideways imports", misplacedImports(), 0));
        budgets.add(new Budget("lines of the median main file", median(), 70, sources.size() + " files"));
        budgets.add(largest("lines of the largest main file", source -> true, 300));
        budgets.add(largest("lines of the largest resource", named("Resource"), 150));
        budgets.add(largest("lines of the largest DAO", named("Dao"), 200));
        budgets.add(count("exception classes of our own", matching(OWN_EXCEPTION), 2));
        budgets.add(count("RowMapper classes", matching(ROW_MAPPER), 0));
        budgets.add(count("mutable statics", matching(MUTABLE_STATIC), 0));
        budgets.add(new Budget("lines of the application's run", runLines(), 60, ""));
        budgets.add(aggregates());
        String table = String.join("\n", budgets.stream().map(Budget::line).toList()) + "\n";
        System.out.print("Budgets of the house\n" + table);
        Files.writeString(REPORT, table);
        assertThat(budgets).as(table).allMatch(Budget::kept);
    }

    @Test
    void theAlarmsRing() {
        assertThat(OWN_EXCEPTION
                        .matcher("final class Oops extends RuntimeException {")
                        .find())
                .isTrue();
        assertThat(MUTABLE_STATIC.matcher("    private static int count;").find())
                .isTrue();
        assertThat(MUTABLE_STATIC
                        .matcher("    static Map<String, Long> seen = new HashMap<>();")
                        .find())
                .isTrue();
        assertThat(MUTABLE_STATIC
                        .matcher("    private static final int COUNT = 1;")
                        .find())
                .isFalse();
        assertThat(MUTABLE_STATIC.matcher("    static int count(int a) {").find())
                .isFalse();
        assertThat(ROW_MAPPER
                        .matcher("class Rows implements A<B>, RowMapper<C> {")
                        .find())
                .isTrue();
    }

    private static Predicate<Source> named(String ending) {
        return source -> source.name().endsWith(ending);
    }

    private static Budget count(String what, List<String> found, long atMost) {
        return new Budget(what, found.size(), atMost, String.join(" ", found));
    }

    private Budget largest(String what, Predicate<Source> which, long atMost) {
        return sources.stream()
                .filter(which)
                .max(Comparator.comparingInt(Source::lines))
                .map(source -> new Budget(what, source.lines(), atMost, source.room() + "." + source.name()))
                .orElseThrow();
    }

    private List<String> matching(Pattern pattern) {
        return sources.stream()
                .filter(source -> pattern.matcher(source.text()).find())
                .map(Source::name)
                .toList();
    }

    private long median() {
        int[] lines = sources.stream().mapToInt(Source::lines).sorted().toArray();
        return lines[lines.length / 2];
    }

    /** The lines of its body. */
    private long runLines() {
        List<String> lines = sources.stream()
                .filter(source -> source.name().equals("PrahariApplication"))
                .findFirst()
                .orElseThrow()
                .text()
                .lines()
                .toList();
        int start = 0;
        while (!lines.get(start).startsWith("    public void run(")) {
            start++;
        }
        int end = lines.subList(start, lines.size()).indexOf("    }");
        return end - 1L;
    }

    /** An aggregate is what has a DAO; its types are those that bear its name and a part's. */
    private Budget aggregates() {
        Set<String> names = new TreeSet<>();
        sources.forEach(source -> names.add(source.room() + "." + source.name()));
        return sources.stream()
                .filter(named("Dao"))
                .map(dao -> dao.room() + "." + dao.name().replaceAll("Dao$", ""))
                .map(aggregate -> PARTS.stream()
                        .map(part -> aggregate + part)
                        .filter(names::contains)
                        .toList())
                .map(parts -> count("types of the largest aggregate", parts, 4))
                .max(Comparator.comparingLong(Budget::is))
                .orElseThrow();
    }

    private static List<String> misplacedImports() {
        List<String> found = new ArrayList<>();
        House.graph()
                .forEach((room, imports) -> imports.forEach(other -> {
                    if (House.floor(other) >= House.floor(room)) {
                        found.add(room + "->" + other);
                    }
                }));
        return found;
    }

    private static List<String> inCycles() {
        Map<String, Set<String>> graph = House.graph();
        return graph.keySet().stream().filter(room -> reaches(graph, room)).toList();
    }

    private static boolean reaches(Map<String, Set<String>> graph, String start) {
        Set<String> seen = new TreeSet<>();
        Deque<String> todo = new ArrayDeque<>(graph.get(start));
        while (!todo.isEmpty()) {
            String next = todo.pop();
            if (next.equals(start)) {
                return true;
            }
            if (seen.add(next)) {
                todo.addAll(graph.getOrDefault(next, Set.of()));
            }
        }
        return false;
    }
}
