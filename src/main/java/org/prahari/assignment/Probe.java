package org.prahari.assignment;

/** A gap made ready to be held against postings. Reusable; one to a thread. */
final class Probe {
    static final int SAME_DISTRICT = 0;
    static final int SAME_REGION = 1;
    static final int CHOSEN = 2;
    static final int ANYWHERE = 3;
    static final int REMOTE = 4;
    static final int REMOTE_WITHIN = 5;
    static final int LISTS = 6;
    private static final int NONE = -2;

    private final Postings postings;
    private final Points points;
    private final int words;
    private Gap gap;
    private final long[] all;
    private final long[] preferred;
    private final long[] liked;
    /** Points by how many of the traits preferred, or liked, are there. */
    private final int[] certificates;

    private final int[] languages;
    private long[][] groups = new long[4][];
    private int groupCount;
    /** Of the list looked at: its points for place, and whom it holds that another list of the gap holds too. */
    private int place;

    private int otherDistrict;
    private int otherHome;
    private boolean skipRemote;

    Probe(Postings postings) {
        this.postings = postings;
        this.points = postings.problem.points;
        this.words = postings.traits.length;
        all = new long[words];
        preferred = new long[words];
        liked = new long[words];
        certificates = new int[words * Long.SIZE + 1];
        languages = new int[words * Long.SIZE + 1];
    }

    void aim(Gap gap) {
        this.gap = gap;
        groupCount = 0;
        for (int word = 0; word < words; word++) {
            all[word] = gap.languages().word(word);
            preferred[word] = gap.preferred().word(word);
            liked[word] = gap.liked().word(word);
        }
        int preferredSize = gap.preferred().size();
        for (int has = 0; has <= preferredSize; has++) {
            certificates[has] = points.certificates(has, preferredSize);
        }
        int likedSize = gap.liked().size();
        for (int likes = 0; likes <= likedSize; likes++) {
            languages[likes] = points.languages(likes, likedSize);
        }
        for (Bits group : gap.groups()) {
            add(group);
        }
    }

    /** A group of one is just one more trait that is needed. */
    private void add(Bits group) {
        if (group.size() == 1) {
            for (int word = 0; word < words; word++) {
                all[word] |= group.word(word);
            }
            return;
        }
        if (groupCount == groups.length) {
            groups = java.util.Arrays.copyOf(groups, groupCount * 2);
        }
        if (groups[groupCount] == null) {
            groups[groupCount] = new long[words];
        }
        for (int word = 0; word < words; word++) {
            groups[groupCount][word] = group.word(word);
        }
        groupCount++;
    }

    /** Turns to one kind of list. */
    int turn(int kind) {
        Nearness nearness = switch (kind) {
            case SAME_DISTRICT -> Nearness.DISTRICT;
            case SAME_REGION -> Nearness.REGION;
            case CHOSEN, ANYWHERE -> Nearness.ELSEWHERE;
            default -> Nearness.REMOTE;
        };
        place = points.place(nearness);
        otherDistrict = kind == SAME_REGION && gap.district() >= 0 ? gap.district() : NONE;
        otherHome = kind == ANYWHERE ? gap.region() : NONE;
        skipRemote = gap.remote() && nearness != Nearness.REMOTE;
        return postings.list(gap, kind);
    }

    /** No entry of the block scores more; -1 if none is eligible. */
    int bound(int block) {
        Blocks blocks = postings.blocks;
        int level = Math.max(blocks.lowest[block], gap.level());
        if (blocks.highest[block] < level
                || blocks.available[block] > gap.deadline()
                || blocks.from[block] > gap.start()
                || blocks.until[block] <= gap.start()
                || lacks(blocks.traits, block)) {
            return -1;
        }
        return blocks.base[block]
                + points.level(level - gap.level())
                + place
                + points.readiness(blocks.available[block] - gap.start())
                + shares(blocks.traits, block);
    }

    /** The score of an entry, -1 if it is not eligible or stands in another list of the gap too. */
    int score(int entry) {
        Postings all = postings;
        int above = all.level[entry] - gap.level();
        int days = all.available[entry];
        if (above < 0
                || days > gap.deadline()
                || lacks(all.traits, entry)
                || all.from[entry] > gap.start()
                || all.until[entry] <= gap.start()
                || all.district[entry] == otherDistrict
                || all.home[entry] == otherHome
                || (skipRemote && all.remote[entry])) {
            return -1;
        }
        return all.base[entry]
                + points.level(above)
                + place
                + points.readiness(days - gap.start())
                + shares(all.traits, entry);
    }

    private boolean lacks(long[][] traits, int at) {
        for (int word = 0; word < words; word++) {
            if ((all[word] & ~traits[word][at]) != 0) {
                return true;
            }
        }
        for (int group = 0; group < groupCount; group++) {
            long any = 0;
            for (int word = 0; word < words; word++) {
                any |= groups[group][word] & traits[word][at];
            }
            if (any == 0) {
                return true;
            }
        }
        return false;
    }

    private int shares(long[][] traits, int at) {
        int has = 0;
        int likes = 0;
        for (int word = 0; word < words; word++) {
            has += Long.bitCount(preferred[word] & traits[word][at]);
            likes += Long.bitCount(liked[word] & traits[word][at]);
        }
        return certificates[has] + languages[likes];
    }
}
