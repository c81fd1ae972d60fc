package org.prahari.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.prahari.support.Imports.CSV;
import static org.prahari.support.Imports.NDJSON;
import static org.prahari.support.Imports.done;
import static org.prahari.support.Imports.faults;
import static org.prahari.support.Imports.rows;
import static org.prahari.support.Imports.trainee;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Imports;
import org.prahari.support.Instance;
import org.prahari.support.ServiceTest;

/** What careless and hostile callers upload: each has its clear outcome, told per row where it is a row's. */
class HostileImportTest extends ServiceTest {
    private static final String SCOPES = "imports:write facilities:write facilities:read trainees:write trainees:read";
    private static final String HEADER = "externalId,department,name,kind,contactRole\n";
    private final String key = service.key(SCOPES, "IN-KA");
    private final Api api = Api.as(key);

    @Test
    void quotesMayHoldLineEndsSeparatorsAndQuotes() {
        Answer over = facilities("H-1,IN-KA,\"A \"\"good\"\" hospital, large\",laboratory,\n"
                + "H-2,IN-KA,\"Two\nlines\",laboratory,\n"
                + "H-3,IN-KA,Plain 5\" disk,laboratory,\n");
        assertThat(faults(api, over)).containsExactly("3 /name line");
        assertThat(name("H-1")).isEqualTo("A \"good\" hospital, large");
        assertThat(name("H-3")).isEqualTo("Plain 5\" disk");
    }

    @Test
    void aQuoteThatIsNeverClosedIsToldWhereItWasOpened() {
        Answer over =
                facilities("H-1,IN-KA,Good,laboratory,\nH-2,IN-KA,\"Bad,laboratory,\nH-3,IN-KA,Good,laboratory,\n");
        assertThat(faults(api, over)).containsExactly("3  unclosed");
        assertThat(rows(over)).containsExactly(1, 0, 0, 1);
    }

    @Test
    void aCellOfTenMegabytesIsOneRefusedRow() {
        Answer over = facilities("H-1,IN-KA," + "x".repeat(10_000_000) + ",laboratory,\nH-2,IN-KA,Good,laboratory,\n");
        assertThat(faults(api, over)).containsExactly("2  too-long");
        assertThat(rows(over)).containsExactly(1, 0, 0, 1);
    }

    @Test
    void whatASpreadsheetWouldRunIsTextAndComesOutInert() {
        Answer over = facilities("H-1,IN-KA,=1+1,laboratory,@SUM(A1)\n");
        assertThat(rows(over)).containsExactly(1, 0, 0, 0);
        assertThat(name("H-1")).isEqualTo("=1+1");
        assertThat(Columns.inert("=1+1")).isEqualTo("'=1+1");
        assertThat(rows(facilities("H-1,IN-KA,'=1+1,laboratory,'@SUM(A1)\n"))).containsExactly(0, 0, 1, 0);
    }

    @Test
    void whatOnlyLooksInertComesInAsItCameOut() {
        for (String name : List.of("=1", "'=1", "''=1", "'", "'a", "-", "'-'")) {
            assertThat(rows(facilities("H-1,IN-KA," + Columns.inert(name) + ",laboratory,\n")))
                    .endsWith(0);
            assertThat(name("H-1")).isEqualTo(name);
        }
    }

    @Test
    void aRowWithAStrayLineEndIsRefusedRatherThanCutShort() {
        Answer over =
                facilities("H-1,IN-KA,Good,laboratory,\rH-2,IN-KA,Lost,laboratory,\nH-3,IN-KA,Good,laboratory,\r\n"
                        + "H-4,IN-KA,\"In\rquotes\",laboratory,\n");
        assertThat(faults(api, over)).containsExactly("2  csv", "4 /name type");
        assertThat(rows(over)).containsExactly(1, 0, 0, 2);
    }

    @Test
    void cellsTooManyOrTooFewAreTold() {
        Answer over = facilities("H-1,IN-KA,Good\nH-2,IN-KA,Good,laboratory,x,y\nH-3,IN-KA,\"Good\"x,laboratory,\n");
        assertThat(faults(api, over)).containsExactly("2  cells", "3  cells", "4  csv");
    }

    @Test
    void aHeaderThatIsNoneIsRefusedWithoutEchoingIt() {
        Answer refused =
                upload("facilities", CSV, "H-1,IN-KA,Secret Name,laboratory\n").problem(422, "invalid");
        assertThat(refused.text()).doesNotContain("Secret");
        upload("facilities", CSV, "externalId,externalId\nx,y\n").problem(422, "invalid");
    }

    @Test
    void separatorsAreFoundByTheHeader() {
        for (String separator : List.of(",", ";", "\t")) {
            String table = HEADER.replace(",", separator) + "H-9,IN-KA,Good,laboratory,\n".replace(",", separator);
            assertThat(faults(api, done(api, "facilities", CSV, table))).isEmpty();
        }
    }

    @Test
    void bytesThatAreNotUtf8AreTheirRowsFaultAndAnotherEncodingTheUploads() throws Exception {
        byte[] mixed = (HEADER + "H-1,IN-KA,Good,laboratory,\nH-2,IN-KA,B\u00e4d,laboratory,\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        String id = id(send("facilities", CSV, mixed, 202));
        assertThat(faults(api, Imports.over(api, id))).containsExactly("3  encoding");
        assertThat(send("facilities", CSV, HEADER.getBytes(StandardCharsets.UTF_16), 415))
                .contains("UTF-8");
        upload("facilities", "text/csv; charset=iso-8859-1", HEADER).problem(415, "unsupported-media-type");
        api.send("POST", "/v1/imports/facilities", "{}", "Content-Type", "application/json")
                .problem(415, "unsupported-media-type");
    }

    @Test
    void anEmptyFileIsRefused() {
        for (String body : List.of("", "\n\n", "\uFEFF")) {
            upload("facilities", NDJSON, body).problem(422, "invalid");
            upload("facilities", CSV, body).problem(422, "invalid");
        }
        upload("facilities", CSV, HEADER).problem(422, "invalid");
        assertThat(count("import_job")).isZero();
    }

    @Test
    void aBrokenLastLineIsOneFault() {
        String good = "{\"externalId\": \"H-1\", \"department\": \"IN-KA\", \"name\": \"A\", \"kind\": \"laboratory\"}";
        Answer over = done(api, "facilities", NDJSON, good + "\n" + good.substring(0, 40));
        assertThat(rows(over)).containsExactly(1, 0, 0, 1);
        assertThat(faults(api, over)).containsExactly("2  json");
    }

    @Test
    void jsonIsAsStrictAsThatOfASingleRequest() {
        String good = "{\"externalId\": \"H-1\", \"department\": \"IN-KA\", \"name\": \"A\", \"kind\": \"laboratory\"}";
        Answer over = done(
                api,
                "facilities",
                NDJSON,
                String.join(
                        "\n",
                        good.replace("{", "{\"kind\": \"laboratory\", "),
                        "[" + good + "]",
                        good + " {}",
                        "{\"a\":".repeat(60) + "1" + "}".repeat(60),
                        good.replace("\"A\"", "7"),
                        good.replace("\"A\"", "\"\\u0000\""),
                        good.replace("\"A\"", "\"\\ud800\""),
                        good.replace("\"name\"", "\"Ram Kumar of Mysuru\""),
                        "null"));
        assertThat(faults(api, over))
                .containsExactly(
                        "1  json",
                        "2  json",
                        "3  json",
                        "4  json",
                        "5 /name type",
                        "6 /name type",
                        "7 /name type",
                        "8  unknown-field",
                        "9  json");
        String report = api.get("/v1/imports/" + over.json().get("id").asText() + "/errors", "Accept", NDJSON)
                .expect(200)
                .text();
        assertThat(report.lines()).hasSize(9);
        assertThat(report).doesNotContain("Ram").doesNotContain("Kumar");
        assertThat(api.get("/v1/imports/" + over.json().get("id").asText() + "/errors", "Accept", CSV)
                        .expect(200)
                        .text())
                .startsWith("line,pointer,code,detail,value\n1,")
                .hasLineCount(10);
    }

    @Test
    void gzipIsUnpackedAndABombIsBounded() throws Exception {
        String good =
                "{\"externalId\": \"H-1\", \"department\": \"IN-KA\", \"name\": \"A\", \"kind\": \"laboratory\"}\n";
        String id = id(send(
                "facilities", NDJSON, gzip(good.getBytes(StandardCharsets.UTF_8)), 202, "Content-Encoding", "gzip"));
        assertThat(rows(Imports.over(api, id))).containsExactly(1, 0, 0, 0);
        try (Instance small = Instance.start("imports.maxBytes", "1000000", "imports.maxRows", "1000")) {
            byte[] bomb = gzip(new byte[50_000_000]);
            assertThat(bomb.length).isLessThan(60_000);
            assertThat(send(small.port(), "facilities", NDJSON, bomb, 413, "Content-Encoding", "gzip"))
                    .contains("1,000,000 bytes");
            assertThat(send(
                            small.port(),
                            "facilities",
                            NDJSON,
                            gzip("{}\n".repeat(1_001).getBytes(StandardCharsets.UTF_8)),
                            413,
                            "Content-Encoding",
                            "gzip"))
                    .contains("1000 rows");
        }
        send("facilities", NDJSON, "no gzip".getBytes(StandardCharsets.UTF_8), 400, "Content-Encoding", "gzip");
        assertThat(count("import_chunk")).isZero();
        assertThat(count("import_job")).as("nothing stays of what was refused").isEqualTo(1);
    }

    @Test
    void anUploadTouchesOnlyWhatTheKeyIsFor() {
        Answer over = done(api, "trainees", NDJSON, trainee("T-1", 1));
        assertThat(faults(api, over)).containsExactly("1 /identity forbidden");
        String elsewhere =
                "{\"externalId\": \"H-1\", \"department\": \"IN-TN\", \"name\": \"A\", \"kind\": \"laboratory\"}";
        assertThat(faults(api, done(api, "facilities", NDJSON, elsewhere)))
                .containsExactly("1 /department unknown-reference");
        Api other = Api.with(SCOPES, "IN-KA");
        String id = over.json().get("id").asText();
        other.get("/v1/imports/" + id).problem(404, "not-found");
        other.get("/v1/imports/" + id + "/errors").problem(404, "not-found");
        other.delete("/v1/imports/" + id, "*").problem(404, "not-found");
        Api.with("imports:write", "IN-KA")
                .send("POST", "/v1/imports/facilities", elsewhere, "Content-Type", NDJSON)
                .problem(403, "forbidden");
    }

    @Test
    void twoRowsThatTheDatabaseWillNotHaveBothAreToldApart() {
        String row =
                "{\"externalId\": \"%s\", \"department\": \"IN-KA\", \"name\": \"A\", \"kind\": \"laboratory\", \"hfrId\": \"%s\"}\n";
        Answer over = done(
                api,
                "facilities",
                NDJSON,
                row.formatted("H-1", "IN2910000001")
                        + row.formatted("H-2", "IN2910000001")
                        + row.formatted("H-3", "IN2910000002"));
        assertThat(faults(api, over)).containsExactly("2  duplicate");
        assertThat(rows(over)).containsExactly(2, 0, 0, 1);
    }

    private Answer facilities(String rows) {
        return done(api, "facilities", CSV, HEADER + rows);
    }

    private Answer upload(String feature, String type, String body) {
        return api.send("POST", "/v1/imports/" + feature, body, "Content-Type", type);
    }

    private String name(String externalId) {
        return api.get("/v1/facilities?externalId=" + externalId)
                .json()
                .at("/items/0/name")
                .asText();
    }

    private int count(String table) {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + table)
                        .mapTo(int.class)
                        .one());
    }

    private static String id(String accepted) {
        return accepted.replaceFirst("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private String send(String feature, String type, byte[] body, int status, String... headers) throws Exception {
        return send(service.port(), feature, type, body, status, headers);
    }

    /** Past the usual caller, which sends text only. */
    private String send(int port, String feature, String type, byte[] body, int status, String... headers)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/imports/" + feature))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        var answer = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }
}
