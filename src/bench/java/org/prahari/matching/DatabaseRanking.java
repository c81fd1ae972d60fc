package org.prahari.matching;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The best of a gap as the database itself finds them, by one statement with all rules and the whole score. */
final class DatabaseRanking implements AutoCloseable {
    private final Connection connection;
    private final Catalogue catalogue;

    DatabaseRanking(Map<String, String> settings, Catalogue catalogue) throws SQLException {
        this.connection = DriverManager.getConnection(
                settings.get("database.url"), settings.get("database.user"), settings.get("database.password"));
        this.catalogue = catalogue;
    }

    /** The totals of the best, in order. */
    List<Integer> top(Opening gap, int count, LocalDate today) throws SQLException {
        List<Integer> totals = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql(gap, count, today))) {
            while (rows.next()) {
                totals.add(rows.getInt(2));
            }
        }
        return totals;
    }

    private String sql(Opening gap, int count, LocalDate today) {
        String start = quoted(gap.start(today).toString());
        Weights w = catalogue.weights;
        String valid = "h.issued_on <= " + start + " AND (h.expires_on IS NULL OR h.expires_on >= " + start + ")";
        String proven = catalogue.credentials.qualifications().stream()
                .filter(one -> one.role().equals(gap.role()))
                .map(one -> "WHEN " + quoted(one.certification()) + " THEN " + (one.level().ordinal() + 1))
                .collect(Collectors.joining(" "));
        String level = "FIELD(r.level, 'basic', 'intermediate', 'advanced')";
        if (!proven.isEmpty()) {
            level = "GREATEST(" + level + ", COALESCE((SELECT MAX(CASE h.certification " + proven
                    + " ELSE 0 END) FROM trainee_held h WHERE h.trainee = t.id AND " + valid + "), 0))";
        }
        String remote = gap.remote() ? "t.remote = 1" : "FALSE";
        String home = "t.home_region = " + quoted(gap.department());
        String district = gap.district() == null ? "FALSE" : "(" + home + " AND t.home_district = " + gap.district() + ")";
        String held = gap.preferred().isEmpty()
                ? "100"
                : "FLOOR(100 * ("
                        + gap.preferred().stream()
                                .map(code -> "EXISTS (SELECT 1 FROM trainee_held h WHERE h.trainee = t.id AND h.certification IN "
                                        + codes(List.of(code)) + " AND " + valid + ")")
                                .collect(Collectors.joining(" + "))
                        + ") / " + gap.preferred().size() + ")";
        TreeSet<String> liked = new TreeSet<>(gap.preferredLanguages());
        if (gap.officialLanguage() != null) {
            liked.add(gap.officialLanguage());
        }
        String spoken = liked.isEmpty()
                ? "100"
                : "FLOOR(100 * (" + liked.stream().map(DatabaseRanking::speaks).collect(Collectors.joining(" + ")) + ") / "
                        + liked.size() + ")";
        String where = gap.required().stream()
                .map(group -> " AND (EXISTS (SELECT 1 FROM trainee_held h WHERE h.trainee = t.id AND h.certification IN "
                        + codes(group) + " AND " + valid + ") OR EXISTS (SELECT 1 FROM trainee_progress p WHERE p.trainee = t.id"
                        + " AND p.certification IN " + codes(group) + " AND p.expected_on <= " + start + "))")
                .collect(Collectors.joining());
        where += gap.requiredLanguages().stream().map(tag -> " AND " + speaks(tag)).collect(Collectors.joining());
        return """
                SELECT id, %d * GREATEST(10, 100 - 20 * position) + %d * qualified + %d * (100 - 30 * (reached - %d))
                    + %d * near + %d * spoken + %d * LEAST(100, FLOOR(experience_months * 100 / 60))
                    + %d * (100 - GREATEST(0, LEAST(100, FLOOR(DATEDIFF(available_from, %s) * 100 / 90))))
                    + %d * LEAST(100, FLOOR(DATEDIFF(%s, registered_on) * 100 / 365)) AS total
                FROM (SELECT t.id, r.position, t.experience_months, t.available_from, t.registered_on, %s AS reached,
                        %s AS qualified, %s AS spoken, CASE WHEN %s OR %s THEN 100 WHEN %s THEN 70 ELSE 30 END AS near
                    FROM trainee_role r JOIN trainee t ON t.id = r.trainee JOIN trainee_consent c ON c.trainee = t.id
                    WHERE r.role = %s AND t.status = 'available' AND c.withdrawn_at IS NULL
                        AND JSON_CONTAINS(c.purposes, '"matching"')
                        AND (t.department = %s OR JSON_CONTAINS(c.purposes, '"cross-department"'))
                        AND t.available_from <= %s
                        AND (%s OR t.relocation = 'anywhere' OR (t.relocation = 'district' AND %s)
                            OR (t.relocation IN ('state', 'states') AND %s)
                            OR (t.relocation = 'states' AND JSON_CONTAINS(t.relocation_regions, %s)))
                        %s) one
                WHERE reached >= %d
                ORDER BY total DESC, registered_on, id LIMIT %d
                """.formatted(
                        w.preference(), w.qualification(), w.level(), gap.level().ordinal() + 1, w.proximity(), w.language(),
                        w.experience(), w.readiness(), start, w.waiting(), quoted(today.toString()), level, held, spoken, remote,
                        district, home, quoted(gap.role()), quoted(gap.department()), quoted(gap.deadline(today).toString()),
                        remote, district, home, quoted("\"" + gap.department() + "\""), where, gap.level().ordinal() + 1, count);
    }

    private String codes(List<String> demanded) {
        TreeSet<String> all = new TreeSet<>();
        demanded.forEach(code -> all.addAll(catalogue.credentials.covering(code)));
        return all.stream().map(DatabaseRanking::quoted).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String speaks(String tag) {
        return "JSON_CONTAINS(t.languages, " + quoted("\"" + tag + "\"") + ")";
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
