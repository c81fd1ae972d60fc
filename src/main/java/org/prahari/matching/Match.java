package org.prahari.matching;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * A trainee and a gap that fit, or would after training.
 *
 * @param department the trainee's
 * @param unmet the rules not met: empty but for a near miss
 */
public record Match(
        UUID gap,
        UUID trainee,
        String department,
        boolean eligible,
        int score,
        Score.Components components,
        List<Finding> unmet) {
    public Match {
        unmet = List.copyOf(unmet);
    }

    /** What a list of matches is sorted by: who is eligible first, then the higher score, then who waits longer, then id. */
    record Key(boolean eligible, int score, String since, UUID id) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::eligible)
                .reversed()
                .thenComparing(Comparator.comparingInt(Key::score).reversed())
                .thenComparing(Key::since)
                .thenComparing(Key::id);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }

        List<String> texts() {
            return List.of(Boolean.toString(eligible), Integer.toString(score), since, id.toString());
        }

        static Key of(List<String> texts) {
            return new Key(
                    Boolean.parseBoolean(texts.get(0)),
                    Integer.parseInt(texts.get(1)),
                    texts.get(2),
                    UUID.fromString(texts.get(3)));
        }
    }
}
