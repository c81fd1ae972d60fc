package org.prahari.assignment;

import java.util.function.IntUnaryOperator;

/** Groups of numbers in two arrays: where each group starts, and its members in order. */
final class Indexes {
    private Indexes() {}

    /** Where each of {@code groups} groups starts among {@code count} members; one more than there are groups. */
    static int[] starts(int groups, int count, IntUnaryOperator groupOf) {
        int[] starts = new int[groups + 1];
        for (int i = 0; i < count; i++) {
            starts[groupOf.applyAsInt(i) + 1]++;
        }
        for (int group = 0; group < groups; group++) {
            starts[group + 1] += starts[group];
        }
        return starts;
    }

    static int[] members(int[] starts, int count, IntUnaryOperator groupOf) {
        int[] next = starts.clone();
        int[] members = new int[count];
        for (int i = 0; i < count; i++) {
            members[next[groupOf.applyAsInt(i)]++] = i;
        }
        return members;
    }
}
