package org.prahari.assignment;

import java.util.Arrays;

/** An immutable set of traits; what a trait's number means is private to a role. */
public final class Bits {
    private final long[] words;

    private Bits(long[] words) {
        this.words = words;
    }

    public static Bits of(int... traits) {
        long[] words = new long[Arrays.stream(traits).max().orElse(-1) / Long.SIZE + 1];
        for (int trait : traits) {
            words[trait / Long.SIZE] |= 1L << trait;
        }
        return new Bits(words);
    }

    public static Bits ofWords(long... words) {
        return new Bits(words.clone());
    }

    /** The traits of either. */
    public Bits or(Bits other) {
        long[] both = Arrays.copyOf(words, Math.max(words.length, other.words.length));
        for (int word = 0; word < both.length; word++) {
            both[word] |= other.word(word);
        }
        return new Bits(both);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bits bits && Arrays.equals(words, 0, words(), bits.words, 0, bits.words());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(Arrays.copyOf(words, words()));
    }

    /** How many words hold all of its traits. */
    int words() {
        int used = words.length;
        while (used > 0 && words[used - 1] == 0) {
            used--;
        }
        return used;
    }

    long word(int index) {
        return index < words.length ? words[index] : 0;
    }

    int size() {
        int size = 0;
        for (long word : words) {
            size += Long.bitCount(word);
        }
        return size;
    }
}
