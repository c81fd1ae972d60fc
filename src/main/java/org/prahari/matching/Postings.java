package org.prahari.matching;

import java.util.Arrays;

/**
 * For each role, those of some {@link Records} who seek it and may be found: available, and with consent to matching. Entries
 * lie in blocks of at most 64 that know the best any of their entries can be, so that most blocks are never opened. An entry
 * knows enough to pass nobody over; who passes is judged by the record itself.
 *
 * <p>Within a role the order is home, whether somebody would leave it, rank of the role, level, certificates: like lies with like.
 * Days are cut to 0..65535 (the years 1970 to 2149), an earlier one being the better.
 */
final class Postings {
    static final int BLOCK = 64;
    private static final int LAST_DAY = 0xffff;
    private static final int INDEX_BITS = 28;
    private static final int KEY_BITS = 35;
    private static final int GROUP_BITS = 7;

    /** Columns of entries. */
    final int[] person;

    final long[] certifications;
    final long[] languages;
    final long[] moves;
    final char[] available;
    final char[] registered;
    final char[] district;
    /** Points for preference and experience. */
    final short[] points;

    final byte[] department;
    /** Lowest level reached, highest level ever reached by a certificate, remote, cross-department. */
    final byte[] traits;

    /** Columns of blocks: where each begins among the entries, and what some entry of it has, or the best of all. */
    final int[] begin;

    /** For each role, where it begins among the blocks. */
    final int[] roleBegin;

    final byte[] home;
    final long[] anyCertification;
    final long[] anyLanguage;
    final long[] anyMove;
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
    private int entries;
    private int blocks;

    Postings(Records records, Catalogue catalogue) {
        this.records = records;
        this.catalogue = catalogue;
        int[][] seekers = seekers();
        int count = Arrays.stream(seekers).mapToInt(all -> all.length).sum();
        person = new int[count];
        certifications = new long[count];
        languages = new long[count];
        moves = new long[count];
        available = new char[count];
        registered = new char[count];
        district = new char[count];
        points = new short[count];
        department = new byte[count];
        traits = new byte[count];
        int[] bounds = new int[count + 1];
        roleBegin = new int[seekers.length + 1];
        for (int role = 0; role < seekers.length; role++) {
            fill(role, seekers[role], bounds);
            roleBegin[role + 1] = blocks;
        }
        bounds[blocks] = count;
        begin = Arrays.copyOf(bounds, blocks + 1);
        home = new byte[blocks];
        anyCertification = new long[blocks];
        anyLanguage = new long[blocks];
        anyMove = new long[blocks];
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

    private void fill(int role, int[] seekers, int[] bounds) {
        byte[] proven = catalogue.proven(role);
        long[] keys = new long[seekers.length];
        for (int index = 0; index < seekers.length; index++) {
            keys[index] = (key(role, seekers[index], proven) << INDEX_BITS) | index;
        }
        Arrays.sort(keys);
        int before = -1;
        for (int index = 0; index < keys.length; index++) {
            int group = (int) (keys[index] >>> (KEY_BITS - GROUP_BITS + INDEX_BITS));
            if (group != before || entries - bounds[blocks - 1] == BLOCK) {
                bounds[blocks++] = entries;
                before = group;
            }
            enter(role, seekers[(int) keys[index] & ((1 << INDEX_BITS) - 1)], proven);
        }
    }

    /** 35 bits: home and whether bound to it 7, rank 4, levels 4, certificates 20. */
    private long key(int role, int i, byte[] proven) {
        int at = records.at(i);
        int traits = records.traits(i);
        int first = records.sought(at);
        int rank = records.rank(at, role);
        int declared = records.data[first + rank] & 3;
        boolean bound = Records.bound(traits);
        int group = (Records.home(traits) << 1) | (bound ? 0 : 1);
        int level = ((3 - highest(at, declared, proven)) << 2) | (3 - declared);
        int certificates = (int) ((certifications(at) * 0x9E3779B97F4A7C15L) >>> 44);
        return ((((long) group << 8) | (Math.min(rank, 15) << 4) | level) << 20) | certificates;
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
        certifications[entry] = certifications(at);
        languages[entry] = languages(at);
        moves[entry] = records.moves(at);
        available[entry] = (char) day(records.data[at + Records.AVAILABLE]);
        registered[entry] = (char) day(records.registered(i));
        district[entry] = district(records.data[at + Records.DISTRICT]);
        points[entry] = (short) (weights.preference() * Score.preference(rank)
                + weights.experience() * Score.experience(Records.months(all)));
        department[entry] = (byte) (all & 0x3f);
        traits[entry] = (byte) (declared
                | (highest(at, declared, proven) << 2)
                | ((all & Records.REMOTE) == 0 ? 0 : Sieve.REMOTE)
                | ((all & Records.CROSS) == 0 ? 0 : Sieve.CROSS));
    }

    private int highest(int at, int declared, byte[] proven) {
        int highest = declared;
        int next = records.certificates(at);
        for (int left = Records.held(records.data[at + Records.COUNTS]); left > 0; left--, next += 3) {
            highest = Math.max(highest, Catalogue.height(proven, records.data[next]));
        }
        return highest;
    }

    /** Held or expected at any time. */
    private long certifications(int at) {
        long certifications = 0;
        int next = records.certificates(at);
        for (int left = Records.held(records.data[at + Records.COUNTS]); left > 0; left--, next += 3) {
            certifications |= Asked.signature(records.data[next]);
        }
        for (int left = Records.expected(records.data[at + Records.COUNTS]); left > 0; left--, next += 2) {
            certifications |= Asked.signature(records.data[next]);
        }
        return certifications;
    }

    private long languages(int at) {
        int counts = records.data[at + Records.COUNTS];
        int from = records.sought(at) + (counts & 0xff);
        long languages = 0;
        for (int index = 0; index < Records.spoken(counts); index++) {
            languages |= Asked.bit(records.half(from, index));
        }
        return languages;
    }

    private void summarize(int block) {
        int first = begin[block];
        home[block] = (byte) Records.home(records.traits(person[first]));
        earliestAvailable[block] = LAST_DAY;
        earliestRegistered[block] = LAST_DAY;
        lowest[block] = 3;
        for (int entry = first; entry < begin[block + 1]; entry++) {
            anyCertification[block] |= certifications[entry];
            anyLanguage[block] |= languages[entry];
            // Who stays in the home district still reaches some gap of the home region.
            anyMove[block] |= moves[entry] | (1L << home[block]);
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
