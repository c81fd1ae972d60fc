package org.prahari.assignment;

import java.util.Arrays;

/**
 * What people are in the roles they seek, in columns. Certificates come and lapse, so a profile holds for starts within a
 * window of days; the windows of one person and role must not overlap.
 */
public final class Profiles {
    private int size;
    int[] person = new int[16];
    short[] role = new short[16];
    int[] from = new int[16];
    int[] until = new int[16];
    byte[] level = new byte[16];
    short[] base = new short[16];
    long[][] traits;

    /** @param words how many words of 64 traits each profile has */
    public Profiles(int words) {
        traits = new long[Math.max(1, words)][16];
    }

    /**
     * @param from first day of a start it holds for
     * @param until first day it no longer holds for
     * @param level reached in the role, 0 for none
     * @param base points that depend on the person and the role alone
     * @param traits certificates and languages; those that tell people apart best should have the highest numbers
     */
    public void add(int person, int role, int from, int until, int level, int base, Bits traits) {
        if (role < 0
                || role > Short.MAX_VALUE
                || base < 0
                || base > Points.MOST
                || traits.words() > this.traits.length) {
            throw new IllegalArgumentException("profile out of range");
        }
        if (size == this.person.length) {
            grow(size * 2);
        }
        this.person[size] = person;
        this.role[size] = (short) role;
        this.from[size] = from;
        this.until[size] = until;
        this.level[size] = (byte) level;
        this.base[size] = (short) base;
        for (int word = 0; word < this.traits.length; word++) {
            this.traits[word][size] = traits.word(word);
        }
        size++;
    }

    public int size() {
        return size;
    }

    /** A copy with room for more. */
    Profiles copy(int capacity) {
        Profiles copy = new Profiles(traits.length);
        copy.size = size;
        copy.person = person;
        copy.role = role;
        copy.from = from;
        copy.until = until;
        copy.level = level;
        copy.base = base;
        copy.traits = traits.clone();
        copy.grow(Math.max(1, capacity));
        return copy;
    }

    Person.Profile at(int profile) {
        long[] words = new long[traits.length];
        for (int word = 0; word < words.length; word++) {
            words[word] = traits[word][profile];
        }
        return new Person.Profile(
                role[profile], from[profile], until[profile], level[profile], base[profile], Bits.ofWords(words));
    }

    void add(int owner, Person.Profile profile) {
        add(owner, profile.role(), profile.from(), profile.until(), profile.level(), profile.base(), profile.traits());
    }

    boolean same(Profiles other) {
        boolean same = traits.length == other.traits.length
                && Arrays.equals(person, 0, size, other.person, 0, other.size)
                && Arrays.equals(role, 0, size, other.role, 0, other.size)
                && Arrays.equals(from, 0, size, other.from, 0, other.size)
                && Arrays.equals(until, 0, size, other.until, 0, other.size)
                && Arrays.equals(level, 0, size, other.level, 0, other.size)
                && Arrays.equals(base, 0, size, other.base, 0, other.size);
        for (int word = 0; same && word < traits.length; word++) {
            same = Arrays.equals(traits[word], 0, size, other.traits[word], 0, other.size);
        }
        return same;
    }

    /** The same profiles, ordered by keys. */
    Profiles sorted(long[] keys) {
        Profiles copy = new Profiles(traits.length);
        copy.grow(Math.max(1, size));
        copy.size = size;
        int[] order = Sorting.order(keys);
        for (int to = 0; to < size; to++) {
            int at = order[to];
            copy.person[to] = person[at];
            copy.role[to] = role[at];
            copy.from[to] = from[at];
            copy.until[to] = until[at];
            copy.level[to] = level[at];
            copy.base[to] = base[at];
            for (int word = 0; word < traits.length; word++) {
                copy.traits[word][to] = traits[word][at];
            }
        }
        return copy;
    }

    private void grow(int capacity) {
        person = Arrays.copyOf(person, capacity);
        role = Arrays.copyOf(role, capacity);
        from = Arrays.copyOf(from, capacity);
        until = Arrays.copyOf(until, capacity);
        level = Arrays.copyOf(level, capacity);
        base = Arrays.copyOf(base, capacity);
        for (int word = 0; word < traits.length; word++) {
            traits[word] = Arrays.copyOf(traits[word], capacity);
        }
    }
}
