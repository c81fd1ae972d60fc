package org.prahari.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.prahari.store.Ledger.change;
import static org.prahari.store.Ledger.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has the database, but not the key, changes the trail: each way is found. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditVerificationTest {
    private static final String ROW = "chain = 'IN-KA' AND sequence = 3";
    private static final String COPIED =
            "sequence, action, feature, id, department, actor, outcome, request_id, at, NULL, mac FROM audit_log WHERE "
                    + ROW;
    private static final List<String> TABLES = List.of("audit_head", "audit_log", "change_head", "change_log");
    private Ledger ledger;
    private Path checkpoints;

    @TempDir
    static Path folder;

    /** Three checkpoints over two chains of six rows and one of two; what the tests spoil is put back from a copy. */
    @BeforeAll
    void write() throws Exception {
        ledger = new Ledger("prahari_audit_verification_test");
        checkpoints = folder.resolve("checkpoints.jsonl");
        Checkpoints writer = ledger.checkpoints(checkpoints);
        writer.start();
        for (int i = 0; i < 3; i++) {
            ledger.log().logAll(List.of(change("a" + i, "IN-KA"), change("b" + i, "IN-KL")));
            ledger.log().auditAll(List.of(read("c" + i, "IN-KA"), read("d" + i, "IN-KL")));
            if (i > 0) {
                ledger.log().audit(Deed.of("listed", "trainee", null, null, "a client", Ledger.NOON));
            }
            writer.write();
        }
        writer.stop();
        for (String table : TABLES) {
            ledger.sql("CREATE TABLE kept_" + table + " AS SELECT * FROM " + table);
        }
    }

    @AfterAll
    void close() throws Exception {
        ledger.close();
    }

    private void putBack() {
        for (String table : TABLES) {
            ledger.sql("DELETE FROM " + table);
            ledger.sql("INSERT INTO " + table + " SELECT * FROM kept_" + table);
        }
    }

    @Test
    void whatNobodyHasTouchedIsGood() throws IOException {
        putBack();
        assertThat(Files.readAllLines(checkpoints)).hasSize(3);
        assertThat(ledger.faults(checkpoints)).isEmpty();
        assertThat(ledger.verify(checkpoints))
                .extracting(AuditVerification.Finding::what, AuditVerification.Finding::rows)
                .extracting(Object::toString)
                .containsExactly(
                        "(\"*\", 2L)",
                        "(\"IN-KA\", 6L)",
                        "(\"IN-KL\", 6L)",
                        "(\"change log\", 6L)",
                        "(\"checkpoints\", 3L)");
    }

    private record Column(String name, String type, boolean nullable) {
        /** Another value of its type. */
        String other() {
            return type.matches("bigint.*")
                    ? "COALESCE(" + name + ", 0) + 1000"
                    : type.startsWith("datetime")
                            ? name + " + INTERVAL 1 MICROSECOND"
                            : "CASE WHEN " + name + " = 'IN-TN' THEN 'IN-UP' WHEN LENGTH(COALESCE(" + name
                                    + ", '')) = 0 THEN 'x' ELSE CONCAT('~', SUBSTRING(" + name + ", 2)) END";
        }
    }

    private List<Column> columns(String table) {
        return ledger.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT column_name, column_type, is_nullable FROM information_schema.columns"
                                        + " WHERE table_schema = DATABASE() AND table_name = :table ORDER BY ordinal_position")
                        .bind("table", table)
                        .map((row, context) -> new Column(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3).equals("YES")))
                        .list());
    }

    @TestFactory
    Stream<DynamicTest> everyColumnOfARowThatIsChangedIsFound() {
        List<DynamicTest> tests = new ArrayList<>();
        List<Column> columns = columns("audit_log");
        assertThat(columns).hasSize(12);
        for (Column column : columns) {
            for (String row : List.of("1", "3", "6")) {
                tests.add(spoilt(
                        column.name() + " of row " + row,
                        "UPDATE audit_log SET " + column.name() + " = " + column.other()
                                + " WHERE chain = 'IN-KA' AND sequence = " + row));
            }
            if (column.nullable()) {
                tests.add(spoilt(
                        column.name() + " removed", "UPDATE audit_log SET " + column.name() + " = NULL WHERE " + ROW));
            }
        }
        tests.add(
                spoilt("an id that was not there", "UPDATE audit_log SET id = '' WHERE chain = '*' AND sequence = 1"));
        tests.add(spoilt(
                "a letter moved from one column to the next",
                "UPDATE audit_log SET action = 'creat', feature = 'edgap' WHERE " + ROW));
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> everyColumnOfAHeadThatIsChangedIsFound() {
        return columns("audit_head").stream()
                .map(column -> spoilt(
                        column.name(),
                        "UPDATE audit_head SET " + column.name() + " = " + column.other() + " WHERE chain = 'IN-KA'"));
    }

    /** Its version and region are not in the trail. */
    @TestFactory
    Stream<DynamicTest> whatTheChangeLogSaysElseIsFound() {
        List<DynamicTest> tests = new ArrayList<>();
        columns("change_log").stream()
                .filter(column -> !List.of("version", "region").contains(column.name()))
                .forEach(column -> tests.add(spoilt(
                        "its " + column.name(),
                        "UPDATE change_log SET " + column.name() + " = "
                                + (column.name().equals("kind") ? "'deleted'" : column.other())
                                + " WHERE sequence = 3")));
        for (String which : List.of("1", "3", "6")) {
            tests.add(spoilt("row " + which + " deleted", "DELETE FROM change_log WHERE sequence = " + which));
        }
        tests.add(spoilt("all rows deleted", "DELETE FROM change_log"));
        tests.add(spoilt(
                "a forged row",
                "INSERT INTO change_log SELECT 7, feature, 'forged', version, kind, department, region, actor, at"
                        + " FROM kept_change_log WHERE sequence = 6",
                "UPDATE change_head SET sequence = 7"));
        tests.add(spoilt("the counter set forward", "UPDATE change_head SET sequence = 9"));
        tests.add(spoilt("the counter set back", "UPDATE change_head SET sequence = 5"));
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> rowsDeletedForgedMovedOrCopiedAreFound() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String which : List.of("1", "3", "6")) {
            tests.add(spoilt(
                    "row " + which + " deleted",
                    "DELETE FROM audit_log WHERE chain = 'IN-KA' AND sequence = " + which));
        }
        tests.add(spoilt(
                "a middle row deleted and the rest moved up",
                "DELETE FROM audit_log WHERE chain = 'IN-KA' AND sequence = 4",
                "UPDATE audit_log SET sequence = 4 WHERE chain = 'IN-KA' AND sequence = 5",
                "UPDATE audit_log SET sequence = 5 WHERE chain = 'IN-KA' AND sequence = 6"));
        tests.add(spoilt(
                "two rows in each other's place",
                "UPDATE audit_log SET sequence = 0 WHERE chain = 'IN-KA' AND sequence = 4",
                "UPDATE audit_log SET sequence = 4 WHERE chain = 'IN-KA' AND sequence = 2",
                "UPDATE audit_log SET sequence = 2 WHERE chain = 'IN-KA' AND sequence = 0"));
        tests.add(spoilt("a row copied into another chain", "INSERT INTO audit_log SELECT 'IN-KL', 4 + " + COPIED));
        tests.add(spoilt(
                "a row copied to the end of its own chain", "INSERT INTO audit_log SELECT chain, 4 + " + COPIED));
        tests.add(
                spoilt("a row copied into a chain of its own", "INSERT INTO audit_log SELECT 'IN-TN', -2 + " + COPIED));
        tests.add(spoilt("a row before the first", "INSERT INTO audit_log SELECT chain, -3 + " + COPIED));
        tests.add(spoilt(
                "a forged row with a head to match",
                "INSERT INTO audit_log SELECT chain, 7, action, feature, 'forged', department, actor, outcome,"
                        + " request_id, at, NULL, REVERSE(mac) FROM audit_log WHERE " + ROW.replace('3', '6'),
                "UPDATE audit_head SET sequence = 7, mac = (SELECT mac FROM audit_log WHERE chain = 'IN-KA'"
                        + " AND sequence = 7) WHERE chain = 'IN-KA'"));
        tests.add(spoilt("a head deleted", "DELETE FROM audit_head WHERE chain = 'IN-KA'"));
        tests.add(spoilt("the trail truncated", "TRUNCATE TABLE audit_log"));
        tests.add(spoilt("the trail and its heads truncated", "TRUNCATE TABLE audit_log", "TRUNCATE TABLE audit_head"));
        tests.add(spoilt(
                "a chain deleted with its head and its changes",
                "DELETE FROM change_log WHERE department = 'IN-KA'",
                "DELETE FROM audit_log WHERE chain = 'IN-KA'",
                "DELETE FROM audit_head WHERE chain = 'IN-KA'"));
        tests.add(spoilt(
                "the last row deleted and the head set back",
                "DELETE FROM audit_log WHERE chain = 'IN-KA' AND sequence = 6",
                "UPDATE audit_head SET sequence = 5, mac = (SELECT mac FROM audit_log WHERE chain = 'IN-KA'"
                        + " AND sequence = 5) WHERE chain = 'IN-KA'"));
        return tests.stream();
    }

    /** The attacker has kept an older head, with its seal, and takes back all that came after: only a checkpoint knows. */
    @TestFactory
    Stream<DynamicTest> whatIsConsistentInTheDatabaseIsFoundByTheCheckpoints() {
        AuditChain mathematics = new AuditChain(Ledger.KEY);
        return Stream.of(
                dynamicTest("an older head restored, with all rows in place", () -> {
                    restore(mathematics, 5);
                    assertThat(ledger.faults()).singleElement().asString().contains("not that of the last row");
                }),
                dynamicTest("an older head restored, and the rows after it deleted", () -> {
                    restore(mathematics, 5);
                    ledger.sql("DELETE FROM audit_log WHERE chain = 'IN-KA' AND sequence > 5");
                    assertThat(ledger.faults()).as("without checkpoints").isEmpty();
                    assertThat(ledger.faults(checkpoints))
                            .containsExactly(
                                    "checkpoints: line 3: row 6 of IN-KA, signed at 2026-11-23T12:00:00.123456Z,"
                                            + " is not there");
                }),
                dynamicTest("an older head restored, and other deeds done since", () -> {
                    restore(mathematics, 5);
                    ledger.sql("DELETE FROM audit_log WHERE chain = 'IN-KA' AND sequence > 5");
                    ledger.log().audit(read("another", "IN-KA"));
                    assertThat(ledger.faults()).as("without checkpoints").isEmpty();
                    assertThat(ledger.faults(checkpoints))
                            .singleElement()
                            .asString()
                            .contains("is another one now");
                }),
                dynamicTest("everything as it was at the beginning", () -> {
                    putBack();
                    TABLES.stream()
                            .filter(table -> !table.equals("change_head"))
                            .forEach(table -> ledger.sql("DELETE FROM " + table));
                    ledger.sql("UPDATE change_head SET sequence = 0");
                    assertThat(ledger.faults()).as("without checkpoints").isEmpty();
                    assertThat(ledger.faults(checkpoints))
                            .singleElement()
                            .asString()
                            .contains("is not there");
                }),
                dynamicTest("a node that runs says so at its next checkpoint, and does not sign", () -> {
                    putBack();
                    Path file = folder.resolve("running.jsonl");
                    Checkpoints node = ledger.checkpoints(file);
                    node.start();
                    node.write();
                    restore(mathematics, 5);
                    node.write();
                    node.stop();
                    assertThat(Files.readAllLines(file)).hasSize(1);
                }));
    }

    private void restore(AuditChain mathematics, long sequence) {
        putBack();
        String mac = ledger.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT mac FROM audit_log WHERE chain = 'IN-KA' AND sequence = " + sequence)
                        .mapTo(String.class)
                        .one());
        ledger.sql(
                "UPDATE audit_head SET sequence = ?, mac = ?, seal = ? WHERE chain = 'IN-KA'",
                sequence,
                mac,
                mathematics.head("IN-KA", sequence, mac).seal());
    }

    @TestFactory
    Stream<DynamicTest> checkpointsThatAreChangedAreFound() {
        Map<String, UnaryOperator<List<String>>> ways = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) {
            int line = i;
            ways.put("a head changed in line " + (i + 1), lines -> with(lines, line, "[2,", "[1,"));
            ways.put("the time changed in line " + (i + 1), lines -> with(lines, line, "2026", "2025"));
            ways.put("the signature changed in line " + (i + 1), lines -> with(lines, line, "==\"}", "=\"}"));
            ways.put("the signature removed in line " + (i + 1), lines -> with(lines, line, "signature", "sign"));
        }
        ways.put("the first line removed", lines -> lines.subList(1, 3));
        ways.put("a middle line removed", lines -> List.of(lines.get(0), lines.get(2)));
        ways.put("two lines in each other's place", lines -> List.of(lines.get(0), lines.get(2), lines.get(1)));
        ways.put("all lines the other way round", lines -> {
            List<String> turned = new ArrayList<>(lines);
            Collections.reverse(turned);
            return turned;
        });
        ways.put("a line twice", lines -> List.of(lines.get(0), lines.get(0), lines.get(1), lines.get(2)));
        ways.put("an empty line", lines -> List.of(lines.get(0), "", lines.get(1), lines.get(2)));
        ways.put("a line by another key", lines -> {
            var other = new CheckpointKey(
                    "another key of 32 bytes, 1234567".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return List.of(Checkpoint.line(Ledger.NOON, "a-node", List.of(), "", other));
        });
        return ways.entrySet().stream()
                .map(way -> dynamicTest(way.getKey(), () -> {
                    putBack();
                    List<String> lines = Files.readAllLines(checkpoints);
                    List<String> changed = way.getValue().apply(lines);
                    assertThat(changed).isNotEqualTo(lines);
                    Path file = Files.write(folder.resolve("changed.jsonl"), changed);
                    assertThat(ledger.faults(file)).singleElement().asString().startsWith("checkpoints: line ");
                }));
    }

    private static List<String> with(List<String> lines, int index, String old, String replacement) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(index, changed.get(index).replaceFirst(java.util.regex.Pattern.quote(old), replacement));
        // Not every line has such a head; then the mac's last digit will do.
        if (changed.equals(lines)) {
            changed.set(index, changed.get(index).replaceFirst("(.)\"\\]", "~\"]"));
        }
        return changed;
    }

    @Test
    void theLastCheckpointRemovedIsFoundOnceTheNodeWritesTheNext() throws Exception {
        putBack();
        Path file = folder.resolve("cut.jsonl");
        Checkpoints node = ledger.checkpoints(file);
        node.start();
        node.write();
        ledger.log().audit(read("x", "IN-KA"));
        node.write();
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, 1));
        assertThat(ledger.faults(file)).as("what is left is good in itself").isEmpty();
        ledger.log().audit(read("y", "IN-KA"));
        node.write();
        node.stop();
        assertThat(Files.readAllLines(file)).hasSize(2);
        assertThat(ledger.faults(file)).singleElement().asString().contains("does not follow the line before");
    }

    @Test
    void aNodeTakesUpItsFileWhereItEndsAndNoOtherWritesInIt() throws Exception {
        putBack();
        Path file = folder.resolve("new/folder/taken-up.jsonl");
        Checkpoints first = ledger.checkpoints(file);
        first.start();
        first.write();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> ledger.checkpoints(file).start()))
                .hasMessageContaining("another node");
        first.stop();
        Files.writeString(file, "{\"half a li", java.nio.file.StandardOpenOption.APPEND);
        ledger.log().audit(read("x", "IN-KA"));
        Checkpoints second = ledger.checkpoints(file);
        second.start();
        second.stop();
        assertThat(Files.readAllLines(file)).hasSize(2);
        assertThat(ledger.faults(file)).isEmpty();
    }

    @Test
    void nothingIsWrittenWhenNothingMoved() throws Exception {
        putBack();
        Path file = folder.resolve("still.jsonl");
        Checkpoints node = ledger.checkpoints(file);
        node.start();
        IntStream.range(0, 3).forEach(i -> node.write());
        ledger.log().audit(read("x", "IN-KL"));
        node.write();
        node.stop();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("\"*\":[2,", "\"IN-KA\":[6,", "\"IN-KL\":[6,");
        assertThat(lines.get(1)).contains("\"heads\":{\"IN-KL\":[7,").doesNotContain("IN-KA");
    }

    /** The snapshot of the database and the length of the file are of one moment, whatever is written meanwhile. */
    @Test
    void whatIsWrittenMeanwhileIsNoFault() throws Exception {
        putBack();
        Path file = folder.resolve("meanwhile.jsonl");
        Checkpoints node = ledger.checkpoints(file);
        node.start();
        var done = new AtomicBoolean();
        var written = new AtomicInteger();
        Thread writer = new Thread(() -> {
            for (int i = 0; !done.get(); i++) {
                ledger.log().logAll(List.of(change("x" + i, "IN-KA"), change("y" + i, null)));
                node.write();
                written.incrementAndGet();
            }
        });
        writer.start();
        try {
            for (int i = 0; i < 20 || (written.get() < 20 && writer.isAlive()); i++) {
                assertThat(ledger.faults(file)).isEmpty();
            }
        } finally {
            done.set(true);
            writer.join();
            node.stop();
        }
        assertThat(ledger.number("SELECT COUNT(*) FROM audit_log")).isGreaterThan(40);
    }

    private DynamicTest spoilt(String name, String... statements) {
        return dynamicTest(name, () -> {
            putBack();
            for (String statement : statements) {
                ledger.sql(statement);
            }
            assertThat(ledger.faults()).as("found without any checkpoint").isNotEmpty();
        });
    }
}
