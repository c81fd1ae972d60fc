package org.prahari.partner;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.prahari.store.Database;
import org.prahari.store.Ids;
import org.prahari.support.Service;

/**
 * The peer: the driver alone, with one connection and rewritten batches, writes the same rows into the same tables. It is
 * given the rows as they are to stand there: it parses, validates, looks up, seals, logs and audits nothing, and sends random
 * bytes where we send what is sealed.
 */
final class BareRows {
    private static final int BATCH = 1_000;
    private static final String NOW = "2026-11-30 00:00:00.123456";
    private final Connection connection;
    private final Random random = new Random(7);
    private final long key;
    private final boolean logging;
    private final String feature;
    private long sequence;

    private BareRows(Connection connection, long key, boolean logging, String feature) {
        this.connection = connection;
        this.key = key;
        this.logging = logging;
        this.feature = feature;
    }

    /**
     * Seconds for so many rows.
     *
     * @param logging whether it writes to the change log and the audit trail as well, under numbers that nobody reads
     */
    static double write(Service service, ImportBenchmark.Kind kind, int rows, boolean logging) throws SQLException {
        long key = service.cipher().keyset().primary();
        service.jdbi().useHandle(handle -> handle.createUpdate(
                        "INSERT INTO trainee_identity_key (id) VALUES (:key) ON DUPLICATE KEY UPDATE id = id")
                .bind("key", key)
                .execute());
        var settings = service.databaseSettings();
        String url = settings.get("database.url");
        long start = System.nanoTime();
        try (Connection connection = DriverManager.getConnection(
                url + (url.contains("?") ? "&" : "?") + "rewriteBatchedStatements=true&allowPublicKeyRetrieval=true",
                settings.get("database.user"),
                settings.get("database.password"))) {
            connection.setAutoCommit(false);
            var bare = new BareRows(connection, key, logging, kind.feature());
            bare.begin();
            List<UUID> places = kind == ImportBenchmark.Kind.GAPS ? bare.facilities(0, ImportBenchmark.PLACES) : null;
            for (int from = 0; from < rows; from += BATCH) {
                int to = Math.min(rows, from + BATCH);
                switch (kind) {
                    case FACILITIES -> bare.facilities(from, to);
                    case GAPS -> bare.gaps(from, to, places);
                    default -> bare.trainees(from, to);
                }
                connection.commit();
            }
        } finally {
            forget(service);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static void forget(Service service) {
        service.jdbi().useHandle(handle -> {
            handle.execute("DELETE FROM change_log WHERE actor = 'bare'");
            handle.execute("DELETE FROM audit_log WHERE actor = 'bare'");
        });
    }

    /** Far below what is read, for it follows the numbers that are there. */
    private void begin() throws SQLException {
        sequence = -(System.nanoTime() & 0xFFFFFFFFFFL) * 1_000;
    }

    private void log(List<UUID> ids) throws SQLException {
        if (!logging) {
            return;
        }
        try (PreparedStatement change = connection.prepareStatement("""
                        INSERT INTO change_log (sequence, feature, id, version, kind, department, region, actor, at)
                        VALUES (?, ?, ?, 1, 'created', 'IN-KA', 'IN-KA', 'bare', ?)
                        """);
                PreparedStatement audit = connection.prepareStatement("""
                        INSERT INTO audit_log (chain, sequence, action, feature, id, department, actor, outcome,
                            request_id, at, change_sequence, mac)
                        VALUES ('IN-KA', ?, 'created', ?, ?, 'IN-KA', 'bare', 'done',
                            '0123456789abcdef0123456789abcdef', ?, ?, ?)
                        """)) {
            for (UUID id : ids) {
                sequence++;
                change.setLong(1, sequence);
                change.setString(2, feature);
                change.setString(3, id.toString());
                change.setString(4, NOW);
                change.addBatch();
                audit.setLong(1, sequence);
                audit.setString(2, feature);
                audit.setString(3, id.toString());
                audit.setString(4, NOW);
                audit.setLong(5, sequence);
                audit.setString(6, "%064x".formatted(sequence & Long.MAX_VALUE));
                audit.addBatch();
            }
            int[] unused = change.executeBatch();
            unused = audit.executeBatch();
        }
    }

    private List<UUID> facilities(int from, int to) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (PreparedStatement facility = connection.prepareStatement("""
                INSERT INTO facility (id, department, client, external_id, hfr_id, name, kind, district, beds,
                    contact_role, version, created_at, updated_at)
                VALUES (?, 'IN-KA', 'bare', ?, ?, ?, 'district-hospital', NULL, ?, 'Head of IT', 1, ?, ?)
                """)) {
            for (int i = from; i < to; i++) {
                UUID id = Ids.next();
                ids.add(id);
                facility.setBytes(1, Database.bytes(id));
                facility.setString(2, "R-" + i);
                facility.setString(3, "IN29%08d".formatted(i));
                facility.setString(4, "District Hospital " + i);
                facility.setInt(5, i % 900);
                facility.setString(6, NOW);
                facility.setString(7, NOW);
                facility.addBatch();
            }
            int[] unused = facility.executeBatch();
        }
        log(ids);
        return ids;
    }

    private void gaps(int from, int to, List<UUID> places) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (PreparedStatement gap = connection.prepareStatement("""
                        INSERT INTO gap (id, department, client, external_id, facility, role, level, headcount, filled,
                            held, required_languages, preferred_languages, work_mode, starts_on, grace_days, priority,
                            status, version, created_at, updated_at)
                        VALUES (?, 'IN-KA', 'bare', ?, ?, 'PD-WRL-003', 'basic', ?, 0, 0, '["kn"]', '["en"]', 'hybrid',
                            '2027-02-01', 30, 3, 'open', 1, ?, ?)
                        """);
                PreparedStatement required = connection.prepareStatement("""
                        INSERT INTO gap_certification (gap, group_no, certification) VALUES (?, ?, ?)
                        """)) {
            for (int i = from; i < to; i++) {
                UUID minted = Ids.next();
                ids.add(minted);
                byte[] id = Database.bytes(minted);
                gap.setBytes(1, id);
                gap.setString(2, "R-" + i);
                gap.setBytes(3, Database.bytes(places.get(i % places.size())));
                gap.setInt(4, 1 + i % 9);
                gap.setString(5, NOW);
                gap.setString(6, NOW);
                gap.addBatch();
                required.setBytes(1, id);
                required.setInt(2, 1);
                required.setString(3, "COMPTIA-SECPLUS");
                required.addBatch();
            }
            int[] unused = gap.executeBatch();
            unused = required.executeBatch();
        }
        log(ids);
    }

    private void trainees(int from, int to) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (PreparedStatement trainee = connection.prepareStatement("""
                        INSERT INTO trainee (id, department, client, external_id, home_region, home_district, relocation,
                            relocation_regions, remote, languages, experience_months, available_from, status,
                            registered_on, version, created_at, updated_at)
                        VALUES (?, 'IN-KA', 'bare', ?, 'IN-KA', NULL, 'state', '[]', 1, '["kn","en"]', ?, '2027-01-15',
                            'available', '2026-11-30', 1, ?, ?)
                        """);
                PreparedStatement role = connection.prepareStatement(
                        "INSERT INTO trainee_role (trainee, position, role, level) VALUES (?, 0, 'PD-WRL-003', 'basic')");
                PreparedStatement held = connection.prepareStatement("""
                        INSERT INTO trainee_held (trainee, certification, issued_on, expires_on, verification)
                        VALUES (?, 'COMPTIA-SECPLUS', '2025-06-01', NULL, 'verified')
                        """);
                PreparedStatement identity = connection.prepareStatement("""
                        INSERT INTO trainee_identity (trainee, key_id, name_sealed, email_sealed, phone_sealed,
                            email_index, phone_index) VALUES (?, ?, ?, ?, ?, ?, ?)
                        """)) {
            for (int i = from; i < to; i++) {
                UUID minted = Ids.next();
                ids.add(minted);
                byte[] id = Database.bytes(minted);
                trainee.setBytes(1, id);
                trainee.setString(2, "R-" + i);
                trainee.setInt(3, i % 700);
                trainee.setString(4, NOW);
                trainee.setString(5, NOW);
                trainee.addBatch();
                role.setBytes(1, id);
                role.addBatch();
                held.setBytes(1, id);
                held.addBatch();
                identify(identity, id);
            }
            int[] unused = trainee.executeBatch();
            unused = role.executeBatch();
            unused = held.executeBatch();
            unused = identity.executeBatch();
        }
        log(ids);
    }

    private void identify(PreparedStatement identity, byte[] id) throws SQLException {
        identity.setBytes(1, id);
        identity.setLong(2, key);
        int[] lengths = {45, 55, 46, 32, 32};
        for (int column = 0; column < lengths.length; column++) {
            byte[] sealed = new byte[lengths[column]];
            random.nextBytes(sealed);
            identity.setBytes(3 + column, sealed);
        }
        identity.addBatch();
    }
}
