package org.prahari.matching;

import java.util.Arrays;

/** A heap of what is yet to be looked at, the best bound on top: a bound above, a number below. */
final class Bounds {
    private long[] heap;
    private int size;

    Bounds(int room) {
        heap = new long[room];
    }

    /** The best bound, or {@link Sieve#NONE}. */
    int best() {
        return size == 0 ? Sieve.NONE : (int) (heap[0] >>> 32);
    }

    /** @param bound not below 0 */
    void add(int bound, int number) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size + 64);
        }
        long value = ((long) bound << 32) | number;
        int at = size++;
        for (int parent = (at - 1) >> 1; at > 0 && heap[parent] < value; parent = (at - 1) >> 1) {
            heap[at] = heap[parent];
            at = parent;
        }
        heap[at] = value;
    }

    /** The number with the best bound, taken out. */
    int take() {
        int taken = (int) heap[0];
        long value = heap[--size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && heap[child + 1] > heap[child]) {
                child++;
            }
            if (heap[child] <= value) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = value;
        return taken;
    }
}
