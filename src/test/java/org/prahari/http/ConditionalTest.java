package org.prahari.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;
import org.prahari.support.Wire;

class ConditionalTest extends ServiceTest {
    private static final String ONE = "/v1/regions/IN-KA";
    private final Api anybody = Api.anonymous();

    @Test
    void aWriteMeantForTheVersionStoredIsAllowed() {
        for (String header : List.of("\"3\"", "*", "\"1\", \"3\"", "\"2\",\"3\"", " \"3\" ", "\"3--gzip\"")) {
            assertThat(Conditional.version(header, 3)).as(header).isEqualTo(3);
        }
    }

    @Test
    void aWriteMeantForAnotherVersionIsNot() {
        for (String header :
                List.of("\"2\"", "W/\"3\"", "3", "\"\"", "", "\"33\"", "\"3", "\"1\", \"2\"", "*\"", "\"3\"x")) {
            assertStatus(412, header);
        }
        assertStatus(428, null);
    }

    private static void assertStatus(int status, String header) {
        assertThatThrownBy(() -> Conditional.version(header, 3))
                .as(String.valueOf(header))
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        thrown -> assertThat(thrown.getResponse().getStatus()).isEqualTo(status));
    }

    @Test
    void everyReadHasAStrongTagThatIsStable() {
        String tag = anybody.get(ONE).expect(200).etag();
        assertThat(tag).startsWith("\"").endsWith("\"");
        assertThat(anybody.get(ONE).etag()).isEqualTo(tag);
        assertThat(anybody.get("/v1/regions/IN-TN").etag()).isNotEqualTo(tag);
        assertThat(anybody.get("/v1/regions?limit=2").etag())
                .isNotEqualTo(anybody.get("/v1/regions?limit=3").etag());
    }

    @Test
    void whoNamesTheTagInAnyFormIsAnsweredNotModified() {
        String tag = anybody.get(ONE).etag();
        for (String header : List.of(tag, "\"other\", " + tag, tag + ",\"other\"", "W/" + tag, "*")) {
            Answer answer = anybody.get(ONE, "If-None-Match", header).expect(304);
            assertThat(answer.text()).isEmpty();
            assertThat(answer.etag()).as(header).isEqualTo(tag);
            assertThat(answer.header("Cache-Control")).startsWith("public");
        }
        anybody.get(ONE, "If-None-Match", "\"other\"").expect(200);
    }

    @Test
    void aMalformedTagNeverFails() {
        for (String header : List.of("nonsense", "\"", "W/", "\"a", ",", "\"a\" \"b\"")) {
            assertThat(anybody.get(ONE, "If-None-Match", header).status())
                    .as(header)
                    .isEqualTo(200);
        }
    }

    @Test
    void aCompressedAnswersTagIsTakenBack() {
        Wire.Reply plain = Wire.send("GET /v1/regions HTTP/1.1");
        Wire.Reply packed = Wire.send("GET /v1/regions HTTP/1.1", "Accept-Encoding: gzip");
        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.header("Vary")).contains("Accept-Encoding");
        assertThat(packed.body().length()).isLessThan(plain.body().length() / 2);
        for (String tag : List.of(packed.header("ETag"), plain.header("ETag"))) {
            for (String encoding : List.of("gzip", "identity")) {
                Wire.Reply again =
                        Wire.send("GET /v1/regions HTTP/1.1", "Accept-Encoding: " + encoding, "If-None-Match: " + tag);
                assertThat(again.status()).as(tag + " " + encoding).isEqualTo(304);
            }
        }
    }

    @Test
    void headAnswersWithTheHeadersOfGet() {
        Answer get = anybody.get(ONE);
        Answer head = anybody.send("HEAD", ONE, null);
        assertThat(head.expect(200).etag()).isEqualTo(get.etag());
        assertThat(head.text()).isEmpty();
        anybody.send("HEAD", ONE, null, "If-None-Match", get.etag()).expect(304);
    }
}
