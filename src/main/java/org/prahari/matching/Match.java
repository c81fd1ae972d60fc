package org.prahari.matching;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * A trainee and a gap that fit, or would after training.
 *
 * @param department the trainee's
 * @param unmet the rules not met: empty but for a near miss
 * @param key its place in the list it stands in
 */
public record Match(
        UUID gap,
        UUID trainee,
        String department,
        boolean eligible,
        int score,
        Score.Components components,
        List<Finding> unmet,
        @JsonIgnore Key key) {
    public Match {
        unmet = List.copyOf(unmet);
    }

    /**
     * What a list of matches is sorted by: who is eligible first, then the higher score, then who waits longer, then id.
     *
     * @param registered day since 1970
     */
    record Key(boolean eligible, int score, int registered, UUID id) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::eligible)
                .reversed()
                .thenComparing(Comparator.comparingInt(Key::score).reversed())
                .thenComparingInt(Key::registered)
                .thenComparing(Key::id);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }

        List<String> texts() {
            return List.of(
                    Boolean.toString(eligible),
                    Integer.toString(score),
                    LocalDate.ofEpochDay(registered).toString(),
                    id.toString());
        }

        static Key of(List<String> texts) {
            return new Key(
                    Boolean.parseBoolean(texts.get(0)),
                    Integer.parseInt(texts.get(1)),
                    (int) LocalDate.parse(texts.get(2)).toEpochDay(),
                    UUID.fromString(texts.get(3)));
        }
    }
}
