package org.prahari.matching;

/**
 * How entries and blocks of {@link Postings} lie in words, so that what is looked at together lies together. Days are cut to
 * 0..65535 (the years 1970 to 2149), districts to ten bits of their code, which several may share.
 */
final class Layout {
    static final int ENTRY_WORDS = 3;
    static final int BLOCK_WORDS = 4;
    static final int LAST_DAY = 0xffff;

    /** Of both: the certificates' signature. */
    static final int CERTIFICATIONS = 0;
    /** Of both: languages 32 bits, day available 16, day registered 16. */
    static final int DAYS = 1;
    /** Person 27 bits, points for preference and experience 14, department 6, district or, in groups outside, home 10, traits 7. */
    static final int PERSON_REST = 2;
    /** A bit for each region in which some entry may be shown; the sign if some entry would work remotely. */
    static final int ALLOWED = 2;
    /** Most points, waiting included, 21 bits; group 7; highest and lowest level 2 each; a bit for each district modulo 32. */
    static final int BLOCK_REST = 3;

    /** Traits of an entry, above its lowest level reached and the highest that a certificate ever proves. */
    static final int REMOTE = 1 << 4;

    static final int CROSS = 1 << 5;
    /** Who would not leave the home district. */
    static final int ROOTED = 1 << 6;

    private static final int DISTRICTS = 0x3ff;

    private Layout() {}

    static int day(int day) {
        return Math.max(0, Math.min(LAST_DAY, day));
    }

    static int district(int code) {
        return code & DISTRICTS;
    }

    static long days(int languages, int available, int registered) {
        return ((long) languages << 32) | ((long) available << 16) | registered;
    }

    static int languages(long days) {
        return (int) (days >>> 32);
    }

    static int available(long days) {
        return (int) (days >>> 16) & LAST_DAY;
    }

    static int registered(long days) {
        return (int) days & LAST_DAY;
    }

    static long entry(int person, int points, int department, int place, int traits) {
        return ((long) person << 37) | ((long) points << 23) | ((long) department << 17) | ((long) place << 7) | traits;
    }

    static int person(long rest) {
        return (int) (rest >>> 37);
    }

    static int points(long rest) {
        return (int) (rest >>> 23) & 0x3fff;
    }

    static int department(long rest) {
        return (int) (rest >>> 17) & 0x3f;
    }

    /** The district of one at home; the home of one outside. */
    static int place(long rest) {
        return (int) (rest >>> 7) & DISTRICTS;
    }

    static int lowest(long rest) {
        return (int) rest & 3;
    }

    static int highest(long rest) {
        return (int) (rest >>> 2) & 3;
    }

    static long block(int best, int group, int highest, int lowest, int districts) {
        return ((long) best << 43)
                | ((long) group << 36)
                | ((long) highest << 34)
                | ((long) lowest << 32)
                | (districts & 0xffffffffL);
    }

    static int best(long rest) {
        return (int) (rest >>> 43);
    }

    static int group(long rest) {
        return (int) (rest >>> 36) & 0x7f;
    }

    static int highestOfBlock(long rest) {
        return (int) (rest >>> 34) & 3;
    }

    static int lowestOfBlock(long rest) {
        return (int) (rest >>> 32) & 3;
    }

    /** Whether somebody of a block may live in a district. */
    static boolean mayHave(long rest, int district) {
        return ((rest >>> (district & 31)) & 1) != 0;
    }
}
