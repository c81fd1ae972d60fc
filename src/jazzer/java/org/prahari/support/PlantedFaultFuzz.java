package org.prahari.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The negative control: what is wrong behind a few branches, which no random text would get through, is found. */
class PlantedFaultFuzz {
    private static final String SAID = "the month has no day 0";

    static class Planted {
        @FuzzTest
        void aRuleIsRead(@NotNull String rule) {
            if (rule.startsWith("FREQ=MONTHLY;") && rule.endsWith(";BYMONTHDAY=0")) {
                throw new ArithmeticException(SAID);
            }
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "JAZZER_FUZZ", matches = "1")
    void aPlantedFaultIsFound() {
        var told = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(Planted.class)).build(), told);
        assertThat(told.getSummary().getFailures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.getException()).hasRootCauseMessage(SAID));
    }
}
