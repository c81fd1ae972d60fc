package org.prahari.matching;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import org.prahari.support.Service;

/** Reading all trainees into the pool, beside a bare reading of the same columns; and what the pool keeps of the heap. */
final class Loading {
    private static final String[] SAME = {
        """
        SELECT t.id, t.department, t.home_region, t.home_district, t.relocation, t.relocation_regions, t.remote,
            t.languages, t.experience_months, t.available_from, t.status, t.registered_on, c.withdrawn_at, c.purposes
        FROM trainee t LEFT JOIN trainee_consent c ON c.trainee = t.id ORDER BY t.id
        """,
        "SELECT trainee, role, level FROM trainee_role ORDER BY trainee, position",
        "SELECT trainee, certification, issued_on, expires_on FROM trainee_held ORDER BY trainee, certification",
        "SELECT trainee, certification, expected_on FROM trainee_progress ORDER BY trainee, certification"
    };

    private Loading() {}

    static void measure(Service service, int trainees) throws Exception {
        Pool pool = null;
        for (int round = 0; round < 3; round++) {
            pool = null;
            long before = used();
            long start = System.nanoTime();
            long cpu = PoolBenchmark.SYSTEM.getProcessCpuTime();
            pool = PoolBenchmark.load(service);
            double wall = PoolBenchmark.seconds(start);
            double mine = (PoolBenchmark.SYSTEM.getProcessCpuTime() - cpu) / 1e9;
            long kept = used() - before;
            start = System.nanoTime();
            cpu = PoolBenchmark.SYSTEM.getProcessCpuTime();
            long bytes = stream(service);
            System.out.printf(
                    "load: %.1f s, CPU %.1f s; keeps %d MB, %d bytes for each; streaming the same columns (%d MB): %.1f s, CPU %.1f s%n",
                    wall,
                    mine,
                    kept >> 20,
                    kept / trainees,
                    bytes >> 20,
                    PoolBenchmark.seconds(start),
                    (PoolBenchmark.SYSTEM.getProcessCpuTime() - cpu) / 1e9);
        }
        java.lang.ref.Reference.reachabilityFence(pool);
    }

    private static long stream(Service service) throws Exception {
        Map<String, String> settings = service.databaseSettings();
        long bytes = 0;
        try (Connection connection = DriverManager.getConnection(
                        settings.get("database.url"), settings.get("database.user"), settings.get("database.password"));
                Statement statement =
                        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(Integer.MIN_VALUE);
            for (String sql : SAME) {
                try (ResultSet rows = statement.executeQuery(sql)) {
                    int columns = rows.getMetaData().getColumnCount();
                    while (rows.next()) {
                        for (int column = 1; column <= columns; column++) {
                            byte[] cell = rows.getBytes(column);
                            bytes += cell == null ? 0 : cell.length;
                        }
                    }
                }
            }
        }
        return bytes;
    }

    static long used() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
