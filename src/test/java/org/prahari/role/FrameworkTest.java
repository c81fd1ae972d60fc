package org.prahari.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prahari.store.BadFile;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

class FrameworkTest extends ServiceTest {
    private static final String OLD = resource("wrapped-1.9.0.json");
    private static final String NEW = resource("bare-1.10.0.json");
    private static final String FIRST_TASK = "\"element_identifier\": \"T9002\"";

    @TempDir
    Path folder;

    private final Api anybody = Api.anonymous();

    @Test
    void beforeAnImportThereAreNoVersionsAndNoStatements() {
        assertThat(anybody.get("/v1/frameworks/nice").expect(200).json().get("versions"))
                .isEmpty();
        assertThat(items("/v1/roles/PD-WRL-003/elements?")).isEmpty();
        anybody.get("/v1/roles/PD-WRL-003/elements?version=1.9.0")
                .problem(400, "malformed")
                .at("?version");
    }

    @Test
    void bothShapesOfTheFileAreImportedAndVersionsStandSideBySide() throws Exception {
        var old = apply(OLD);
        assertThat(old.outcome()).isEqualTo(NiceFile.Outcome.ADDED);
        assertThat(old.version()).isEqualTo("1.9.0");
        assertThat(old.relations()).isEqualTo(9);
        assertThat(old.leftOut()).isEqualTo(Map.of("sort", 1));
        assertThat(apply(NEW).outcome()).isEqualTo(NiceFile.Outcome.ADDED);

        var versions = anybody.get("/v1/frameworks/nice").expect(200).json().get("versions");
        assertThat(versions.findValuesAsText("version")).containsExactly("1.10.0", "1.9.0");
        assertThat(versions.at("/1/website").asText()).isEqualTo("https://example.org/1.9.0");
        assertThat(versions.get(0).has("website")).isFalse();
        assertThat(versions.at("/1/elements").findValuesAsText("kind"))
                .containsExactly("category", "competency-area", "knowledge", "opm-code", "skill", "task", "work-role");
        assertThat(versions.at("/1/elements").findValuesAsText("count"))
                .containsExactly("1", "1", "1", "1", "1", "3", "2");
    }

    @Test
    void theStatementsOfARoleAreListedByKindAndId() throws Exception {
        apply(OLD);
        assertThat(ids("/v1/roles/PD-WRL-003/elements?limit=1"))
                .containsExactly("NF-COM-901", "K9001", "S9001", "T9001", "T9002", "T9003");
        assertThat(ids("/v1/roles/PD-WRL-003/elements?kind=task")).containsExactly("T9001", "T9002", "T9003");
        assertThat(ids("/v1/roles/PD-WRL-003/elements?kind=task&kind=competency-area&limit=2"))
                .containsExactly("NF-COM-901", "T9001", "T9002", "T9003");
        assertThat(ids("/v1/roles/PD-WRL-007/elements?")).containsExactly("T9002");
        assertThat(ids("/v1/roles/OG-WRL-017/elements?")).isEmpty();
    }

    @Test
    void statementsAreKeptAsTheyAreButForBlanksAround() throws Exception {
        apply(OLD);
        var knowledge = items("/v1/roles/PD-WRL-003/elements?kind=knowledge").get(0);
        assertThat(knowledge.get("text").asText()).isEqualTo("Knowledge of ${7*7} and '; DROP TABLE role; --");
        assertThat(knowledge.has("title")).isFalse();
        assertThat(items("/v1/roles/PD-WRL-003/elements?kind=task")
                        .get(0)
                        .get("text")
                        .asText())
                .isEqualTo("List the wards concerned\nand their telephones");
    }

    @Test
    void theNewestVersionIsReadUnlessAnotherIsAskedFor() throws Exception {
        apply(NEW);
        apply(OLD);
        assertThat(ids("/v1/roles/PD-WRL-003/elements?")).containsExactly("T9001", "T9004");
        assertThat(ids("/v1/roles/PD-WRL-003/elements?version=1.9.0")).hasSize(6);
        for (String unknown : List.of("9.9.9", "", "2026-02-30", "1.9.0%20", "%24%7B7*7%7D")) {
            anybody.get("/v1/roles/PD-WRL-003/elements?version=" + unknown)
                    .problem(400, "malformed")
                    .at("?version");
        }
    }

    @Test
    void kindsThatRolesDoNotHaveAreRefused() {
        anybody.get("/v1/roles/PD-WRL-003/elements?kind=category")
                .problem(400, "malformed")
                .at("?kind");
        anybody.get("/v1/roles/PD-WRL-003/elements?kind=TASK")
                .problem(400, "malformed")
                .at("?kind");
        anybody.get("/v1/roles/PD-WRL-003/elements?q=x")
                .problem(400, "malformed")
                .at("?q");
    }

    @Test
    void theChangesBetweenTwoVersionsAreOfFourKinds() throws Exception {
        apply(OLD);
        apply(NEW);
        var changes = items("/v1/frameworks/nice/changes?from=1.9.0&to=1.10.0&limit=2");
        assertThat(changes.stream().map(FrameworkTest::line))
                .containsExactly(
                        "competency-area NF-COM-901 retitled Ward Safety > Ward Security",
                        "task T9002 reworded Call the officer on duty > Call the officer on duty and the superintendent",
                        "task T9003 removed Pull the plug > ",
                        "task T9004 added  > Disconnect the ward",
                        "work-role PD-WRL-007 retitled Weakness Finding > Vulnerability Analysis",
                        "work-role PD-WRL-007 reworded Looks for holes. > Looks for holes and ranks them.");
        assertThat(items("/v1/frameworks/nice/changes?from=1.10.0&to=1.9.0").stream()
                        .map(FrameworkTest::line))
                .contains("task T9003 added  > Pull the plug", "task T9004 removed Disconnect the ward > ");
        assertThat(items("/v1/frameworks/nice/changes?from=1.9.0&to=1.9.0")).isEmpty();
    }

    @Test
    void whoNamesNoVersionsLearnsWhatTheNewestChanged() throws Exception {
        String changes = "/v1/frameworks/nice/changes?";
        assertThat(items(changes)).isEmpty();
        apply(OLD);
        assertThat(items(changes)).isEmpty();
        apply(NEW);
        apply(NEW.replace("1.10.0", "1.11.0").replace("Disconnect the ward", "Disconnect the floor"));
        assertThat(ids(changes)).containsExactly("T9004");
        assertThat(items(changes + "to=1.10.0")).hasSize(6);
        assertThat(ids(changes + "from=1.10.0")).containsExactly("T9004");
        assertThat(items(changes + "to=1.9.0")).isEmpty();
    }

    @Test
    void changesAreBetweenVersionsThatWereImported() throws Exception {
        anybody.get("/v1/frameworks/nice/changes?from=1.9.0")
                .problem(400, "malformed")
                .at("?from");
        apply(OLD);
        anybody.get("/v1/frameworks/nice/changes?from=1.9.0&to=1.10.0")
                .problem(400, "malformed")
                .at("?to");
        anybody.get("/v1/frameworks/nice/changes?from=&to=1.9.0")
                .problem(400, "malformed")
                .at("?from");
        anybody.get("/v1/frameworks/dcwf").problem(404, "not-found");
    }

    @Test
    void anElementWhoseKindChangedWasRemovedAndAdded() {
        var before = framework(new Element("S1", Element.Kind.SKILL, null, "Skill in x"));
        var after = framework(new Element("S1", Element.Kind.TASK, null, "Skill in x"));
        assertThat(FrameworkChange.between(before, after))
                .containsExactly(
                        new FrameworkChange(
                                "S1", Element.Kind.SKILL, FrameworkChange.Change.REMOVED, "Skill in x", null),
                        new FrameworkChange("S1", Element.Kind.TASK, FrameworkChange.Change.ADDED, null, "Skill in x"));
    }

    @Test
    void theSameFileAgainChangesNothingAndAnotherOfThatVersionReplacesItWhole() throws Exception {
        apply(OLD);
        assertThat(apply(OLD).outcome()).isEqualTo(NiceFile.Outcome.UNCHANGED);
        assertThat(changes()).containsExactly("nice/1.9.0 1 created");

        String shorter = OLD.replaceAll("(?m)^.*T9003.*\\R", "").replace("Pull the plug", "");
        assertThat(apply(shorter).outcome()).isEqualTo(NiceFile.Outcome.REPLACED);
        assertThat(changes()).containsExactly("nice/1.9.0 1 created", "nice/1.9.0 2 updated");
        assertThat(ids("/v1/roles/PD-WRL-003/elements?kind=task")).containsExactly("T9001", "T9002");
        assertThat(anybody.get("/v1/frameworks/nice")
                        .json()
                        .at("/versions/0/revision")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void twoImportsAtOnceWriteOnce() throws Exception {
        var pool = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 5; round++) {
                String file = NEW.replace("1.10.0", "1.1" + round + ".1");
                Path path = Files.writeString(folder.resolve(round + ".json"), file);
                List<Future<NiceFile.Result>> running = new ArrayList<>();
                running.add(pool.submit(() -> importer().apply(path)));
                running.add(pool.submit(() -> importer().apply(path)));
                List<NiceFile.Outcome> outcomes = new ArrayList<>();
                for (var one : running) {
                    outcomes.add(one.get().outcome());
                }
                assertThat(outcomes).containsExactlyInAnyOrder(NiceFile.Outcome.ADDED, NiceFile.Outcome.UNCHANGED);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aDamagedFileNamesTheLineAndChangesNothing() throws Exception {
        apply(OLD);
        for (int cut = 1; cut < OLD.stripTrailing().length(); cut += 97) {
            assertBad(OLD.substring(0, cut), ": the file ends in the middle");
        }
        assertBad(OLD.replaceFirst("\"elements\": \\[", "\"elements\": [" + "oops"), "line 12");
        assertBad(OLD + "{}", "line ");
        assertBad(OLD.replace("\"requestType\": 4,", "\"requestType\": 4, \"requestType\": 4,"), "line 3");
        assertBad("[".repeat(2000), "line 1");
        assertBad("", "no CPRT export");
        assertBad("null", "no CPRT export");
        assertBad("State Code,State Name,District Code\n29,KARNATAKA,1\n", "line 1, column");
        Path bytes = Files.write(folder.resolve("bytes.json"), new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"'});
        assertThatThrownBy(() -> importer().apply(bytes)).isInstanceOf(BadFile.class);
        assertThat(changes()).hasSize(1);
    }

    @Test
    void aForeignFileIsRefused() {
        assertBad("{}", "/elements");
        assertBad("[1, 2]", "/elements");
        assertBad("{\"type\": \"FeatureCollection\", \"elements\": {\"a\": 1}}", "/elements");
        assertBad(NEW.replace("SP_800_181_", "SP_800_53_"), "/documents: names no NICE Framework");
        assertBad(OLD.replace("SP_800_181_", "SP_800_53_"), "/response/elements/documents: ");
        assertBad(NEW.replace("work_role", "control"), "/elements: holds no work role");
    }

    @Test
    void anElementThatIsWrongIsNamedByItsPointer() throws Exception {
        String pointer = "/response/elements/elements/7";
        assertBad(OLD.replaceFirst(FIRST_TASK, "\"element_identifier\": 9002"), pointer + "/element_identifier");
        assertBad(OLD.replaceFirst(FIRST_TASK, "\"id\": \"T9002\""), pointer + "/element_identifier");
        assertBad(OLD.replaceFirst(FIRST_TASK, "\"element_identifier\": \"T 9002\""), pointer + "/element_identifier");
        assertBad(
                OLD.replaceFirst(FIRST_TASK, "\"element_identifier\": \"K9001\""),
                "/response/elements/elements/10/element_identifier: stands there twice");
        assertBad(OLD.replace("\"Call the officer on duty\"", "[1]"), pointer + "/text: is not a text");
        assertBad(OLD.replace("Call the officer on duty", "a".repeat(4001)), pointer + "/text: is longer than 4000");
        assertBad(OLD.replace("Call the officer", "Call\\u0000the"), pointer + "/text: holds a control character");
        assertBad(OLD.replace("Call the officer", "Call\\ud800the"), pointer + "/text: holds half");
        assertBad(OLD.replace("\"1.9.0\"", "\"next\""), "/response/elements/documents/1/version");
        assertBad(OLD.replace("\"1.9.0\"", "1.9"), "/response/elements/documents/1/version");
        assertBad(OLD.replace("\"relationships\": [", "\"relations\": ["), "/response/elements/relationships");
        assertBad(
                NEW.replace("\"dest_element_identifier\": \"T9004\"", "\"dest_element_identifier\": \"T9999\""),
                "/relationships/1/dest_element_identifier: names an element that is not in the file");
        assertBad(
                NEW.replace("\"source_element_identifier\": \"PD-WRL-003\"", "\"source_element_identifier\": \"X\""),
                "/relationships/0/source_element_identifier");
        assertThat(anybody.get("/v1/frameworks/nice").json().get("versions")).isEmpty();
    }

    @Test
    void nistsOwnFileOfVersionTwoPointOneIsImportedWhole() throws Exception {
        String data = System.getenv().getOrDefault("PRAHARI_TEST_DATA", "../shared/data");
        Path file = Path.of(data, "cprt_SP_800_181_2_1_0.json");
        assumeTrue(Files.exists(file), "NIST's file is not here: " + file.toAbsolutePath());
        var result = importer().apply(file);
        service.touch();
        assertThat(result.version()).isEqualTo("2.1.0");
        assertThat(result.elements())
                .containsEntry(Element.Kind.WORK_ROLE, 41)
                .containsEntry(Element.Kind.TASK, 946)
                .containsEntry(Element.Kind.KNOWLEDGE, 662)
                .containsEntry(Element.Kind.SKILL, 540)
                .containsEntry(Element.Kind.COMPETENCY_AREA, 11);
        assertThat(result.relations()).isEqualTo(5460 - 45);
        assertThat(ids("/v1/roles/PD-WRL-003/elements?limit=200")).hasSizeGreaterThan(50);
        assertThat(ids("/v1/roles/OG-WRL-017/elements?")).isEmpty();
        assertThat(importer().apply(file).outcome()).isEqualTo(NiceFile.Outcome.UNCHANGED);
    }

    private static Framework framework(Element element) {
        return new Framework(new FrameworkVersion("1.0", "A title", null, 1, null), List.of(element), List.of());
    }

    private void assertBad(String json, String where) {
        assertThatThrownBy(() -> apply(json)).isInstanceOf(BadFile.class).hasMessageContaining(where);
    }

    private NiceFile.Result apply(String json) throws IOException {
        NiceFile.Result result = importer().apply(Files.writeString(folder.resolve("cprt.json"), json));
        service.touch();
        return result;
    }

    private NiceFile importer() {
        return new NiceFile(service.jdbi().onDemand(FrameworkDao.class), Clock.systemUTC());
    }

    /** What the log says since the sweep before this test. */
    private List<String> changes() {
        return service.jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                        SELECT CONCAT(id, ' ', version, ' ', kind) FROM change_log
                        WHERE feature = 'framework' AND sequence > (
                            SELECT MAX(sequence) FROM change_log WHERE feature = 'framework' AND actor = 'sweep')
                        ORDER BY sequence
                        """).mapTo(String.class).list());
    }

    private static String line(JsonNode change) {
        return change.get("kind").asText() + " " + change.get("id").asText() + " "
                + change.get("change").asText() + " " + change.path("before").asText() + " > "
                + change.path("after").asText();
    }

    private List<String> ids(String path) {
        return items(path).stream().map(item -> item.get("id").asText()).toList();
    }

    private List<JsonNode> items(String path) {
        List<JsonNode> items = new ArrayList<>();
        String next = "";
        do {
            var page = anybody.get(path + next).expect(200).json();
            page.get("items").forEach(items::add);
            next = page.has("next") ? "&cursor=" + page.get("next").asText() : null;
        } while (next != null);
        return items;
    }

    private static String resource(String name) {
        try (InputStream in = FrameworkTest.class.getResourceAsStream("/cprt/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
