package org.prahari.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.json.Json;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.prahari.support.Service;

/** Statements of many rows, on a table of every type of column there is. */
class ManyRowsTest {
    private final Handle handle = Service.get().jdbi().open();

    enum Mood {
        WIDE_AWAKE
    }

    record Inner(Long number, Boolean flag) {}

    record Row(
            UUID id,
            String name,
            Integer whole,
            byte[] raw,
            Instant at,
            LocalDate day,
            Mood mood,
            @Json List<String> tags,
            Inner inner) {}

    record Seer(String name, boolean everywhere, Set<String> departments) {}

    interface Rows {
        @SqlMany("""
                INSERT INTO many_rows (id, name, client, whole, raw, at, day, mood, tags, number, flag, sees)
                VALUES (:id, :name, :client, :whole, :raw, :at, :day, :mood, :tags, :inner.number, :inner.flag,
                    CASE WHEN :everywhere = 1 OR :place IN (<departments>) THEN ':yes' END)
                """)
        int[] insert(Seer viewer, @Bind("place") List<String> places, List<Row> rows, String client);

        @SqlMany("INSERT INTO many_rows (id, name) VALUES (:id, :nobody)")
        void wrong(List<Row> rows);
    }

    @BeforeEach
    void makeTheTable() {
        handle.execute("""
                CREATE TEMPORARY TABLE many_rows (id BINARY(16) PRIMARY KEY, name VARCHAR(40) CHARACTER SET utf8mb4,
                    client VARCHAR(20), whole INT, raw VARBINARY(9), at DATETIME(6), day DATE, mood VARCHAR(20),
                    tags VARCHAR(90), number BIGINT, flag INT, sees VARCHAR(9))
                """);
    }

    @AfterEach
    void close() {
        handle.close();
    }

    @Test
    void everyTypeArrivesAsItIsAndARowsNameGoesBeforeTheViewers() {
        UUID id = Ids.next();
        var full = new Row(
                id,
                "It's \"ग\" 😀 \\ :name <departments>",
                -7,
                new byte[] {0, 39, 92, -1},
                Instant.parse("2026-11-30T23:59:59.123456Z"),
                LocalDate.of(2027, 2, 28),
                Mood.WIDE_AWAKE,
                List.of("a\"b", "c"),
                new Inner(1L << 40, true));
        var bare = new Row(Ids.next(), null, null, null, null, null, null, null, null);
        int[] counts = rows().insert(
                        new Seer("viewer", false, Set.of("IN-KA", "IN-DL")),
                        List.of("IN-KA", "IN-MH"),
                        List.of(full, bare),
                        "c");
        assertThat(counts).hasSize(2);
        var stored = handle.createQuery("SELECT * FROM many_rows ORDER BY name IS NULL")
                .mapToMap()
                .list();
        assertThat(stored.get(0))
                .containsEntry("id", Database.bytes(id))
                .containsEntry("name", full.name())
                .containsEntry("client", "c")
                .containsEntry("whole", -7)
                .containsEntry("raw", full.raw())
                .containsEntry("mood", "wide-awake")
                .containsEntry("tags", "[\"a\\\"b\",\"c\"]")
                .containsEntry("number", 1L << 40)
                .containsEntry("flag", 1)
                .containsEntry("sees", ":yes");
        assertThat(handle.createQuery("SELECT CONCAT(at, ' ', day) FROM many_rows WHERE name IS NOT NULL")
                        .mapTo(String.class)
                        .one())
                .isEqualTo("2026-11-30 23:59:59.123456 2027-02-28");
        assertThat(stored.get(1))
                .containsEntry("name", null)
                .containsEntry("number", null)
                .containsEntry("sees", null);
    }

    @Test
    void whoSeesNothingIsBoundToNothingAndWhoSeesAllToAll() {
        var row = new Row(Ids.next(), "x", null, null, null, null, null, null, null);
        rows().insert(new Seer("viewer", false, Set.of()), List.of("IN-KA"), List.of(row), "c");
        var other = new Row(Ids.next(), "y", null, null, null, null, null, null, null);
        rows().insert(new Seer("viewer", true, Set.of()), List.of("IN-KA"), List.of(other), "c");
        assertThat(handle.createQuery("SELECT COALESCE(sees, '') FROM many_rows ORDER BY name")
                        .mapTo(String.class)
                        .list())
                .containsExactly("", ":yes");
    }

    @Test
    void noRowsAreNoStatementAndARefusalIsToldByItsNumber() {
        var seer = new Seer("viewer", true, Set.of());
        assertThat(rows().insert(seer, List.of(), List.of(), "c")).isEmpty();
        var row = new Row(Ids.next(), "x", null, null, null, null, null, null, null);
        assertThatThrownBy(() -> rows().insert(seer, List.of("IN-KA", "IN-KA"), List.of(row, row), "c"))
                .satisfies(thrown -> assertThat(Database.errorCode(thrown)).isEqualTo(1062));
    }

    @Test
    void aNameThatIsNowhereIsNotPassedOver() {
        var row = new Row(Ids.next(), "x", null, null, null, null, null, null, null);
        assertThatThrownBy(() -> rows().wrong(List.of(row))).hasMessageContaining("Nothing is called nobody");
    }

    private Rows rows() {
        return handle.attach(Rows.class);
    }
}
