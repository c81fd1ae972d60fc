package org.prahari.matching;

import java.time.LocalDate;

/**
 * Judges packed trainees for one opening on one day: the same eight rules and the same score as {@link Eligibility} and
 * {@link Score}, which are the truth. For one thread; what it found of the last one it looked at stands in its fields.
 */
final class Judge {
    private static final int TRAINABLE = Rule.LEVEL.bit() | Rule.CERTIFICATIONS.bit();
    final Asked asked;
    final Weights weights;
    final int start;
    final int deadline;
    final int today;
    private final int district;
    private final boolean seats;
    private int unmet;
    private int preference;
    private int qualification;
    private int level;
    private int proximity;
    private int language;
    private int experience;
    private int readiness;
    private int waiting;

    Judge(Asked asked, Weights weights, LocalDate today) {
        this.asked = asked;
        this.weights = weights;
        this.today = (int) today.toEpochDay();
        start = (int) asked.opening.start(today).toEpochDay();
        deadline = (int) asked.opening.deadline(today).toEpochDay();
        district = asked.opening.district() == null ? Records.NOWHERE : asked.opening.district();
        seats = asked.seats() > 0;
    }

    boolean eligible() {
        return unmet == 0;
    }

    /** Whether nothing but training is missing. */
    boolean trainable() {
        return (unmet & ~TRAINABLE) == 0;
    }

    /** Basis points. */
    int score() {
        return weights.preference() * preference
                + weights.qualification() * qualification
                + weights.level() * level
                + weights.proximity() * proximity
                + weights.language() * language
                + weights.experience() * experience
                + weights.readiness() * readiness
                + weights.waiting() * waiting;
    }

    Score.Components components() {
        return new Score.Components(
                preference, qualification, level, proximity, language, experience, readiness, waiting);
    }

    void look(Records records, int i) {
        int[] data = records.data;
        int at = records.at(i);
        int traits = data[at + Records.TRAITS];
        boolean free = records.available(i) && seats;
        unmet = unless((Records.allowed(traits) >>> asked.region) & 1, Rule.CONSENT) | (free ? 0 : Rule.STATUS.bit());
        place(records, at, traits);
        int counts = data[at + Records.COUNTS];
        int next = records.sought(at);
        int sought = counts & 0xff;
        int rank = 0;
        while (rank < sought && data[next + rank] >>> 2 != asked.role) {
            rank++;
        }
        boolean seeks = rank < sought;
        unmet |= seeks ? 0 : Rule.ROLE.bit();
        int reached = seeks ? data[next + rank] & 3 : 0;
        next += sought;
        int spoken = Records.spoken(counts);
        languages(records, next, spoken);
        certificates(data, next + (spoken + 1) / 2, counts, reached);
        unmet |= data[at + Records.AVAILABLE] > deadline ? Rule.AVAILABILITY.bit() : 0;
        preference = Score.preference(seeks ? rank : -1);
        experience = Score.experience(Records.months(traits));
        readiness = Score.readiness((long) data[at + Records.AVAILABLE] - start);
        waiting = Score.waiting((long) today - data[at + Records.REGISTERED]);
    }

    private void place(Records records, int at, int traits) {
        boolean home = Records.home(traits) == asked.region;
        Proximity nearness = asked.opening.remote() && (traits & Records.REMOTE) != 0
                ? Proximity.REMOTE
                : !home
                        ? Proximity.ELSEWHERE
                        : district != Records.NOWHERE && records.data[at + Records.DISTRICT] == district
                                ? Proximity.DISTRICT
                                : Proximity.STATE;
        proximity = Score.proximity(nearness);
        if (nearness == Proximity.STATE || nearness == Proximity.ELSEWHERE) {
            unmet |= unless((records.moves(at) >>> asked.region) & 1, Rule.PLACE);
        }
    }

    private void languages(Records records, int from, int count) {
        int bits = 0;
        int likes = 0;
        int needs = asked.rareRequired.length;
        for (int index = 0; index < count; index++) {
            int number = records.half(from, index);
            if (number < Asked.COMMON) {
                bits |= Asked.bit(number);
            } else {
                likes += contains(asked.rareLiked, number);
                needs -= contains(asked.rareRequired, number);
            }
        }
        if ((asked.required & ~bits) != 0 || needs > 0) {
            unmet |= Rule.LANGUAGES.bit();
        }
        language = Score.part(
                likes + Integer.bitCount(bits & asked.liked), Integer.bitCount(asked.liked) + asked.rareLiked.length);
    }

    private void certificates(int[] data, int from, int counts, int declared) {
        int reached = declared;
        int met = 0;
        int liked = 0;
        int next = from;
        for (int left = Records.held(counts); left > 0; left--, next += 3) {
            if (data[next + 1] <= start && data[next + 2] >= start) {
                reached = Math.max(reached, Catalogue.height(asked.proven, data[next]));
                int useful = asked.useful(data[next]);
                if (useful >= 0) {
                    met |= asked.meets[useful];
                    liked |= asked.likes[useful];
                }
            }
        }
        for (int left = Records.expected(counts); left > 0; left--, next += 2) {
            int useful = data[next + 1] <= start ? asked.useful(data[next]) : -1;
            met |= useful < 0 ? 0 : asked.meets[useful];
        }
        unmet |= (met & asked.groups) == asked.groups ? 0 : Rule.CERTIFICATIONS.bit();
        unmet |= reached >= asked.level ? 0 : Rule.LEVEL.bit();
        level = Score.level(reached - asked.level);
        qualification = Score.part(Integer.bitCount(liked), asked.preferred);
    }

    private static int contains(int[] few, int number) {
        for (int one : few) {
            if (one == number) {
                return 1;
            }
        }
        return 0;
    }

    private static int unless(long met, Rule rule) {
        return met != 0 ? 0 : rule.bit();
    }
}
