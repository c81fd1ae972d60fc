package org.prahari.app;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.ToIntFunction;

/** Draws that come out the same each time, as they start from a fixed seed. */
final class Draws {
    private final Random random;

    Draws(long seed) {
        this.random = new Random(seed);
    }

    /** Both ends included. */
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T one(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Different ones, as many as asked for or there are. */
    <T> List<T> some(int count, List<T> from) {
        List<T> left = new ArrayList<>(from);
        List<T> drawn = new ArrayList<>();
        while (drawn.size() < count && !left.isEmpty()) {
            drawn.add(left.remove(random.nextInt(left.size())));
        }
        return drawn;
    }

    <T> T weighted(List<T> from, ToIntFunction<T> weight) {
        int at = random.nextInt(from.stream().mapToInt(weight).sum());
        for (T candidate : from) {
            at -= weight.applyAsInt(candidate);
            if (at < 0) {
                return candidate;
            }
        }
        throw new IllegalStateException("Weights changed while drawing");
    }

    /** A day at most so many days after another. */
    LocalDate day(LocalDate first, int days) {
        return first.plusDays(random.nextInt(days + 1));
    }

    /** A moment in the office hours of that day, in India. */
    Instant moment(LocalDate day) {
        return day.atTime(4, 30).plusSeconds(random.nextInt(28_800)).toInstant(ZoneOffset.UTC);
    }

    /** An id of version 7 as it would have been minted at that moment. */
    UUID id(Instant at) {
        long head = at.toEpochMilli() << 16 | 0x7000 | random.nextInt(0x1000);
        return new UUID(head, random.nextLong() >>> 2 | 1L << 63);
    }
}
