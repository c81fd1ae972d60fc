package org.prahari;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The plan of the house, and its sources as text: what the rules and the budgets are measured on. */
final class House {
    /** From the ground up. A package imports from floors below its own only. */
    static final List<Set<String>> FLOORS = List.of(
            Set.of("http", "store", "assignment"),
            Set.of("access"),
            Set.of(
                    "region",
                    "role",
                    "certification",
                    "campaign",
                    "facility",
                    "gap",
                    "trainee",
                    "partner",
                    "matching",
                    "readiness"),
            Set.of("allocation", "insight"),
            Set.of("offer"),
            Set.of("app"));

    static final Path MAIN = Path.of("src/main/java/org/prahari");
    private static final Path MIGRATIONS = Path.of("src/main/resources/migrations");
    private static final Pattern IMPORT = Pattern.compile("\\borg\\.prahari\\.([a-z]+)\\.");
    private static final Pattern TABLE = Pattern.compile("CREATE TABLE (\\w+) \\((.*?)\\n\\)", Pattern.DOTALL);
    private static final Pattern REFERENCE = Pattern.compile("REFERENCES (\\w+)");

    private House() {}

    /** One source file of the product. */
    record Source(String room, String name, String text) {
        int lines() {
            return (int) text.lines().count();
        }

        /** The packages of ours that it names. */
        Set<String> imports() {
            Set<String> names = new TreeSet<>();
            Matcher matcher = IMPORT.matcher(text);
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
            names.remove(room);
            return names;
        }
    }

    static List<Source> sources() {
        return files(MAIN, ".java").stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .map(file -> new Source(
                        file.getParent().getFileName().toString(),
                        file.getFileName().toString().replace(".java", ""),
                        read(file)))
                .toList();
    }

    static int floor(String room) {
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            if (FLOORS.get(floor).contains(room)) {
                return floor;
            }
        }
        throw new AssertionError("The package " + room + " stands on no floor; give it one in House.FLOORS");
    }

    /** Which packages each package imports. */
    static Map<String, Set<String>> graph() {
        return sources().stream()
                .collect(Collectors.groupingBy(
                        Source::room,
                        TreeMap::new,
                        Collectors.flatMapping(
                                source -> source.imports().stream(), Collectors.toCollection(TreeSet::new))));
    }

    /** The tables that belong to a department, and all that hang from them. */
    static Set<String> departmentTables() {
        Map<String, String> tables = new TreeMap<>();
        for (Path file : files(MIGRATIONS, ".sql")) {
            Matcher matcher = TABLE.matcher(read(file));
            while (matcher.find()) {
                tables.put(matcher.group(1), matcher.group(2));
            }
        }
        Set<String> found = new LinkedHashSet<>();
        tables.forEach((name, body) -> {
            if (body.contains("(department) REFERENCES region")) {
                found.add(name);
            }
        });
        for (int size = -1; size < found.size(); ) {
            size = found.size();
            tables.forEach((name, body) -> {
                if (REFERENCE.matcher(body).results().anyMatch(result -> found.contains(result.group(1)))) {
                    found.add(name);
                }
            });
        }
        return found;
    }

    static List<Path> files(Path folder, String ending) {
        try (Stream<Path> walk = Files.walk(folder)) {
            return new ArrayList<>(walk.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
