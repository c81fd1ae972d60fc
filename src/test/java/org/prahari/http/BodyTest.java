package org.prahari.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;
import org.prahari.support.Wire;
import org.prahari.support.Wire.Reply;

/** Bodies that are too large, packed, broken or no JSON at all. */
class BodyTest extends ServiceTest {
    private static final String FACILITIES = "/v1/facilities";
    private static final String GOOD =
            "{\"department\": \"IN-KA\", \"name\": \"Ward ${7*7}'; DROP TABLE gap; --\", \"kind\": \"laboratory\"}";
    private String key;
    private Api clerk;

    @BeforeEach
    void mintAKey() {
        key = service.key("facilities:read facilities:write", "IN-KA");
        clerk = Api.as(key);
    }

    private Reply post(byte[] body, String... headers) {
        String head =
                "POST " + FACILITIES + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                        + key + "\r\nContent-Length: " + body.length + "\r\n"
                        + String.join("\r\n", headers) + "\r\n\r\n";
        var all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(body);
        return Wire.raw(all.toByteArray());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static String padded(int length) {
        return GOOD + " ".repeat(length - GOOD.length());
    }

    @Test
    void expressionsAndSqlAreStoredAsTheText() {
        var made = clerk.post(FACILITIES, GOOD).expect(201);
        assertThat(made.json().get("name").asText()).isEqualTo("Ward ${7*7}'; DROP TABLE gap; --");
        assertThat(clerk.get(made.header("Location")).expect(200).json()).isEqualTo(made.json());
    }

    @Test
    void aBodyMayHaveSixtyFourKibibytesAndNoMore() {
        clerk.post(FACILITIES, padded(64 * 1024)).expect(201);
        clerk.post(FACILITIES, padded(64 * 1024 + 1)).problem(413, "too-large");
        assertThat(post(utf8("{\"name\": \"" + "a".repeat(10_000_000) + "\"}"), "Content-Type: application/json")
                        .status())
                .isIn(413, 0);
    }

    @Test
    void whoSendsALittleTooMuchIsAlwaysToldSo() {
        String body = padded(200_000);
        for (int i = 0; i < 200; i++) {
            clerk.post(FACILITIES, body).problem(413, "too-large");
        }
    }

    @Test
    void aChunkedBodyIsBoundedAsWell() {
        String chunk = "4000\r\n" + " ".repeat(0x4000) + "\r\n";
        String head = "POST " + FACILITIES + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer " + key
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        Reply reply = Wire.raw(head + chunk.repeat(5) + "0\r\n\r\n");
        assertThat(reply.status()).as(reply.text()).isEqualTo(413);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");

        String fits = Integer.toHexString(GOOD.length()) + "\r\n" + GOOD + "\r\n0\r\n\r\n";
        assertThat(Wire.raw(head + fits).status()).isEqualTo(201);
        assertThat(Wire.raw(head + "zz\r\n{}\r\n0\r\n\r\n").status()).isEqualTo(400);
    }

    @Test
    void aPackedBodyIsUnpackedAndBounded() {
        assertThat(post(gzip(utf8(GOOD)), "Content-Type: application/json", "Content-Encoding: gzip")
                        .status())
                .isEqualTo(201);
        byte[] bomb = gzip(new byte[50_000_000]);
        assertThat(bomb.length).isLessThan(64 * 1024);
        long start = System.nanoTime();
        Reply reply = post(bomb, "Content-Type: application/json", "Content-Encoding: gzip");
        // What 50 MB of nothing are not allowed to cost.
        assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
        assertThat(reply.status()).as(reply.text()).isIn(400, 413);

        byte[] spaces = gzip(utf8(padded(2_000_000)));
        Reply large = post(spaces, "Content-Type: application/json", "Content-Encoding: gzip");
        assertThat(large.status()).as(large.text()).isEqualTo(413);
    }

    @Test
    void aBodyThatIsNotWhatItsHeaderSaysIsTheCallersFault() {
        byte[] packed = gzip(utf8(GOOD));
        for (byte[] body : List.of(utf8(GOOD), java.util.Arrays.copyOf(packed, packed.length / 2))) {
            Reply reply = post(body, "Content-Type: application/json", "Content-Encoding: gzip");
            assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        }
        for (String encoding : List.of("br", "nonsense", "gzip, gzip")) {
            Reply reply = post(utf8(GOOD), "Content-Type: application/json", "Content-Encoding: " + encoding);
            assertThat(reply.status()).as(encoding + reply.text()).isIn(400, 415);
            assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        }
    }

    @Test
    void aBodyCutOffIsTheCallersFault() {
        String head =
                "POST " + FACILITIES + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                        + key + "\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n";
        assertThat(Wire.raw(head + "{\"name\": \"").status()).isEqualTo(400);
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        for (int[] bad : new int[][] {{0xff}, {0xc0, 0x80}, {0xed, 0xa0, 0x80}, {0xc3}, {0xf5, 0x80, 0x80, 0x80}}) {
            var body = new ByteArrayOutputStream();
            body.writeBytes(utf8("{\"department\": \"IN-KA\", \"kind\": \"laboratory\", \"name\": \"a"));
            for (int octet : bad) {
                body.write(octet);
            }
            body.writeBytes(utf8("b\"}"));
            Reply reply = post(body.toByteArray(), "Content-Type: application/json");
            assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        }
        assertThat(post(GOOD.getBytes(StandardCharsets.UTF_16LE), "Content-Type: application/json")
                        .status())
                .isIn(201, 400);
    }

    @Test
    void onlyJsonIsTaken() {
        for (String type : List.of(
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "text/html",
                "multipart/form-data; boundary=a",
                "application/json-patch+json")) {
            clerk.send("POST", FACILITIES, GOOD, "Content-Type", type).problem(415, "unsupported-media-type");
        }
        assertThat(post(utf8(GOOD)).status()).isEqualTo(415);
        assertThat(post(utf8(GOOD), "Content-Type: nonsense").status()).isIn(400, 415);
        clerk.send("POST", FACILITIES, GOOD, "Content-Type", "application/json; charset=utf-8")
                .expect(201);
    }

    @Test
    void noBodyWhereOneIsNeededIsRefused() {
        for (String body : List.of("", " ", "null")) {
            assertThat(clerk.post(FACILITIES, body).status()).as(body).isIn(400, 422);
        }
        for (String body : List.of("[]", "7", "\"text\"", "[" + GOOD + "]")) {
            clerk.post(FACILITIES, body).problem(400, "malformed");
        }
    }

    @Test
    void deepJsonIsRefused() {
        clerk.post(FACILITIES, "[".repeat(2000)).problem(400, "malformed");
        clerk.post(FACILITIES, "{\"name\":".repeat(2000)).problem(400, "malformed");
    }

    @Test
    void whoMayNotEnterIsNotReadAtAll() {
        Api.anonymous().post(FACILITIES, "{nonsense").problem(401, "unauthenticated");
        Api.with("facilities:read", "IN-KA").post(FACILITIES, "{nonsense").problem(403, "forbidden");
        Api.anonymous().post(FACILITIES, padded(70_000)).problem(401, "unauthenticated");
    }

    @Test
    void aClientThatAsksFirstIsToldToGoOnOrNotTo() {
        String head = "POST " + FACILITIES + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: " + GOOD.length() + "\r\n";
        Reply welcome = Wire.raw(head + "Authorization: Bearer " + key + "\r\n\r\n" + GOOD);
        assertThat(welcome.text()).contains("HTTP/1.1 201");
        Reply refused = Wire.raw(head + "\r\n");
        assertThat(refused.status()).as(refused.text()).isEqualTo(401);
    }
}
