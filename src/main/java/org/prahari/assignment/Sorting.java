package org.prahari.assignment;

import java.util.Arrays;

/** Stable orders of numbers by keys, without boxes. */
final class Sorting {
    private Sorting() {}

    /**
     * The numbers 0..n-1 by ascending key, equals by number. Keys must be non-negative and leave as many high bits free as n
     * has digits.
     */
    static int[] order(long[] keys) {
        int digits = digits(keys.length);
        long[] packed = new long[keys.length];
        for (int i = 0; i < keys.length; i++) {
            packed[i] = keys[i] << digits | i;
        }
        Arrays.sort(packed);
        int[] order = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            order[i] = (int) (packed[i] & ((1L << digits) - 1));
        }
        return order;
    }

    /** How many bits number so many things. */
    static int digits(int count) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, count - 1));
    }
}
