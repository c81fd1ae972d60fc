package org.prahari.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PriorityWeightsTest {
    @Test
    void theyRiseWithThePriority() {
        var weights = new PriorityWeights(List.of(1, 3, 10, 30, 100));
        assertThat(weights.of(1)).isEqualTo(1);
        assertThat(weights.of(5)).isEqualTo(100);
        assertThat(weights.priority(30)).isEqualTo(4);
        assertThat(new AllocationSettings(null, null, null).weights()).isEqualTo(PriorityWeights.DEFAULT);
    }

    @Test
    void whatDoesNotRiseOrIsOutOfBoundsStopsTheStart() {
        for (List<Integer> each : List.of(
                List.of(1, 2, 3, 4),
                List.of(1, 2, 3, 4, 5, 6),
                List.of(1, 2, 2, 4, 5),
                List.of(5, 4, 3, 2, 1),
                List.of(0, 1, 2, 3, 4),
                List.of(1, 2, 3, 4, 101),
                List.<Integer>of())) {
            assertThatThrownBy(() -> new AllocationSettings(null, each, null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("priorityWeights");
        }
    }
}
