package org.prahari.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.prahari.role.FrameworkDao;
import org.prahari.role.NiceFile;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

class CareerTest extends ServiceTest {
    private static final String PATH = "/v1/insight/careers/PD-WRL-003";
    private static final Path OFFICIAL = Path.of("../shared/data/cprt_SP_800_181_2_1_0.json");
    private final Api anybody = Api.anonymous();

    @Test
    void withoutAFrameworkTheCertificatesOnTheWayAreTold() {
        JsonNode career = anybody.get(PATH).expect(200).json();
        assertThat(career.has("framework")).isFalse();
        assertThat(career.get("feeders")).isEmpty();
        assertThat(career.get("next")).isEmpty();
        assertThat(career.get("certifications").findValuesAsText("certification"))
                .contains("GIAC-GCIH");
        assertThat(career.at("/cheapest/steps")).isNotEmpty();
        assertThat(career.at("/cheapest/cost").asLong()).isPositive();
        assertThat(anybody.get(PATH + "?holding=GIAC-GCIH").expect(200).json().at("/cheapest/steps"))
                .isEmpty();
    }

    @Test
    void whoNeedsExperienceCannotGoWithoutAndHigherLevelsCostNoLess() {
        long basic = cost("?experienceMonths=0");
        assertThat(cost("?experienceMonths=720")).isLessThanOrEqualTo(basic);
        assertThat(cost("?level=advanced")).isGreaterThanOrEqualTo(basic);
        assertThat(cost("?defaultCost=0")).isLessThanOrEqualTo(basic);
        assertThat(cost("?rate=USD:1")).isLessThan(basic + 1);
    }

    @Test
    void theOfficialFrameworkNamesFeedersAndWhatFollows() throws Exception {
        assumeTrue(Files.exists(OFFICIAL), "the official file of the framework is not at hand: " + OFFICIAL);
        new NiceFile(service.jdbi().onDemand(FrameworkDao.class), Clock.systemUTC()).apply(OFFICIAL);
        service.touch();
        JsonNode career = anybody.get(PATH).expect(200).json();
        assertThat(career.get("framework").asText()).isEqualTo("2.1.0");
        int statements = career.get("statements").asInt();
        assertThat(statements).isPositive();
        assertThat(career.get("feeders").size() + career.get("next").size()).isPositive();
        int last = Integer.MAX_VALUE;
        for (JsonNode feeder : career.get("feeders")) {
            assertThat(feeder.get("shared").asInt() + feeder.get("toLearn").asInt())
                    .isEqualTo(statements);
            assertThat(feeder.get("known").asInt())
                    .isEqualTo(feeder.get("shared").asInt() * 10_000 / statements)
                    .isLessThanOrEqualTo(last);
            last = feeder.get("known").asInt();
            JsonNode back = anybody.get(
                            "/v1/insight/careers/" + feeder.get("role").asText())
                    .expect(200)
                    .json();
            assertThat(back.get("statements").asInt()).isLessThanOrEqualTo(statements);
        }
    }

    @Test
    void whatNobodyCanMeanIsRefused() {
        anybody.get("/v1/insight/careers/PD-WRL-999").problem(404, "not-found");
        for (String wrong : List.of(
                "holding=NO-SUCH|holding",
                "level=grand|level",
                "experienceMonths=-1|experienceMonths",
                "experienceMonths=x|experienceMonths",
                "rate=USD|rate",
                "rate=USD:0|rate",
                "rate=USD:99999999999999999999|rate",
                "rate=USD:1&rate=USD:2|rate",
                "defaultCost=-1|defaultCost",
                "defaultCost=99999999999|defaultCost")) {
            String[] parts = wrong.split("\\|");
            anybody.get(PATH + "?" + parts[0]).problem(400, "malformed").at("?" + parts[1]);
        }
    }

    private long cost(String query) {
        return anybody.get(PATH + query).expect(200).json().at("/cheapest/cost").asLong();
    }
}
