package org.prahari.partner;

import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.prahari.store.Database;
import org.prahari.store.Ids;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Imports;
import org.prahari.support.Service;

/**
 * An upload of trainees, from the first byte sent to the last row written, beside a bare rewritten JDBC batch of the same
 * rows into the same tables. Ours parses, validates, checks references, seals, logs and audits; the peer does none of it.
 * Argument: how many rows.
 */
public final class ImportBenchmark {
    private static final int ROUNDS = 2;
    private static final int BATCH = 500;
    private static final int WARM_UP = 5_000;
    private final Service service = Service.get();
    private Api caller;

    public static void main(String[] arguments) throws Exception {
        int rows = arguments.length == 0 || arguments[0].isEmpty() ? 100_000 : Integer.parseInt(arguments[0]);
        var benchmark = new ImportBenchmark();
        benchmark.ours(WARM_UP, "W");
        benchmark.bare(WARM_UP);
        System.out.println("| rows | upload s | written s | rows/s | bare JDBC rows/s | ratio | heap after GC MB |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (int round = 0; round < ROUNDS; round++) {
            double[] seconds = benchmark.ours(rows, "R" + round);
            double ours = rows / (seconds[0] + seconds[1]);
            double bare = rows / benchmark.bare(rows);
            System.out.printf(
                    "| %d | %.1f | %.1f | %.0f | %.0f | %.2f | %d |%n",
                    rows, seconds[0], seconds[1], ours, bare, ours / bare, heap());
        }
        System.exit(0);
    }

    /** Seconds of the upload, and until all is written. */
    private double[] ours(int rows, String prefix) throws Exception {
        service.sweep();
        Enumeration<InputStream> lines = Collections.enumeration(new Lines(rows, prefix));
        long start = System.nanoTime();
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + service.port() + "/v1/imports/trainees"))
                .header("Authorization", "Bearer " + mint())
                .header("Content-Type", Imports.NDJSON)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new SequenceInputStream(lines)))
                .build();
        HttpResponse<String> accepted =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        long received = System.nanoTime();
        if (accepted.statusCode() != 202) {
            throw new AssertionError(accepted.body());
        }
        String id = accepted.headers().firstValue("Location").orElseThrow().replaceAll(".*/", "");
        Answer over;
        do {
            Thread.sleep(50);
            over = caller.get("/v1/imports/" + id);
        } while (List.of("queued", "running").contains(over.json().get("state").asText()));
        if (Imports.rows(over).get(0) != rows) {
            throw new AssertionError(over.text());
        }
        return new double[] {(received - start) / 1e9, (System.nanoTime() - received) / 1e9};
    }

    /** What is swept before a round takes the keys with it. */
    private String mint() {
        String fresh = service.key("imports:write trainees:write trainees:identity", "IN-KA");
        caller = Api.as(fresh);
        return fresh;
    }

    /** The rows, a thousand at a time, so that the sender needs no memory either. */
    private static final class Lines extends java.util.AbstractList<InputStream> {
        private static final int EACH = 1_000;
        private final int rows;
        private final String prefix;

        Lines(int rows, String prefix) {
            this.rows = rows;
            this.prefix = prefix;
        }

        @Override
        public InputStream get(int index) {
            var text = new StringBuilder();
            IntStream.range(index * EACH, Math.min(rows, (index + 1) * EACH))
                    .forEach(number -> text.append(Imports.trainee(prefix + "-" + number, number % 700)));
            return new java.io.ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public int size() {
            return (rows + EACH - 1) / EACH;
        }
    }

    /** Seconds that the driver alone takes for the same rows. */
    private double bare(int rows) throws Exception {
        service.sweep();
        long key = service.cipher().keyset().primary();
        service.jdbi().useHandle(handle -> handle.createUpdate(
                        "INSERT INTO trainee_identity_key (id) VALUES (:key) ON DUPLICATE KEY UPDATE id = id")
                .bind("key", key)
                .execute());
        var settings = service.databaseSettings();
        String url = settings.get("database.url");
        long start = System.nanoTime();
        try (Connection connection = java.sql.DriverManager.getConnection(
                url + (url.contains("?") ? "&" : "?") + "rewriteBatchedStatements=true&allowPublicKeyRetrieval=true",
                settings.get("database.user"),
                settings.get("database.password"))) {
            connection.setAutoCommit(false);
            var random = new Random(7);
            for (int from = 0; from < rows; from += BATCH) {
                batch(connection, from, Math.min(rows, from + BATCH), key, random);
                connection.commit();
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static void batch(Connection connection, int from, int to, long key, Random random) throws Exception {
        try (PreparedStatement trainee = connection.prepareStatement("""
                        INSERT INTO trainee (id, department, client, external_id, home_region, home_district, relocation,
                            relocation_regions, remote, languages, experience_months, available_from, status,
                            registered_on, version, created_at, updated_at)
                        VALUES (?, 'IN-KA', 'bare', ?, 'IN-KA', NULL, 'state', '[]', 1, '["kn","en"]', ?, '2027-01-15',
                            'available', '2026-11-30', 1, '2026-11-30 00:00:00', '2026-11-30 00:00:00')
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
                UUID id = Ids.next();
                byte[] bytes = Database.bytes(id);
                trainee.setBytes(1, bytes);
                trainee.setString(2, "R-" + i);
                trainee.setInt(3, i % 700);
                trainee.addBatch();
                role.setBytes(1, bytes);
                role.addBatch();
                held.setBytes(1, bytes);
                held.addBatch();
                identity.setBytes(1, bytes);
                identity.setLong(2, key);
                int[] lengths = {45, 55, 46, 32, 32};
                for (int column = 0; column < lengths.length; column++) {
                    byte[] sealed = new byte[lengths[column]];
                    random.nextBytes(sealed);
                    identity.setBytes(3 + column, sealed);
                }
                identity.addBatch();
            }
            for (PreparedStatement statement : List.of(trainee, role, held, identity)) {
                int[] unused = statement.executeBatch();
            }
        }
    }

    /** What was in use after the last collection, over all pools, in MB. */
    private static long heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
                        .map(MemoryPoolMXBean::getCollectionUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum()
                >> 20;
    }
}
