package org.prahari.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.dropwizard.jackson.Jackson;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StrictJsonTest {
    private static final ObjectMapper MAPPER = StrictJson.configure(Jackson.newObjectMapper());
    private static final ProblemMapper PROBLEMS = new ProblemMapper();

    private enum Mode {
        ON_SITE,
        REMOTE
    }

    private record Part(String name) {}

    private record Plain(int number, boolean flag) {}

    private record Thing(
            String name,
            Integer count,
            Integer beds,
            Boolean open,
            LocalDate on,
            Instant at,
            UUID id,
            Mode mode,
            List<String> tags,
            List<Part> parts,
            Map<String, Part> named) {}

    private static Thing read(String json) throws JsonProcessingException {
        return MAPPER.readValue(json, Thing.class);
    }

    /** The problem a client would be answered with. */
    private static Problem.Document refusal(String json) {
        try {
            Thing thing = read(json);
            throw new AssertionError("Was taken: " + thing);
        } catch (JsonProcessingException e) {
            Response response = PROBLEMS.toResponse(e);
            var document = (Problem.Document) response.getEntity();
            assertThat(response.getStatus()).isEqualTo(document.status());
            return document;
        }
    }

    private static void assertRefused(int status, String pointer, String json) {
        Problem.Document document = refusal(json);
        assertThat(document.status()).as(json).isEqualTo(status);
        if (pointer != null) {
            assertThat(document.errors()).as(json).hasSize(1);
            assertThat(document.errors().get(0).pointer()).as(json).isEqualTo(pointer);
        }
        assertThat(document.toString())
                .doesNotContain("java")
                .doesNotContain("jackson")
                .doesNotContain("prahari.");
    }

    @Test
    void whatIsRightIsTaken() throws Exception {
        Thing thing = read("""
                {"name": "Ward \\n 3", "count": 2, "open": true, "on": "2026-11-23", "at": "2026-11-23T10:00:00Z",
                 "id": "01890a5d-ac96-774b-bcce-b302099a8057", "mode": "on-site", "tags": [], "parts": [{"name": ""}]}
                """);
        assertThat(thing.mode()).isEqualTo(Mode.ON_SITE);
        assertThat(thing.tags()).isEmpty();
        assertThat(thing.beds()).isNull();
        assertThat(thing.parts()).containsExactly(new Part(""));
    }

    @Test
    void anUnknownFieldIsRefusedByName() {
        assertRefused(400, "/nosuch", "{\"nosuch\": 1}");
        assertRefused(400, "/parts/1/nosuch", "{\"parts\": [{}, {\"nosuch\": 1}]}");
        assertRefused(400, "/a~1b~0c", "{\"a/b~c\": 1}");
    }

    @Test
    void aWrongTypeIsRefusedAndNeverCoerced() {
        assertRefused(400, "/count", "{\"count\": \"2\"}");
        assertRefused(400, "/count", "{\"count\": 2.5}");
        assertRefused(400, "/count", "{\"count\": 2.0}");
        assertRefused(400, "/count", "{\"count\": true}");
        assertRefused(400, "/count", "{\"count\": [2]}");
        assertRefused(400, "/count", "{\"count\": {}}");
        assertRefused(400, "/count", "{\"count\": \"\"}");
        assertRefused(400, "/count", "{\"count\": 99999999999}");
        assertRefused(400, "/count", "{\"count\": 1e400}");
        assertRefused(400, "/beds", "{\"beds\": \"\"}");
        assertRefused(400, "/beds", "{\"beds\": []}");
        assertRefused(400, "/open", "{\"open\": \"true\"}");
        assertRefused(400, "/open", "{\"open\": 1}");
        assertRefused(400, "/name", "{\"name\": 7}");
        assertRefused(400, "/name", "{\"name\": true}");
        assertRefused(400, "/name", "{\"name\": [\"a\"]}");
        assertRefused(400, "/name", "{\"name\": {}}");
        assertRefused(400, "/on", "{\"on\": 20000}");
        assertRefused(400, "/on", "{\"on\": [2026, 11, 23]}");
        assertRefused(400, "/at", "{\"at\": 1700000000}");
        assertRefused(400, "/id", "{\"id\": 5}");
        assertRefused(400, "/mode", "{\"mode\": 0}");
        assertRefused(400, "/tags", "{\"tags\": \"a\"}");
        assertRefused(400, "/tags", "{\"tags\": \"\"}");
        assertRefused(400, "/tags", "{\"tags\": {}}");
        assertRefused(400, "/tags/1", "{\"tags\": [\"a\", 5]}");
        assertRefused(400, "/parts", "{\"parts\": {}}");
        assertRefused(400, "/parts/0", "{\"parts\": [\"\"]}");
        assertRefused(400, "/parts/0", "{\"parts\": [[]]}");
        assertRefused(400, "", "[]");
        assertRefused(400, "", "\"\"");
        assertRefused(400, "", "7");
    }

    @Test
    void nullForAPrimitiveIsRefused() {
        for (String json : List.of("{\"number\": null, \"flag\": true}", "{\"number\": 1, \"flag\": null}", "{}")) {
            assertThatThrownBy(() -> MAPPER.readValue(json, Plain.class))
                    .as(json)
                    .isInstanceOf(MismatchedInputException.class);
        }
    }

    @Test
    void aTextThatIsNoValueOfItsFieldIsNotValid() {
        assertRefused(422, "/on", "{\"on\": \"2026-02-30\"}");
        assertRefused(422, "/on", "{\"on\": \"99999-01-01\"}");
        assertRefused(422, "/on", "{\"on\": \"+99999-01-01\"}");
        assertRefused(422, "/on", "{\"on\": \"tomorrow\"}");
        assertRefused(422, "/on", "{\"on\": \"\"}");
        assertRefused(422, "/on", "{\"on\": \"2026-11-23T00:00:00Z\"}");
        assertRefused(422, "/on", "{\"on\": \" 2026-11-23\"}");
        assertRefused(422, "/at", "{\"at\": \"2026-11-23\"}");
        assertRefused(422, "/at", "{\"at\": \"1700000000\"}");
        assertRefused(422, "/at", "{\"at\": \"+99999-01-01T00:00:00Z\"}");
        assertRefused(422, "/id", "{\"id\": \"1-1-1-1-1\"}");
        assertRefused(422, "/id", "{\"id\": \"01890A5D-AC96-774B-BCCE-B302099A8057\"}");
        assertRefused(422, "/id", "{\"id\": \"AYkKXayWd0u8zrMCCZqAVw==\"}");
        assertRefused(422, "/mode", "{\"mode\": \"ON_SITE\"}");
        assertRefused(422, "/mode", "{\"mode\": \"on_site\"}");
        assertRefused(422, "/mode", "{\"mode\": \"\"}");
    }

    @Test
    void charactersThatNoTextMayHoldAreRefused() {
        for (String bad : List.of(
                "\\u0000",
                "\\u0007",
                "\\u001b",
                "\\u007f",
                "\\u0085",
                "\\r",
                "\\ud800",
                "\\udc00x",
                "\\ud800\\ud800",
                "\\ufffe",
                "\\uffff")) {
            assertRefused(400, "/name", "{\"name\": \"a" + bad + "b\"}");
            assertRefused(400, "/tags/0", "{\"tags\": [\"" + bad + "\"]}");
            assertThat(refusal("{\"named\": {\"" + bad + "\": {}}}").status())
                    .as("key " + bad)
                    .isEqualTo(400);
        }
        assertRefused(400, null, "{\"name\": \"a\u0000b\"}");
        assertRefused(400, null, "{\"name\": \"a\nb\"}");
    }

    @Test
    void textIsKeptInNfc() throws Exception {
        assertThat(read("{\"name\": \"o\\u0308\"}").name()).isEqualTo("\u00F6");
        assertThat(read("{\"name\": \"\\ud83d\\ude00\"}").name()).isEqualTo("\uD83D\uDE00");
        assertThat(read("{\"name\": \"\\u0915\\u093c\"}").name()).isEqualTo("\u0915\u093C");
        assertThat(read("{\"named\": {\"o\\u0308\": {}}}").named()).containsOnlyKeys("\u00F6");
    }

    @Test
    void sqlAndExpressionsArePlainText() throws Exception {
        for (String text : List.of("${7*7}", "#{7*7}", "'; DROP TABLE gap; --", "<script>alert(1)</script>", "=1+1")) {
            assertThat(read(MAPPER.writeValueAsString(Map.of("name", text))).name())
                    .isEqualTo(text);
        }
    }

    @Test
    void aFieldGivenTwiceIsRefused() {
        assertRefused(400, null, "{\"name\": \"a\", \"name\": \"b\"}");
        assertRefused(400, null, "{\"parts\": [{\"name\": \"a\", \"name\": \"a\"}]}");
    }

    @Test
    void whatFollowsTheValueIsRefused() {
        assertRefused(400, null, "{} {}");
        assertRefused(400, null, "{}x");
        assertRefused(400, null, "{},");
    }

    @Test
    void whatIsNoJsonIsRefused() {
        for (String json : List.of(
                "",
                " ",
                "{",
                "{\"name\": }",
                "{'name': 'a'}",
                "{name: 1}",
                "/* */ {}",
                "{\"count\": NaN}",
                "{\"count\": 01}",
                "{\"count\": +1}",
                "{\"name\": \"\\x\"}",
                "{\"name\": \"a",
                "nul",
                "\uFEFF\uFEFF{}",
                "{\"tags\": [1,]}")) {
            assertThat(refusal(json).status()).as(json).isEqualTo(400);
        }
    }

    @Test
    void deepNestingIsRefusedBeforeItIsRead() {
        assertRefused(400, null, "{\"parts\": " + "[".repeat(2000) + "]".repeat(2000) + "}");
        assertRefused(400, null, "[".repeat(2000));
        assertRefused(400, null, "{\"parts\":".repeat(2000));
        assertRefused(400, null, "{\"nosuch\": " + "[".repeat(2000) + "]".repeat(2000) + "}");
    }

    @Test
    void endlessTextsNumbersAndNamesAreRefused() {
        assertRefused(400, null, "{\"name\": \"" + "a".repeat(10_000_000) + "\"}");
        assertRefused(400, null, "{\"count\": " + "1".repeat(10_000) + "}");
        assertRefused(400, null, "{\"" + "a".repeat(10_000) + "\": 1}");
    }

    @Test
    void whatIsAbsentIsLeftOutAndEnumsAreKebab() throws Exception {
        var thing = new Thing(null, 1, null, false, null, null, null, Mode.ON_SITE, List.of(), null, null);
        assertThat(MAPPER.writeValueAsString(thing))
                .isEqualTo("{\"count\":1,\"open\":false,\"mode\":\"on-site\",\"tags\":[]}");
    }

    @Test
    void datesAreWrittenAsIso() throws Exception {
        assertThat(MAPPER.writeValueAsString(List.of(LocalDate.of(2026, 11, 23), Instant.ofEpochSecond(1, 5000))))
                .isEqualTo("[\"2026-11-23\",\"1970-01-01T00:00:01.000005Z\"]");
    }
}
