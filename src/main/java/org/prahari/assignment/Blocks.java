package org.prahari.assignment;

import java.util.Arrays;

/**
 * What is known of each block of postings without looking into it: its traits united, the best of each part and the least
 * price. Bounds may only err upwards, the least price only downwards.
 */
final class Blocks {
    final long[][] traits;
    final int[] from;
    final int[] until;
    final int[] available;
    final byte[] lowest;
    final byte[] highest;
    final short[] base;
    /** A lower bound on the prices of its people. */
    final long[] price;

    private final Postings postings;

    /** The same blocks, with least prices of their own. */
    Blocks(Blocks other) {
        postings = other.postings;
        traits = other.traits;
        from = other.from;
        until = other.until;
        available = other.available;
        lowest = other.lowest;
        highest = other.highest;
        base = other.base;
        price = other.price.clone();
    }

    Blocks(Postings postings) {
        this.postings = postings;
        int count = postings.blockStart.length - 1;
        traits = new long[postings.traits.length][count];
        from = new int[count];
        until = new int[count];
        available = new int[count];
        lowest = new byte[count];
        highest = new byte[count];
        base = new short[count];
        price = new long[count];
        Arrays.fill(from, Integer.MAX_VALUE);
        Arrays.fill(until, Integer.MIN_VALUE);
        Arrays.fill(available, Integer.MAX_VALUE);
        Arrays.fill(lowest, Byte.MAX_VALUE);
        for (int block = 0; block < count; block++) {
            for (int entry = postings.blockStart[block]; entry < postings.blockStart[block + 1]; entry++) {
                add(block, entry);
            }
        }
    }

    private void add(int block, int entry) {
        for (int word = 0; word < traits.length; word++) {
            traits[word][block] |= postings.traits[word][entry];
        }
        from[block] = Math.min(from[block], postings.from[entry]);
        until[block] = Math.max(until[block], postings.until[entry]);
        available[block] = Math.min(available[block], postings.available[entry]);
        lowest[block] = (byte) Math.min(lowest[block], postings.level[entry]);
        highest[block] = (byte) Math.max(highest[block], postings.level[entry]);
        base[block] = (short) Math.max(base[block], postings.base[entry]);
    }

    /** Makes the least prices exact again. */
    void refresh(long[] prices) {
        for (int block = 0; block < price.length; block++) {
            refresh(block, prices);
        }
    }

    void refresh(int block, long[] prices) {
        long least = Long.MAX_VALUE;
        for (int entry = postings.blockStart[block]; entry < postings.blockStart[block + 1]; entry++) {
            least = Math.min(least, prices[postings.person[entry]]);
        }
        price[block] = least;
    }
}
