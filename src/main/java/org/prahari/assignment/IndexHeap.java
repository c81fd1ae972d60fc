package org.prahari.assignment;

/** A binary heap of numbers by distance, equals by number; emptied in the time of what it held. */
final class IndexHeap {
    final long[] distance;
    private final int[] position;
    private int[] heap = new int[64];
    private int size;

    IndexHeap(int count) {
        distance = new long[count];
        position = new int[count];
    }

    boolean isEmpty() {
        return size == 0;
    }

    int peek() {
        return heap[0];
    }

    /** Puts it in, or moves it up. */
    void put(int item, long at) {
        distance[item] = at;
        if (position[item] == 0) {
            if (size == heap.length) {
                heap = java.util.Arrays.copyOf(heap, size * 2);
            }
            heap[size] = item;
            position[item] = ++size;
        }
        up(position[item] - 1);
    }

    int poll() {
        int top = heap[0];
        position[top] = 0;
        int last = heap[--size];
        if (size > 0) {
            heap[0] = last;
            position[last] = 1;
            down(0);
        }
        return top;
    }

    void clear() {
        while (size > 0) {
            position[heap[--size]] = 0;
        }
    }

    private boolean before(int a, int b) {
        return distance[a] < distance[b] || (distance[a] == distance[b] && a < b);
    }

    private void up(int from) {
        int at = from;
        int item = heap[at];
        while (at > 0 && before(item, heap[(at - 1) >> 1])) {
            place(heap[(at - 1) >> 1], at);
            at = (at - 1) >> 1;
        }
        place(item, at);
    }

    private void down(int from) {
        int at = from;
        int item = heap[at];
        for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], item)) {
                break;
            }
            place(heap[child], at);
            at = child;
        }
        place(item, at);
    }

    private void place(int item, int at) {
        heap[at] = item;
        position[item] = at + 1;
    }
}
