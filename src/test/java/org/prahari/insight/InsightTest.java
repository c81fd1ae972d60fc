package org.prahari.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Placed;
import org.prahari.support.ServiceTest;

/** What everybody is told and what a department is told of its own. */
class InsightTest extends ServiceTest {
    private static final String ROLE = "PD-WRL-003";
    private final Api karnataka = Api.with(Placed.SCOPES, "IN-KA");
    private final Api tamilNadu = Api.with(Placed.SCOPES, "IN-TN");
    private final Api anybody = Api.anonymous();
}
