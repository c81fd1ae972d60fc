package org.prahari.trainee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;
import org.prahari.support.Traces;

/** What the database holds of who somebody is, and what becomes of it when it is meddled with. */
class IdentityAtRestTest extends ServiceTest {
    private static final String MARK =
            UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private static final String DIGITS = "9" + String.format("%09d", Math.floorMod(MARK.hashCode(), 1_000_000_000));
    private final IdentityDao dao = service.jdbi().onDemand(IdentityDao.class);
    private Api karnataka;
    private String trainee;
    private String identity;
    private UUID id;

    @BeforeEach
    void aTrainee() {
        karnataka = Api.with("trainees:read trainees:write trainees:identity", "IN-KA");
        trainee = Fixtures.create(karnataka, "").header("Location");
        identity = trainee + "/identity";
        id = UUID.fromString(Fixtures.id(trainee));
    }

    @Test
    void theDatabaseHoldsNoTraceOfAnybody() throws Exception {
        // Names of which no part is a word: they would be found wherever they stood.
        String latin = "Qz" + MARK;
        String hindi = "आशा" + devanagari(MARK);
        String email = "qz." + MARK + "@Example.invalid";
        String phone = "+91" + DIGITS;
        karnataka.put(identity, who(latin, email, phone), "\"1\"").expect(200);
        karnataka.put(identity, who(hindi, email, phone), "\"2\"").expect(200);
        karnataka.get(identity).expect(200);
        karnataka.post("/v1/trainees/lookup", "{\"email\": \"" + email + "\"}").expect(200);
        karnataka.post("/v1/trainees/lookup", "{\"phone\": \"" + phone + "\"}").expect(200);
        karnataka.put(identity, who(latin, email, null), "\"2\"").expect(412);
        karnataka
                .put(identity, "{\"name\": \"" + latin + "\", \"email\": \"" + MARK + "\"}", "\"3\"")
                .expect(422);
        var gone = Fixtures.create(karnataka, "").header("Location");
        karnataka.put(gone + "/identity", who(latin, email, phone), "\"1\"").expect(200);
        karnataka.delete(gone, "\"2\"").expect(204);

        var traces = new Traces(List.of(latin, hindi, email, email.toLowerCase(java.util.Locale.ROOT), DIGITS));
        assertThat(service.jdbi().<List<String>, RuntimeException>withHandle(handle -> inTables(handle, traces)))
                .isEmpty();
        String planted = "Planted" + MARK + "y";
        var control = new Traces(List.of(planted));
        // In one transaction: the task that seals what lies in the clear would otherwise find it as well.
        List<String> found = service.jdbi().inTransaction(handle -> {
            legacy(handle, id, planted, null, null);
            return inTables(handle, control);
        });
        assertThat(found).as("the same search finds what is there").contains("trainee_identity.name");

        assumeThat(service.databaseFolder())
                .as("SKIPPED: the files of this database are not at hand")
                .isPresent();
        assertThat(inFiles(traces)).isEmpty();
        assertThat(inFiles(control)).as("the same search finds what is there").isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"utf-8", "utf-16be", "utf-16le", "hex", "HEX", "base64", "base64url", "reversed", "escaped"})
    void theSearchFindsEveryEncodingAtEveryPlace(String encoding) {
        String name = "आशा Rao+" + MARK;
        var traces = new Traces(List.of(name));
        for (int before = 0; before < 5; before++) {
            byte[] hidden = Traces.encode(encoding, "x".repeat(before) + name + "yz");
            assertThat(traces.in(hidden)).as(encoding + " after " + before).isPresent();
        }
        assertThat(traces.in("nothing of the kind".repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void aNameInAnyScriptComesBackAsItsComposedForm() {
        int version = 1;
        for (String name : List.of(
                "आशा राव",
                "ಆಶಾ ರಾವ್",
                "ஆஷா ராவ்",
                "ఆశా రావు",
                "আশা রাও",
                "આશા રાવ",
                "ਆਸ਼ਾ",
                "ଆଶା",
                "ആശാ",
                "آشا",
                "ꯑꯁꯥ",
                "Jose\u0301",
                "\u0958\u0959",
                "ऩ")) {
            Answer put = karnataka
                    .put(identity, who(name, null, null), "\"" + version++ + "\"")
                    .expect(200);
            String stored =
                    karnataka.get(identity).expect(200).json().get("name").asText();
            assertThat(stored)
                    .isEqualTo(Normalizer.normalize(name, Normalizer.Form.NFC))
                    .isEqualTo(put.json().get("name").asText());
        }
    }

    @Test
    void whatLiesInTheClearIsReadAndThenMovedAndNobodyNotices() throws Exception {
        karnataka.put(identity, who("Nobody", null, null), "\"1\"").expect(200);
        legacy(id, "आशा राव", "asha@example.invalid", "+919000000001");
        Answer before = karnataka.get(identity).expect(200);
        assertThat(before.json().get("name").asText()).isEqualTo("आशा राव");
        long changes = changes();

        assertThat(Resealing.pass(dao, service.cipher(), Duration.ZERO)).isIn(0, 1);

        Map<String, Object> row = row();
        assertThat(row.get("name")).isNull();
        assertThat(row.get("email")).isNull();
        assertThat(row.get("phone")).isNull();
        assertThat(row.get("key_id")).isEqualTo(service.cipher().keyset().primary());
        Answer after = karnataka.get(identity).expect(200);
        assertThat(after.text()).isEqualTo(before.text());
        assertThat(after.etag()).isEqualTo(before.etag());
        assertThat(karnataka.get(trainee).expect(200).json().get("version").asInt())
                .isEqualTo(2);
        assertThat(changes()).isEqualTo(changes);
        assertThat(karnataka
                        .post("/v1/trainees/lookup", "{\"email\": \"asha@example.invalid\"}")
                        .text())
                .contains(id.toString());
    }

    @Test
    void theDatabaseTakesNoRowThatIsSealedAndInTheClearAtOnce() {
        karnataka.put(identity, who("Asha", null, null), "\"1\"").expect(200);
        for (String bad : List.of(
                "name = 'Asha'", "email = 'a@b.invalid'", "phone = '+91'", "name_sealed = NULL", "key_id = NULL")) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> service.jdbi()
                            .useHandle(handle -> handle.createUpdate(
                                            "UPDATE trainee_identity SET " + bad + " WHERE trainee = :id")
                                    .bind("id", id)
                                    .execute())))
                    .as(bad)
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name_sealed = CONCAT(LEFT(name_sealed, 20), 'x', SUBSTRING(name_sealed, 22))",
                "name_sealed = LEFT(name_sealed, 12)",
                "name_sealed = ''",
                "name_sealed = CONCAT(X'0100000000', SUBSTRING(name_sealed, 6))",
                "name_sealed = email_sealed",
                "email_sealed = name_sealed",
                "phone_sealed = email_sealed",
                "name_sealed = (SELECT x.name_sealed FROM (SELECT * FROM trainee_identity) x WHERE x.trainee <> :id)"
            })
    void whatWasMeddledWithIsA500ThatTellsNothing(String meddling) {
        karnataka
                .put(identity, who("Asha Rao", "asha@example.invalid", "+919000000001"), "\"1\"")
                .expect(200);
        String second = Fixtures.create(karnataka, "").header("Location") + "/identity";
        karnataka
                .put(second, who("Bina Das", "bina@example.invalid", null), "\"1\"")
                .expect(200);
        service.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "UPDATE trainee_identity SET " + meddling + " WHERE trainee = :id")
                        .bind("id", id)
                        .execute());
        Answer answer = karnataka.get(identity);
        answer.problem(500, "internal");
        assertThat(answer.text()).doesNotContain("Asha", "Bina", "@", "+91", id.toString(), "sealed", "key");
        karnataka.get(second).expect(200);
        karnataka.put(identity, who("Asha Rao", null, null), "\"2\"").expect(200);
        karnataka.get(identity).expect(200);
    }

    @Test
    void anothersIdentityIsAsUnknownAsNobodysByteForByte() {
        karnataka.put(identity, who("Asha Rao", null, null), "\"1\"").expect(200);
        String bare = Fixtures.create(karnataka, "").header("Location") + "/identity";
        Api tamilNadu = Api.with("trainees:read trainees:write trainees:identity", "IN-TN");
        String unknown = "/v1/trainees/" + UUID.randomUUID() + "/identity";
        Set<String> reads = new TreeSet<>();
        Set<String> writes = new TreeSet<>();
        for (String path : List.of(identity, bare, unknown)) {
            reads.add(bytes(tamilNadu.get(path)));
            reads.add(bytes(tamilNadu.get(path, "If-None-Match", "\"2\"")));
            writes.add(bytes(tamilNadu.put(path, who("Eve", null, null), "\"2\"")));
            writes.add(bytes(tamilNadu.put(path, who("Eve", null, null), "*")));
        }
        assertThat(reads).hasSize(1);
        assertThat(writes).hasSize(1);
        assertThat(karnataka.get(identity).json().get("name").asText()).isEqualTo("Asha Rao");
    }

    private static String bytes(Answer answer) {
        answer.expect(404);
        return answer.text().replaceAll("\"instance\":\"[^\"]*\"", "")
                + answer.headers().map().keySet().stream().sorted().toList()
                + answer.header("Content-Type")
                + answer.header("Cache-Control");
    }

    private static List<String> inTables(Handle handle, Traces traces) {
        List<String> found = new ArrayList<>();
        for (String table : handle.createQuery(
                        "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()")
                .mapTo(String.class)
                .list()) {
            handle.createQuery("SELECT * FROM `" + table + "`")
                    .scanResultSet((rows, context) -> scan(traces, table, rows.get(), found));
        }
        return found;
    }

    private static Void scan(Traces traces, String table, ResultSet rows, List<String> found) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            for (int column = 1; column <= columns; column++) {
                Object value = rows.getObject(column);
                byte[] bytes = value instanceof byte[] raw
                        ? raw
                        : String.valueOf(value).getBytes(java.nio.charset.StandardCharsets.UTF_8);
                if (traces.in(bytes).isPresent()) {
                    found.add(table + "." + rows.getMetaData().getColumnName(column));
                }
            }
        }
        return null;
    }

    /** Everything the server keeps on disk: tables, redo and undo, what it logged. */
    private List<String> inFiles(Traces traces) throws IOException {
        Path data = service.databaseFolder().orElseThrow();
        try (Handle handle = service.jdbi().open()) {
            handle.execute("FLUSH TABLES trainee_identity, trainee, change_log FOR EXPORT");
            List<String> found = new ArrayList<>();
            try (var files = Files.walk(data)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    traces.in(Files.readAllBytes(file))
                            .ifPresent(trace -> found.add(file.getFileName() + ": " + trace));
                }
            }
            handle.execute("UNLOCK TABLES");
            return found;
        }
    }

    /** As the release before wrote it. */
    private void legacy(UUID trainee, String name, String email, String phone) {
        service.jdbi().useTransaction(handle -> legacy(handle, trainee, name, email, phone));
    }

    private static void legacy(Handle handle, UUID trainee, String name, String email, String phone) {
        handle.createUpdate("DELETE FROM trainee_identity WHERE trainee = :id")
                .bind("id", trainee)
                .execute();
        handle.createUpdate(
                        "INSERT INTO trainee_identity (trainee, name, email, phone) VALUES (:id, :name, :email, :phone)")
                .bind("id", trainee)
                .bind("name", name)
                .bind("email", email)
                .bind("phone", phone)
                .execute();
    }

    private Map<String, Object> row() {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT * FROM trainee_identity WHERE trainee = :id")
                        .bind("id", id)
                        .mapToMap()
                        .one());
    }

    private long changes() {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM change_log WHERE feature = 'trainee'")
                        .mapTo(Long.class)
                        .one());
    }

    private static String devanagari(String hex) {
        return hex.chars()
                .mapToObj(c -> String.valueOf((char) (0x0915 + Character.digit(c, 16))))
                .reduce("", String::concat);
    }

    private static String who(String name, String email, String phone) {
        return "{\"name\": \"" + name + "\""
                + (email == null ? "" : ", \"email\": \"" + email + "\"")
                + (phone == null ? "" : ", \"phone\": \"" + phone + "\"") + "}";
    }
}
