package org.prahari.matching;

import static org.prahari.matching.Layout.BLOCK_WORDS;
import static org.prahari.matching.Layout.ENTRY_WORDS;

import java.util.Arrays;

/**
 * For each role, those of some {@link Records} who seek it and may be found: available, and with consent to matching. They stand
 * by home, and as {@link #OUTSIDE} once more in each region they chose, or in the group {@link #ABROAD} if they chose all. Entries
 * lie in blocks of at most 32 that know the best any of their entries can be, so that most blocks are never opened. An entry knows
 * enough to pass nobody over; who passes is judged by the record itself.
 *
 * <p>Within a group the order is rank of the role, level, certificates, points: like lies with like. What is looked at together
 * lies together, as {@link Layout} says.
 */
final class Postings {
    /** Marks a group, beside its region, if it is of those who live elsewhere. */
    static final int OUTSIDE = 64;
    /** The group of those who would work in any region. */
    static final int ABROAD = OUTSIDE | 63;

    private static final int BLOCK = 32;
    private static final int INDEX_BITS = 27;
    private static final int KEY_BITS = 36;
    private static final int GROUP_BITS = 7;
    private static final int CERTIFICATE_BITS = 13;
    private static final int POINT_BITS = 9;

    final long[] entries;
    final long[] blocks;
    /** Where each block begins among the entries. */
    final int[] begin;

    final Signatures signatures;
    final Steps steps;
    /** The day on which the blocks' points count waiting: that of the last registration. */
    final int day;

    /** For each role, where it begins among the blocks. */
    private final int[] roleBegin;

    private final Records records;
    private final Catalogue catalogue;
    private int entryCount;
    private int blockCount;

    Postings(Records records, Catalogue catalogue) {
        this.records = records;
        this.catalogue = catalogue;
        this.steps = catalogue.steps;
        this.day = records.size() == 0 ? 0 : records.registered(records.size() - 1);
        int[][] seekers = seekers();
        int count = Arrays.stream(seekers).mapToInt(this::places).sum();
        signatures = new Signatures(records, catalogue, seekers);
        entries = new long[count * ENTRY_WORDS];
        int[] bounds = new int[count + 1];
        byte[] groups = new byte[count];
        roleBegin = new int[seekers.length + 1];
        for (int role = 0; role < seekers.length; role++) {
            if (seekers[role].length > 0) {
                fill(role, seekers[role], bounds, groups);
            }
            roleBegin[role + 1] = blockCount;
        }
        bounds[blockCount] = count;
        begin = Arrays.copyOf(bounds, blockCount + 1);
        blocks = new long[blockCount * BLOCK_WORDS];
        for (int block = 0; block < blockCount; block++) {
            summarize(block, groups[block]);
        }
    }

    /** How many blocks a role has. */
    int blocks(int role) {
        return role + 1 < roleBegin.length ? roleBegin[role + 1] - roleBegin[role] : 0;
    }

    int group(int block) {
        return Layout.group(blocks[block * BLOCK_WORDS + Layout.BLOCK_REST]);
    }

    int person(int entry) {
        return Layout.person(entries[entry * ENTRY_WORDS + Layout.PERSON_REST]);
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
            if (group(middle) < from) {
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
            if (within != before || entryCount - bounds[blockCount - 1] == BLOCK) {
                groups[blockCount] = (byte) within;
                bounds[blockCount++] = entryCount;
                before = within;
            }
            enter(role, seekers[(int) keys[at] & ((1 << INDEX_BITS) - 1)], within, proven);
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

    /** 29 bits: rank 3, levels 4, certificates 13, points 9. */
    private long key(int role, int i, byte[] proven) {
        int at = records.at(i);
        int rank = records.rank(at, role);
        int declared = records.data[records.sought(at) + rank] & 3;
        int level = ((3 - highest(at, declared, proven)) << 2) | (3 - declared);
        long certificates = Long.reverse(~signatures.of(role, at)) >>> (64 - CERTIFICATE_BITS);
        Weights weights = catalogue.weights;
        int most = Math.max(1, 100 * (weights.experience() + weights.waiting()));
        int points = weights.experience() * Score.experience(Records.months(records.traits(i)))
                + steps.waiting(day - records.registered(i));
        int worst = (1 << POINT_BITS) - 1;
        return (((long) Math.min(rank, 7) << 4) | level) << (CERTIFICATE_BITS + POINT_BITS)
                | (certificates << POINT_BITS)
                | (worst - points * worst / most);
    }

    private void enter(int role, int i, int group, byte[] proven) {
        int word = entryCount++ * ENTRY_WORDS;
        int at = records.at(i);
        int all = records.traits(i);
        int rank = records.rank(at, role);
        int declared = records.data[records.sought(at) + rank] & 3;
        Weights weights = catalogue.weights;
        int points = weights.preference() * Score.preference(rank)
                + weights.experience() * Score.experience(Records.months(all));
        int place = group < OUTSIDE ? Layout.district(records.data[at + Records.DISTRICT]) : Records.home(all);
        int traits = declared
                | (highest(at, declared, proven) << 2)
                | ((all & Records.REMOTE) == 0 ? 0 : Layout.REMOTE)
                | ((all & Records.CROSS) == 0 ? 0 : Layout.CROSS)
                | (records.moves(at) == 0 ? Layout.ROOTED : 0);
        entries[word + Layout.CERTIFICATIONS] = signatures.of(role, at);
        entries[word + Layout.DAYS] = Layout.days(
                languages(at), Layout.day(records.data[at + Records.AVAILABLE]), Layout.day(records.registered(i)));
        entries[word + Layout.PERSON_REST] = Layout.entry(i, points, all & 0x3f, place, traits);
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

    private void summarize(int block, int group) {
        long certifications = 0;
        long allowed = 0;
        int languages = 0;
        int districts = 0;
        int available = Layout.LAST_DAY;
        int registered = Layout.LAST_DAY;
        int best = 0;
        int lowest = 3;
        int highest = 0;
        boolean remote = false;
        for (int word = begin[block] * ENTRY_WORDS; word < begin[block + 1] * ENTRY_WORDS; word += ENTRY_WORDS) {
            long days = entries[word + Layout.DAYS];
            long rest = entries[word + Layout.PERSON_REST];
            int since = Layout.registered(days);
            certifications |= entries[word + Layout.CERTIFICATIONS];
            allowed |= (rest & Layout.CROSS) != 0 ? -1L : 1L << Layout.department(rest);
            languages |= Layout.languages(days);
            districts |= 1 << Layout.place(rest);
            available = Math.min(available, Layout.available(days));
            registered = Math.min(registered, since);
            best = Math.max(best, Layout.points(rest) + steps.waiting(day - since));
            lowest = Math.min(lowest, Layout.lowest(rest));
            highest = Math.max(highest, Layout.highest(rest));
            remote |= (rest & Layout.REMOTE) != 0;
        }
        int word = block * BLOCK_WORDS;
        blocks[word + Layout.CERTIFICATIONS] = certifications;
        blocks[word + Layout.DAYS] = Layout.days(languages, available, registered);
        blocks[word + Layout.ALLOWED] = (allowed & Long.MAX_VALUE) | (remote ? Long.MIN_VALUE : 0);
        blocks[word + Layout.BLOCK_REST] = Layout.block(best, group, highest, lowest, districts);
    }
}
