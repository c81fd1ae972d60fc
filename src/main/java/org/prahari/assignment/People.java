package org.prahari.assignment;

import java.util.Arrays;

/** The people, in columns; numbered from 0 as they are added. */
public final class People {
    /** Every region. */
    public static final long EVERYWHERE = -1L;

    private int size;
    byte[] home = new byte[16];
    int[] district = new int[16];
    long[] allowed = new long[16];
    long[] moves = new long[16];
    boolean[] remote = new boolean[16];
    int[] available = new int[16];

    /**
     * Order matters: of equals the one added first is preferred.
     *
     * @param home region, or -1 if it is none of the gaps' regions
     * @param district unique over all regions, or -1 if unknown
     * @param allowed a bit for each region whose gaps consent covers, or {@link #EVERYWHERE}
     * @param moves a bit for each region any place of which the person would move to, or {@link #EVERYWHERE}
     * @param available first day
     * @return the person's number
     */
    public int add(int home, int district, long allowed, long moves, boolean remote, int available) {
        if (home < -1 || home > 62) {
            throw new IllegalArgumentException("region out of range");
        }
        if (size == this.home.length) {
            grow(size * 2);
        }
        this.home[size] = (byte) home;
        this.district[size] = district;
        this.allowed[size] = allowed;
        this.moves[size] = moves;
        this.remote[size] = remote;
        this.available[size] = available;
        return size++;
    }

    public int size() {
        return size;
    }

    void add(Person person) {
        add(person.home(), person.district(), person.allowed(), person.moves(), person.remote(), person.available());
    }

    /** A copy with room for more. */
    People copy(int capacity) {
        People copy = new People();
        copy.size = size;
        copy.home = home;
        copy.district = district;
        copy.allowed = allowed;
        copy.moves = moves;
        copy.remote = remote;
        copy.available = available;
        copy.grow(Math.max(1, capacity));
        return copy;
    }

    /** The same people; the absent consent to nothing. */
    People only(boolean[] present) {
        People copy = new People();
        for (int j = 0; j < size; j++) {
            copy.add(home[j], district[j], present[j] ? allowed[j] : 0, moves[j], remote[j], available[j]);
        }
        return copy;
    }

    boolean same(People other) {
        return Arrays.equals(home, 0, size, other.home, 0, other.size)
                && Arrays.equals(district, 0, size, other.district, 0, other.size)
                && Arrays.equals(allowed, 0, size, other.allowed, 0, other.size)
                && Arrays.equals(moves, 0, size, other.moves, 0, other.size)
                && Arrays.equals(remote, 0, size, other.remote, 0, other.size)
                && Arrays.equals(available, 0, size, other.available, 0, other.size);
    }

    private void grow(int capacity) {
        home = Arrays.copyOf(home, capacity);
        district = Arrays.copyOf(district, capacity);
        allowed = Arrays.copyOf(allowed, capacity);
        moves = Arrays.copyOf(moves, capacity);
        remote = Arrays.copyOf(remote, capacity);
        available = Arrays.copyOf(available, capacity);
    }
}
