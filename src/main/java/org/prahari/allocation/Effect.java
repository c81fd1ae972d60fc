package org.prahari.allocation;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * What changes would do to a round: the proven best of the world as it is, and of the changed one.
 *
 * @param date the day both are judged on
 * @param sameAsRound whether the world as it is still gives what the round found
 * @param seats how many more seats would be filled, by priority, where any
 * @param weight more of the first aim
 * @param score more of the second, in basis points
 * @param moved how many trainees would be elsewhere
 * @param moves the first thousand of them
 */
public record Effect(
        LocalDate date,
        boolean sameAsRound,
        Totals before,
        Totals after,
        List<Seats> seats,
        long weight,
        long score,
        int moved,
        List<Move> moves) {
    /**
     * The aims and what they are made of.
     *
     * @param people who take part
     * @param boundWeight what the prices prove that nothing exceeds: equal to {@code weight}
     */
    public record Totals(
            int people, int seats, int filled, long weight, long score, long boundWeight, long boundScore) {}

    /** @param more seats filled, fewer if negative */
    public record Seats(int priority, int more) {}

    /**
     * A trainee who would be elsewhere.
     *
     * @param from the gap before, if any
     * @param to the gap after, if any
     */
    public record Move(UUID trainee, String department, UUID from, UUID to) {}
}
