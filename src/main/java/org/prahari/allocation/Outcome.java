package org.prahari.allocation;

import java.util.List;

/** What a round found, as it is written in one go. */
public record Outcome(
        Round.State state, Totals totals, List<GapOutcome> gaps, List<Participant> people, List<byte[]> proof) {
    /** The figures of the round itself. */
    public record Totals(
            Integer people,
            Integer gaps,
            Integer seats,
            Integer filled,
            Long weight,
            Long score,
            Long boundWeight,
            Long boundScore,
            Integer seatsLost,
            Integer blockingPairs,
            String fault) {
        static final Totals NONE = new Totals(null, null, null, null, null, null, null, null, null, null, null);

        Totals failed(String why) {
            return new Totals(
                    people, gaps, seats, filled, weight, score, boundWeight, boundScore, seatsLost, blockingPairs, why);
        }
    }

    static Outcome failed(String why) {
        return new Outcome(Round.State.FAILED, Totals.NONE.failed(why), List.of(), List.of(), List.of());
    }
}
