package org.prahari.matching;

import java.util.Arrays;

/**
 * For each role, those of some {@link Records} who seek it and may be found: available, and with consent to matching. They stand
 * by home, and as {@link #OUTSIDE} once more in each region they chose, or in the group {@link #ABROAD} if they chose all. Entries lie in blocks of at most 32
 * that know the best any of their entries can be, so that most blocks are never opened. An entry knows enough to pass nobody
 * over; who passes is judged by the record itself.
 *
 * <p>Within a group the order is rank of the role, level, certificates, points: like lies with like.
 * Days are cut to 0..65535 (the years 1970 to 2149), an earlier one being the better.
 */
final class Postings {
    /** Marks a group, beside its region, if it is of those who live elsewhere. */
    static final int OUTSIDE = 64;
    /** The group of those who would work in any region. */
    static final int ABROAD = OUTSIDE | 63;

    private static final int BLOCK = 32;
    private static final int LAST_DAY = 0xffff;
    private static final int INDEX_BITS = 27;
    private static final int KEY_BITS = 36;
    private static final int GROUP_BITS = 7;
    private static final int CERTIFICATE_BITS = 13;
    private static final int POINT_BITS = 8;

    /** Columns of entries. */
    final int[] person;

    final long[] certifications;
    final int[] languages;
    final char[] available;
    final char[] registered;
    final char[] district;
    /** Points for preference and experience. */
    final short[] points;

    final byte[] department;
    final byte[] home;
    /** Lowest level reached, highest level ever reached by a certificate, remote, cross-department. */
    final byte[] traits;

    /** Columns of blocks: where each begins among the entries, and what some entry of it has, or the best of all. */
    final int[] begin;

    /** For each role, where it begins among the blocks. */
    final int[] roleBegin;

    final byte[] group;
    final long[] anyCertification;
    final int[] anyLanguage;
    final long[] anyAllowed;
    final long[] anyDistrict;
    final char[] earliestAvailable;
    final char[] earliestRegistered;
    final short[] mostPoints;
    final byte[] lowest;
    final byte[] highest;
    final boolean[] remote;

    private final Records records;
    private final Catalogue catalogue;
    final Signatures signatures;
    private int entries;
    private int blocks;

    Postings(Records records, Catalogue catalogue) {
        this.records = records;
        this.catalogue = catalogue;
        int[][] seekers = seekers();
        int count = Arrays.stream(seekers).mapToInt(this::places).sum();
        signatures = new Signatures(records, catalogue, seekers);
        person = new int[count];
        certifications = new long[count];
        languages = new int[count];
        available = new char[count];
        registered = new char[count];
        district = new char[count];
        points = new short[count];
        department = new byte[count];
        home = new byte[count];
        traits = new byte[count];
        int[] bounds = new int[count + 1];
        byte[] groups = new byte[count];
        roleBegin = new int[seekers.length + 1];
        for (int role = 0; role < seekers.length; role++) {
            if (seekers[role].length > 0) {
                fill(role, seekers[role], bounds, groups);
            }
            roleBegin[role + 1] = blocks;
        }
        bounds[blocks] = count;
        begin = Arrays.copyOf(bounds, blocks + 1);
        group = Arrays.copyOf(groups, blocks);
        anyCertification = new long[blocks];
        anyLanguage = new int[blocks];
        anyAllowed = new long[blocks];
        anyDistrict = new long[blocks];
        earliestAvailable = new char[blocks];
        earliestRegistered = new char[blocks];
        mostPoints = new short[blocks];
        lowest = new byte[blocks];
        highest = new byte[blocks];
        remote = new boolean[blocks];
        for (int block = 0; block < blocks; block++) {
            summarize(block);
        }
    }

    static int day(int day) {
        return Math.max(0, Math.min(LAST_DAY, day));
    }

    /** Two districts may share it. */
    static char district(int code) {
        return (char) code;
    }

    /** For each role, the numbers of those who seek it, in order. */
    private int[][] seekers() {
        int[] counts = new int[catalogue.roles.size()];
        for (int pass = 0; ; pass++) {
            int[][] seekers = new int[counts.length][];
            if (pass == 1) {
                Arrays.setAll(seekers, role -> new int[counts[role]]);
                Arrays.fill(counts, 0);
            }
            for (int i = 0; i < records.size(); i++) {
                if (!records.available(i) || (records.traits(i) & Records.MATCHING) == 0) {
                    continue;
                }
                int at = records.at(i);
                int first = records.sought(at);
                for (int rank = 0; rank < (records.data[at + Records.COUNTS] & 0xff); rank++) {
                    int role = records.data[first + rank] >>> 2;
                    if (pass == 1 && rank == records.rank(at, role)) {
                        seekers[role][counts[role]] = i;
                    }
                    counts[role] += rank == records.rank(at, role) ? 1 : 0;
                }
            }
            if (pass == 1) {
                return seekers;
            }
        }
    }

    /** The first block of a role that is of this group or a later one. */
    int first(int role, int from) {
        int low = roleBegin[role];
        int high = roleBegin[role + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (group[middle] < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void fill(int role, int[] seekers, int[] bounds, byte[] groups) {
        byte[] proven = catalogue.proven(role);
        long[] keys = new long[places(seekers)];
        int size = 0;
        for (int index = 0; index < seekers.length; index++) {
            int home = Records.home(records.traits(seekers[index]));
            long key = key(role, seekers[index], proven);
            for (long left = groups(seekers[index]); left != 0; left &= left - 1) {
                int region = Long.numberOfTrailingZeros(left);
                keys[size++] = key(region == home ? home : region | OUTSIDE, key, index);
            }
        }
        Arrays.sort(keys, 0, size);
        int before = -1;
        for (int at = 0; at < size; at++) {
            int within = (int) (keys[at] >>> (KEY_BITS - GROUP_BITS + INDEX_BITS));
            if (within != before || entries - bounds[blocks - 1] == BLOCK) {
                groups[blocks] = (byte) within;
                bounds[blocks++] = entries;
                before = within;
            }
            enter(role, seekers[(int) keys[at] & ((1 << INDEX_BITS) - 1)], proven);
        }
    }

    /** The groups that somebody stands in: home, the regions chosen, or abroad. */
    private long groups(int i) {
        long moves = records.moves(records.at(i));
        return (moves == -1L ? 1L << (ABROAD ^ OUTSIDE) : moves) | (1L << Records.home(records.traits(i)));
    }

    private int places(int[] seekers) {
        int places = 0;
        for (int i : seekers) {
            places += Long.bitCount(groups(i));
        }
        return places;
    }

    private static long key(int group, long key, int index) {
        return ((long) group << (KEY_BITS - GROUP_BITS + INDEX_BITS)) | (key << INDEX_BITS) | index;
    }

    /** 29 bits: rank 4, levels 4, certificates 13, points 8. */
    private long key(int role, int i, byte[] proven) {
        int at = records.at(i);
        int rank = records.rank(at, role);
        int declared = records.data[records.sought(at) + rank] & 3;
        int level = ((3 - highest(at, declared, proven)) << 2) | (3 - declared);
        long certificates = Long.reverse(~signatures.of(role, at)) >>> (64 - CERTIFICATE_BITS);
        long months = Score.experience(Records.months(records.traits(i)));
        return (((long) Math.min(rank, 15) << 4) | level) << (CERTIFICATE_BITS + POINT_BITS)
                | (certificates << POINT_BITS)
                | (100 - months);
    }

    private void enter(int role, int i, byte[] proven) {
        int entry = entries++;
        int at = records.at(i);
        int all = records.traits(i);
        int first = records.sought(at);
        int rank = records.rank(at, role);
        int declared = records.data[first + rank] & 3;
        Weights weights = catalogue.weights;
        person[entry] = i;
        certifications[entry] = signatures.of(role, at);
        languages[entry] = languages(at);
        available[entry] = (char) day(records.data[at + Records.AVAILABLE]);
        registered[entry] = (char) day(records.registered(i));
        district[entry] = district(records.data[at + Records.DISTRICT]);
        points[entry] = (short) (weights.preference() * Score.preference(rank)
                + weights.experience() * Score.experience(Records.months(all)));
        department[entry] = (byte) (all & 0x3f);
        home[entry] = (byte) Records.home(all);
        traits[entry] = (byte) (declared
                | (highest(at, declared, proven) << 2)
                | ((all & Records.REMOTE) == 0 ? 0 : Sieve.REMOTE)
                | ((all & Records.CROSS) == 0 ? 0 : Sieve.CROSS)
                | (records.moves(at) == 0 ? Sieve.ROOTED : 0));
    }

    private int highest(int at, int declared, byte[] proven) {
        int highest = declared;
        int next = records.certificates(at);
        for (int left = Records.held(records.data[at + Records.COUNTS]); left > 0; left--, next += 3) {
            highest = Math.max(highest, Catalogue.height(proven, records.data[next]));
        }
        return highest;
    }

    private int languages(int at) {
        int counts = records.data[at + Records.COUNTS];
        int from = records.sought(at) + (counts & 0xff);
        int languages = 0;
        for (int index = 0; index < Records.spoken(counts); index++) {
            languages |= Asked.bit(records.half(from, index));
        }
        return languages;
    }

    private void summarize(int block) {
        int first = begin[block];
        earliestAvailable[block] = LAST_DAY;
        earliestRegistered[block] = LAST_DAY;
        lowest[block] = 3;
        for (int entry = first; entry < begin[block + 1]; entry++) {
            anyCertification[block] |= certifications[entry];
            anyLanguage[block] |= languages[entry];
            anyAllowed[block] |= (traits[entry] & Sieve.CROSS) != 0 ? -1L : 1L << department[entry];
            anyDistrict[block] |= 1L << district[entry];
            earliestAvailable[block] = (char) Math.min(earliestAvailable[block], available[entry]);
            earliestRegistered[block] = (char) Math.min(earliestRegistered[block], registered[entry]);
            mostPoints[block] = (short) Math.max(mostPoints[block], points[entry]);
            lowest[block] = (byte) Math.min(lowest[block], traits[entry] & 3);
            highest[block] = (byte) Math.max(highest[block], (traits[entry] >>> 2) & 3);
            remote[block] |= (traits[entry] & Sieve.REMOTE) != 0;
        }
    }
}
