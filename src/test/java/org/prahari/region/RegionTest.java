package org.prahari.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prahari.store.BadFile;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

class RegionTest extends ServiceTest {
    private static final String HEADER =
            "\"State Code\",\"State Name\",\"District Code\",\"District Name\",\"Census 2001 Code\",\"Census 2011 Code\"\n";

    @TempDir
    Path folder;

    private final Api anybody = Api.anonymous();

    @Test
    void thirtySixRegionsAreListedPageByPage() {
        List<String> ids = new ArrayList<>();
        String next = "";
        do {
            Answer page = anybody.get("/v1/regions?limit=10" + next).expect(200);
            page.json().get("items").forEach(item -> ids.add(item.get("id").asText()));
            next = page.json().has("next")
                    ? "&cursor=" + page.json().get("next").asText()
                    : null;
        } while (next != null);
        assertThat(ids).hasSize(36).isSorted().doesNotHaveDuplicates().contains("IN-KA", "IN-LA", "IN-OD");
    }

    @Test
    void aRegionNamesItsLanguagesOfficialFirst() {
        var karnataka = anybody.get("/v1/regions/IN-KA").expect(200).json();
        assertThat(karnataka.get("lgdCode").asInt()).isEqualTo(29);
        assertThat(karnataka.at("/languages/0/tag").asText()).isEqualTo("kn");
    }

    @Test
    void anUnknownRegionIsNotFound() {
        anybody.get("/v1/regions/IN-XX").problem(404, "not-found");
    }

    @Test
    void whoHoldsARegionAlreadyIsAnsweredNotModified() {
        String etag = anybody.get("/v1/regions/IN-KA").etag();
        Answer again = anybody.get("/v1/regions/IN-KA", "If-None-Match", etag).expect(304);
        assertThat(again.text()).isEmpty();
        anybody.get("/v1/regions/IN-TN", "If-None-Match", etag).expect(200);
    }

    @Test
    void districtsAreReadableOnceImported() throws Exception {
        apply("29,\"KARNATAKA\",900101,\"Testpur\",1,1\n29,\"KARNATAKA\",900102,\"Nayanagar\",2,2\n");
        var page =
                anybody.get("/v1/regions/IN-KA/districts?limit=1").expect(200).json();
        assertThat(page.at("/items/0/name").asText()).isEqualTo("Testpur");
        var rest = anybody.get("/v1/regions/IN-KA/districts?limit=1&cursor="
                        + page.get("next").asText())
                .expect(200)
                .json();
        assertThat(rest.at("/items/0/name").asText()).isEqualTo("Nayanagar");
        assertThat(anybody.get("/v1/regions/IN-TN/districts").json().get("items"))
                .isEmpty();
    }

    @Test
    void aBadDistrictFileNamesTheLineAndChangesNothing() {
        String good = "29,\"KARNATAKA\",900101,\"Testpur\",1,1\n";
        assertBad(good + "99,\"NOWHERE\",900102,\"X\",,\n", "line 3");
        assertBad(good + "29,\"KARNATAKA\",900101,\"Again\",,\n", "line 3");
        assertBad(good + "29,\"KARNATAKA\",abc,\"X\",,\n", "line");
        assertBad(good + "29,\"KARNATAKA\",900103\n", "line 3");
        assertBad("", "line 1");
        assertThat(anybody.get("/v1/regions/IN-KA/districts").json().get("items"))
                .isEmpty();
    }

    private void assertBad(String lines, String where) {
        assertThatThrownBy(() -> apply(lines)).isInstanceOf(BadFile.class).hasMessageContaining(where);
    }

    private int apply(String lines) throws Exception {
        Path file = Files.writeString(folder.resolve("districts.csv"), HEADER + lines);
        return new DistrictFile(service.jdbi().onDemand(RegionDao.class), Clock.systemUTC()).apply(file);
    }
}
