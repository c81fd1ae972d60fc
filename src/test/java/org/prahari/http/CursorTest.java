package org.prahari.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

class CursorTest extends ServiceTest {
    private final Cursor cursor = new Cursor("a secret".getBytes(StandardCharsets.UTF_8));

    @Test
    void whatIsPutInComesOutAgain() {
        for (List<String> values : List.of(
                List.of("IN-KA"), List.of("", ""), List.of("ಕನ್ನಡ", "a/b?c=d&e", "\uD83D\uDE00"), List.<String>of())) {
            assertThat(cursor.decode(cursor.encode(values, "/v1/gaps{}me"), "/v1/gaps{}me"))
                    .contains(values);
        }
    }

    @Test
    void aCursorWorksForItsOwnListFiltersAndViewerOnly() {
        String text = cursor.encode(List.of("x"), "/v1/gaps{}me");
        assertThat(cursor.decode(text, "/v1/gaps{}you")).isEmpty();
        assertThat(cursor.decode(text, "/v1/trainees{}me")).isEmpty();
        assertThat(new Cursor("another".getBytes(StandardCharsets.UTF_8)).decode(text, "/v1/gaps{}me"))
                .isEmpty();
    }

    @Test
    void aCursorTellsItsHolderNothingButIsTheSameEachTime() {
        String text = cursor.encode(List.of("2026-11-23", "IN-KA"), "list");
        assertThat(text).isEqualTo(cursor.encode(List.of("2026-11-23", "IN-KA"), "list"));
        String open = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.ISO_8859_1);
        assertThat(open).doesNotContain("2026").doesNotContain("IN-");
    }

    @Test
    void noChangeOfACursorIsAccepted() {
        String text = cursor.encode(List.of("2026-11-23", "IN-KA"), "list");
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            var changed = new StringBuilder(text);
            changed.setCharAt(random.nextInt(text.length() - 1), "ABCabc019-_".charAt(random.nextInt(11)));
            if (!changed.toString().equals(text)) {
                assertThat(cursor.decode(changed.toString(), "list")).isEmpty();
            }
        }
        for (int length = 0; length < text.length() - 1; length++) {
            assertThat(cursor.decode(text.substring(0, length), "list")).isEmpty();
        }
        for (String nonsense : List.of("", "=", "äöü", "A".repeat(5000), "../../etc/passwd", "%00", "null")) {
            assertThat(cursor.decode(nonsense, "list")).isEmpty();
        }
    }

    @Test
    void noFilterReadsAsTwoAndNoViewerAsPartOfOne() {
        var two = new PageBody.Asked("/v1/gaps", Map.of("a", List.of("x"), "b", List.of("y")), "me");
        for (String value : List.of("x], b=[y", "x&b=y", "x b=y", "x%26b=y")) {
            assertThat(new PageBody.Asked("/v1/gaps", Map.of("a", List.of(value)), "me").binding())
                    .isNotEqualTo(two.binding());
        }
        assertThat(new PageBody.Asked("/v1/gaps", Map.of("a", List.of("x me")), "").binding())
                .isNotEqualTo(new PageBody.Asked("/v1/gaps", Map.of("a", List.of("x")), "me").binding());
        assertThat(new PageBody.Asked("/v1/gaps", Map.of("a", List.of("y", "x"), "limit", List.of("1")), "").binding())
                .isEqualTo(new PageBody.Asked("/v1/gaps", Map.of("a", List.of("x", "y")), "").binding());
    }

    @Test
    void theListRefusesACursorThatIsNotItsOwn() {
        Api anybody = Api.anonymous();
        String next = anybody.get("/v1/regions?limit=3")
                .expect(200)
                .json()
                .get("next")
                .asText();
        anybody.get("/v1/regions?limit=5&cursor=" + next).expect(200);
        anybody.get("/v1/regions/IN-KA/districts?cursor=" + next)
                .problem(400, "malformed")
                .at("?cursor");
        Api.with("gaps:read", "IN-KA")
                .get("/v1/regions?cursor=" + next)
                .problem(400, "malformed")
                .at("?cursor");
        anybody.get("/v1/regions?cursor=").problem(400, "malformed").at("?cursor");
        anybody.get("/v1/regions?cursor=" + next + "&cursor=" + next)
                .problem(400, "malformed")
                .at("?cursor");
    }

    @Test
    void whateverThePageSizeEveryRowIsSeenOnce() {
        Api anybody = Api.anonymous();
        for (int limit : new int[] {1, 7, 36, 200}) {
            List<String> seen = new ArrayList<>();
            String address = "/v1/regions?limit=" + limit;
            while (address != null) {
                var page = anybody.get(address).expect(200);
                page.json().get("items").forEach(item -> seen.add(item.get("id").asText()));
                String link = page.header("Link");
                assertThat(link != null).isEqualTo(page.json().has("next"));
                address = link == null ? null : link.substring(1, link.indexOf('>'));
            }
            assertThat(seen).hasSize(36).doesNotHaveDuplicates();
        }
    }

    @Test
    void aPageShowsTheFieldsAskedFor() {
        var first = Api.anonymous()
                .get("/v1/regions?limit=1&fields=id,name")
                .expect(200)
                .json()
                .at("/items/0");
        Set<String> names = new TreeSet<>();
        first.fieldNames().forEachRemaining(names::add);
        assertThat(names).containsExactly("id", "name");
        for (String fields : List.of("nosuch", "id,", "id,,name", "", "id%20", "class", "ID")) {
            Api.anonymous()
                    .get("/v1/regions?fields=" + fields)
                    .problem(400, "malformed")
                    .at("?fields");
        }
    }

    @Test
    void aLimitOutsideOneToTwoHundredIsRefused() {
        for (String limit : List.of("0", "-1", "201", "x", "1.5", "99999999999", "", "%20" + 1, "1e2", "+5", "٣")) {
            Api.anonymous()
                    .get("/v1/regions?limit=" + java.net.URLEncoder.encode(limit, StandardCharsets.UTF_8))
                    .problem(400, "malformed")
                    .at("?limit");
        }
    }
}
