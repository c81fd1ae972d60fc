package org.prahari.matching;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.mysql.cj.jdbc.JdbcStatement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.prahari.support.Service;

/**
 * Very many trainees and gaps in the tables of a running service, drawn from the file the demo population is drawn from, and
 * written past the service by the database's own bulk load.
 */
public final class Nation {
    static final LocalDate TODAY = LocalDate.now();
    private static final int BATCH = 50_000;
    private static final int DISTRICTS = 20;
    private static final String PEOPLE =
            "trainee (@id, department, client, home_region, home_district, relocation, relocation_regions, remote, languages,"
                    + " experience_months, available_from, status, registered_on, version, created_at, updated_at)";
    private static final List<String> LEVELS = List.of("basic", "intermediate", "advanced");

    private final Service service;
    private final Random random = new Random(14);
    private final Map<String, Integer> inhabitants = new LinkedHashMap<>();
    private final Map<String, Integer> demand = new LinkedHashMap<>();
    private final List<JsonNode> posts = new ArrayList<>();
    private final Map<String, List<String>> certifications = new HashMap<>();
    private final Map<String, String> spoken = new HashMap<>();
    private final Map<String, Integer> validity = new HashMap<>();
    private final Map<String, StringBuilder> rows = new LinkedHashMap<>();

    public Nation(Service service) throws IOException {
        this.service = service;
        try (InputStream file = Nation.class.getResourceAsStream("/seed/population.yaml")) {
            JsonNode population = new ObjectMapper(new YAMLFactory()).readTree(file);
            population.get("inhabitants").properties().forEach(one ->
                            inhabitants.put(one.getKey(), one.getValue().asInt()));
            population.get("posts").forEach(post -> {
                posts.add(post);
                demand.merge(
                        post.get("role").asText(),
                        post.get("headcount").asInt() * post.get("priority").asInt(),
                        Integer::sum);
            });
        }
        service.jdbi().useHandle(handle -> {
            handle.createQuery("SELECT role, certification FROM certification_qualifies ORDER BY role, certification")
                    .mapToMap()
                    .forEach(row -> certifications
                            .computeIfAbsent((String) row.get("role"), role -> new ArrayList<>())
                            .add((String) row.get("certification")));
            handle.createQuery("SELECT code, COALESCE(validity_months, 0) AS months FROM certification")
                    .mapToMap()
                    .forEach(row -> validity.put((String) row.get("code"), ((Number) row.get("months")).intValue()));
            handle.createQuery("SELECT id, languages FROM region").mapToMap().forEach(row -> spoken.put(
                    (String) row.get("id"),
                    String.valueOf(row.get("languages")).replaceAll(".*?\"tag\":\\s*\"([^\"]+)\".*", "$1")));
        });
    }

    Set<String> departments() {
        return inhabitants.keySet();
    }

    /** One kind at a time. */
    public void write(int trainees, int gaps) throws SQLException {
        Map<String, String> settings = service.databaseSettings();
        Properties properties = new Properties();
        properties.put("user", settings.get("database.user"));
        properties.put("password", settings.get("database.password"));
        properties.put("allowLoadLocalInfile", "true");
        try (Connection connection = DriverManager.getConnection(settings.get("database.url"), properties);
                Statement statement = connection.createStatement()) {
            statement.execute("SET foreign_key_checks = 0, unique_checks = 0");
            if (gaps > 0) {
                gaps(gaps);
                flush(statement);
            }
            for (int n = 0; n < trainees; n++) {
                trainee(n, trainees);
                if (n % BATCH == BATCH - 1 || n == trainees - 1) {
                    flush(statement);
                }
            }
            statement.execute("ANALYZE TABLE trainee, trainee_role, trainee_held, trainee_progress, trainee_consent");
        }
    }

    private void flush(Statement statement) throws SQLException {
        for (var table : rows.entrySet()) {
            String columns = table.getKey();
            String hex = columns.contains("@facility")
                    ? " SET id = UNHEX(@id), facility = UNHEX(@facility)"
                    : columns.contains("@id")
                            ? " SET id = UNHEX(@id)"
                            : columns.contains("@gap") ? " SET gap = UNHEX(@gap)" : " SET trainee = UNHEX(@trainee)";
            statement
                    .unwrap(JdbcStatement.class)
                    .setLocalInfileInputStream(
                            new ByteArrayInputStream(table.getValue().toString().getBytes(StandardCharsets.UTF_8)));
            statement.execute("LOAD DATA LOCAL INFILE 'x' INTO TABLE "
                    + columns.replaceFirst(" \\(", " CHARACTER SET utf8mb4 (")
                    + (columns.contains("@") ? hex : ""));
        }
        rows.clear();
    }

    private void row(String columns, Object... cells) {
        StringBuilder to = rows.computeIfAbsent(columns, key -> new StringBuilder());
        for (int i = 0; i < cells.length; i++) {
            to.append(i == 0 ? "" : "\t").append(cells[i] == null ? "\\N" : cells[i].toString().replace("\\", "\\\\"));
        }
        to.append('\n');
    }

    private void gaps(int count) {
        Map<String, List<String>> facilities = new HashMap<>();
        int number = 0;
        for (String region : inhabitants.keySet()) {
            for (int i = 0; i < DISTRICTS; i++) {
                String id = "%032x".formatted(0x0190_0000L + number);
                row(
                        "district (id, region, name)",
                        district(region, i),
                        region,
                        "Bench district " + i + " of " + region);
                row(
                        "facility (@id, department, client, name, kind, district, contact_role, version, created_at, updated_at)",
                        id, region, "bench", "Bench facility " + number, "district-hospital", district(region, i), null, 1,
                        "2026-01-01 00:00:00", "2026-01-01 00:00:00");
                facilities.computeIfAbsent(region, key -> new ArrayList<>()).add(id);
                number++;
            }
        }
        for (int n = 0; n < count; n++) {
            String region = weighted(inhabitants);
            JsonNode post = posts.get(random.nextInt(posts.size()));
            String role = post.get("role").asText();
            String id = id(0x0191, n);
            boolean remote = post.get("workMode").asText().equals("remote");
            row(
                    "gap (@id, department, client, @facility, role, level, headcount, filled, required_languages,"
                            + " preferred_languages, work_mode, starts_on, grace_days, priority, status, version, created_at,"
                            + " updated_at)",
                    id, region, "bench", facilities.get(region).get(random.nextInt(DISTRICTS)), role,
                    post.get("level").asText(), 1 + random.nextInt(5), 0,
                    remote ? "[\"en\"]" : random.nextBoolean() ? "[\"" + spoken.get(region) + "\"]" : "[]",
                    "[\"en\"]", post.get("workMode").asText(), TODAY.plusDays(30 + random.nextInt(240)),
                    List.of(0, 15, 30, 30, 60, 90).get(random.nextInt(6)), post.get("priority").asInt(),
                    random.nextInt(20) == 0 ? "on-hold" : "open", 1, "2026-01-01 00:00:00", "2026-01-01 00:00:00");
            List<String> known = certifications.getOrDefault(role, List.of());
            if (!known.isEmpty() && random.nextInt(100) < 60) {
                demand(id, 1, some(known, 2 + random.nextInt(4)));
            }
            if (!known.isEmpty() && random.nextInt(100) < 50) {
                demand(id, 0, some(known, 1 + random.nextInt(3)));
            }
        }
    }

    private void demand(String gap, int group, List<String> codes) {
        codes.forEach(code -> row("gap_certification (@gap, group_no, certification)", gap, group, code));
    }

    private int district(String region, int number) {
        return 990_001 + new ArrayList<>(inhabitants.keySet()).indexOf(region) * DISTRICTS + number;
    }

    private void trainee(int n, int all) {
        String home = weighted(inhabitants);
        int registered = (int) (600L * n / all);
        LocalDate since = TODAY.minusDays(600 - registered);
        String id = id(0x0192 + registered, n);
        int draw = random.nextInt(100);
        String relocation = draw < 25 ? "district" : draw < 65 ? "state" : draw < 85 ? "states" : "anywhere";
        TreeSet<String> regions = new TreeSet<>();
        while (relocation.equals("states") && regions.size() < 4) {
            regions.add(regions.isEmpty() ? home : weighted(inhabitants));
        }
        TreeSet<String> languages = new TreeSet<>(List.of(spoken.get(home)));
        if (random.nextInt(100) < 85) {
            languages.add("en");
        }
        if (random.nextInt(100) < 45) {
            languages.add("hi");
        }
        int months = Math.min(random.nextInt(97), random.nextInt(97));
        row(
                PEOPLE,
                id, home, "bench", home, district(home, random.nextInt(DISTRICTS)), relocation, json(regions),
                random.nextInt(100) < 60 ? 1 : 0, json(languages), months, TODAY.plusDays(random.nextInt(210) - 30),
                random.nextInt(100) < 94 ? "available" : "placed", since, 1, since + " 00:00:00", since + " 00:00:00");
        if (random.nextInt(100) < 93) {
            row(
                    "trainee_consent (@trainee, notice, language, purposes, given_at, withdrawn_at)",
                    id, "2026-1", "en",
                    random.nextInt(100) < 60 ? "[\"matching\",\"cross-department\"]" : "[\"matching\"]",
                    since + " 00:00:00", random.nextInt(100) < 4 ? since.plusDays(1) + " 00:00:00" : null);
        }
        TreeSet<String> known = new TreeSet<>();
        TreeSet<String> roles = new TreeSet<>();
        int step = months < 12 ? 0 : months < 40 ? 1 : 2;
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            String role = weighted(demand);
            if (roles.add(role)) {
                int level = random.nextInt(100) < 25 ? Math.max(0, step - 1) : step;
                row("trainee_role (@trainee, position, role, level)", id, roles.size() - 1, role, LEVELS.get(level));
                known.addAll(some(certifications.getOrDefault(role, List.of()), random.nextInt(4)));
            }
        }
        boolean learns = known.size() > 1 && random.nextInt(100) < 40;
        String last = learns ? known.last() : null;
        for (String code : known) {
            if (code.equals(last)) {
                row("trainee_progress (@trainee, certification, expected_on)", id, code, TODAY.plusDays(20 + random.nextInt(240)));
            } else {
                LocalDate issued = TODAY.minusDays(60 + random.nextInt(1400));
                int valid = validity.get(code);
                row(
                        "trainee_held (@trainee, certification, issued_on, expires_on, verification)",
                        id, code, issued, valid == 0 ? null : issued.plusMonths(valid).minusDays(1), "verified");
            }
        }
    }

    private static String json(TreeSet<String> texts) {
        return texts.isEmpty() ? "[]" : "[\"" + String.join("\",\"", texts) + "\"]";
    }

    private String id(int day, int n) {
        return "%08x%04x7%03x8%015x".formatted(0x0100_0000 + day, n >>> 12 & 0xffff, n & 0xfff, random.nextLong() >>> 4);
    }

    private List<String> some(List<String> from, int count) {
        List<String> all = new ArrayList<>(from);
        Collections.shuffle(all, random);
        return all.subList(0, Math.min(count, all.size()));
    }

    private String weighted(Map<String, Integer> weights) {
        int at = random.nextInt(weights.values().stream().mapToInt(Integer::intValue).sum());
        for (var one : weights.entrySet()) {
            at -= one.getValue();
            if (at < 0) {
                return one.getKey();
            }
        }
        throw new IllegalStateException();
    }
}
