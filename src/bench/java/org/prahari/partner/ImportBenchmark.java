package org.prahari.partner;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.prahari.support.Imports;
import org.prahari.support.Service;

/**
 * Uploads, from the first byte sent until the last row is written, each beside {@link BareRows} in turn. Ours parses,
 * validates, checks references, looks for rows that are there, seals, logs and audits.
 * Arguments: how many rows, how many rounds of each kind, which kinds; with one round it is the memory that is looked at.
 */
public final class ImportBenchmark {
    static final int PLACES = 100;
    private static final int WARM_UP = 20_000;
    private static final long SETTLE_MS = 2_000;
    private final Service service = Service.get();
    private final HttpClient sender = HttpClient.newHttpClient();
    private String key;

    /** What is uploaded. */
    enum Kind {
        FACILITIES,
        GAPS,
        TRAINEES;

        String feature() {
            return this == FACILITIES ? "facility" : this == GAPS ? "gap" : "trainee";
        }

        String line(String key, int number) {
            return switch (this) {
                case FACILITIES -> """
                        {"externalId": "%s", "department": "IN-KA", "hfrId": "IN29%08d", "name": "District Hospital %d",\
                         "kind": "district-hospital", "beds": %d, "contactRole": "Head of IT"}
                        """.formatted(key, number, number, number % 900);
                case GAPS -> """
                        {"externalId": "%s", "facilityExternalId": "P-%d", "role": "PD-WRL-003", "level": "basic",\
                         "headcount": %d, "requiredCertifications": [["COMPTIA-SECPLUS"]],\
                         "requiredLanguages": ["kn"], "preferredLanguages": ["en"], "workMode": "hybrid",\
                         "startsOn": "2027-02-01", "graceDays": 30, "priority": 3}
                        """.formatted(key, number % PLACES, 1 + number % 9);
                default -> Imports.trainee(key, number % 700);
            };
        }
    }

    public static void main(String[] arguments) throws Exception {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        Kind[] kinds = arguments.length > 2
                ? Arrays.stream(arguments).skip(2).map(Kind::valueOf).toArray(Kind[]::new)
                : Kind.values();
        var benchmark = new ImportBenchmark();
        for (Kind kind : kinds) {
            benchmark.clear();
            double[] unused = benchmark.ours(kind, WARM_UP, null);
            benchmark.clear();
            double unusedToo = BareRows.write(benchmark.service, kind, WARM_UP, true);
        }
        if (rounds == 1) {
            benchmark.flat(rows, kinds[0]);
        } else {
            System.out.println("| rows | upload s | written s | rows/s | us of CPU a row, service + database "
                    + "| bare rows/s | us of CPU | ratio | bare with logs rows/s | us of CPU | ratio |");
            System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
            for (Kind kind : kinds) {
                benchmark.rounds(kind, rows, rounds);
            }
        }
        System.exit(0);
    }

    private void rounds(Kind kind, int rows, int rounds) throws Exception {
        double[] ratios = new double[rounds];
        double[] logged = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            clear();
            long[] before = cpu();
            double[] seconds = ours(kind, rows, null);
            String spent = spent(before, rows);
            double all = seconds[0] + seconds[1];
            clear();
            before = cpu();
            double bare = BareRows.write(service, kind, rows, false);
            String bareSpent = spent(before, rows);
            clear();
            before = cpu();
            double log = BareRows.write(service, kind, rows, true);
            ratios[round] = bare / all;
            logged[round] = log / all;
            System.out.printf(
                    Locale.ROOT,
                    "| %d %s | %.1f | %.1f | %.0f | %s | %.0f | %s | %.2f | %.0f | %s | %.2f |%n",
                    rows,
                    kind.name().toLowerCase(Locale.ROOT),
                    seconds[0],
                    seconds[1],
                    rows / all,
                    spent,
                    rows / bare,
                    bareSpent,
                    ratios[round],
                    rows / log,
                    spent(before, rows),
                    logged[round]);
        }
        Arrays.sort(ratios);
        Arrays.sort(logged);
        System.out.printf(
                Locale.ROOT,
                "| median | | | | | | | **%.2f** | | | **%.2f** |%n",
                ratios[rounds / 2],
                logged[rounds / 2]);
    }

    private String spent(long[] before, int rows) throws IOException {
        long[] now = cpu();
        return (now[0] - before[0]) / rows + " + " + (now[1] - before[1]) / rows;
    }

    /** One upload, with a look at the heap after each tenth of it. */
    private void flat(int rows, Kind kind) throws Exception {
        clear();
        System.out.println("| rows written | s | heap in use after a full collection MB |");
        System.out.println("|---|---|---|");
        System.out.printf("| 0 | 0 | %d |%n", live());
        double[] seconds = ours(kind, rows, new Watch(rows / 10));
        System.out.printf(
                Locale.ROOT,
                "%nuploaded in %.1f s, written in %.1f s: %.0f rows/s; %d MB in use when over%n",
                seconds[0],
                seconds[1],
                rows / (seconds[0] + seconds[1]),
                live());
    }

    /** Prints the heap each time so many rows more are written. */
    private static final class Watch {
        private final int each;
        private final long start = System.nanoTime();
        private long next;

        Watch(int each) {
            this.each = each;
            this.next = each;
        }

        void at(long done) {
            if (done >= next) {
                next = (done / each + 1) * each;
                System.out.printf(
                        Locale.ROOT, "| %d | %.0f | %d |%n", done, (System.nanoTime() - start) / 1e9, live());
            }
        }
    }

    /** Seconds of the upload, and until all is written. */
    private double[] ours(Kind kind, int rows, Watch watch) throws Exception {
        key = service.key(
                "imports:write facilities:write gaps:write trainees:write trainees:identity", "IN-KA");
        if (kind == Kind.GAPS) {
            double[] unused = send(Kind.FACILITIES, PLACES, "P", null);
        }
        return send(kind, rows, "R", watch);
    }

    private double[] send(Kind kind, int rows, String prefix, Watch watch) throws Exception {
        long start = System.nanoTime();
        HttpResponse<String> accepted = ask(request("/v1/imports/" + kind.name().toLowerCase(Locale.ROOT))
                .header("Content-Type", Imports.NDJSON)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new SequenceInputStream(
                        Collections.enumeration(new Lines(kind, rows, prefix)))))
                .build());
        long received = System.nanoTime();
        if (accepted.statusCode() != 202) {
            throw new AssertionError(accepted.body());
        }
        String place = accepted.headers().firstValue("Location").orElseThrow();
        String over;
        do {
            Thread.sleep(50);
            over = ask(request(place).build()).body();
            if (watch != null) {
                watch.at(Long.parseLong(over.replaceAll("(?s).*\"done\":\\s*([0-9]+).*", "$1")));
            }
        } while (over.contains("\"queued\"") || over.contains("\"running\""));
        if (!over.replaceAll("\\s", "").contains("\"created\":" + rows + ",")) {
            throw new AssertionError(over);
        }
        return new double[] {(received - start) / 1e9, (System.nanoTime() - received) / 1e9};
    }

    private HttpRequest.Builder request(String place) {
        URI address = place.startsWith("http")
                ? URI.create(place)
                : URI.create("http://127.0.0.1:" + service.port() + place);
        return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + key);
    }

    private HttpResponse<String> ask(HttpRequest request) throws IOException, InterruptedException {
        return sender.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Empties the tables by making them anew, so that nothing is left to be tidied while others are timed. */
    private void clear() throws InterruptedException {
        service.jdbi().useHandle(handle -> {
            handle.execute("SET FOREIGN_KEY_CHECKS = 0");
            for (String table : handle.createQuery("""
                            SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()
                                AND (table_name LIKE 'trainee%' OR table_name LIKE 'gap%' OR table_name LIKE 'import%'
                                    OR table_name = 'facility')
                            """).mapTo(String.class).list()) {
                handle.execute("TRUNCATE TABLE " + table);
            }
            handle.execute("SET FOREIGN_KEY_CHECKS = 1");
        });
        service.sweep();
        Thread.sleep(SETTLE_MS);
    }

    /** Processor time that the service and the database have taken, in microseconds. */
    private long[] cpu() throws IOException {
        Optional<String> database = service.databaseFolder().isEmpty()
                ? Optional.empty()
                : Optional.of(Files.readString(
                                service.databaseFolder().orElseThrow().resolve("server.pid"))
                        .strip());
        return new long[] {
            micros(ProcessHandle.current().pid()),
            database.isEmpty() ? 0 : micros(Long.parseLong(database.orElseThrow()))
        };
    }

    private static long micros(long process) {
        return ProcessHandle.of(process)
                .flatMap(one -> one.info().totalCpuDuration())
                .map(spent -> spent.toNanos() / 1_000)
                .orElse(0L);
    }

    /** What is in use after a full collection, in MB. */
    private static long live() {
        System.gc();
        return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20;
    }

    /** The rows, a thousand at a time, so that the sender needs no memory either. */
    private static final class Lines extends java.util.AbstractList<InputStream> {
        private static final int EACH = 1_000;
        private final Kind kind;
        private final int rows;
        private final String prefix;

        Lines(Kind kind, int rows, String prefix) {
            this.kind = kind;
            this.rows = rows;
            this.prefix = prefix;
        }

        @Override
        public InputStream get(int index) {
            String text = IntStream.range(index * EACH, Math.min(rows, (index + 1) * EACH))
                    .mapToObj(number -> kind.line(prefix + "-" + number, number))
                    .collect(Collectors.joining());
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public int size() {
            return (rows + EACH - 1) / EACH;
        }
    }
}
