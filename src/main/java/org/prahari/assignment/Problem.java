package org.prahari.assignment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * Who may fill which seat, and how well: the whole input of a round, in packed columns; immutable once made.
 *
 * <p>Maximise first the weight of filled seats, then the sum of scores, each person in at most one seat and each gap with at
 * most its seats. Both aims are one value per pair: {@code unit * weight + score}, where the unit exceeds every sum of scores.
 */
public final class Problem {
    final People people;
    final Profiles profiles;
    final Points points;
    final List<Gap> gaps;
    final int words;
    final long unit;
    /** First profile of each role; profiles are ordered by role and home. */
    final int[] roleStart;

    private final int[] personStart;
    private final int[] personProfiles;

    public Problem(People people, Profiles profiles, Points points, List<Gap> gaps) {
        this.people = people;
        this.points = points;
        this.gaps = List.copyOf(gaps);
        this.words = profiles.traits.length;
        int roles = 0;
        long[] keys = new long[profiles.size()];
        for (int i = 0; i < keys.length; i++) {
            roles = Math.max(roles, profiles.role[i] + 1);
            keys[i] = profiles.role[i] * 64L + people.home[profiles.person[i]] + 1;
        }
        for (Gap gap : gaps) {
            roles = Math.max(roles, gap.role() + 1);
            if (gap.words() > words) {
                throw new IllegalArgumentException("a gap names traits that no profile has room for");
            }
        }
        this.profiles = profiles.sorted(keys);
        this.roleStart = Indexes.starts(roles, keys.length, i -> this.profiles.role[i]);
        this.personStart = Indexes.starts(people.size(), keys.length, i -> this.profiles.person[i]);
        this.personProfiles = Indexes.members(personStart, keys.length, i -> this.profiles.person[i]);
        this.unit = unitFor(people.size());
        guard();
    }

    /** A grown problem: its own unit stays, so old prices keep their meaning; profiles that came late stand in no order. */
    private Problem(Problem base, People people, Profiles profiles, List<Gap> gaps) {
        this.people = people;
        this.points = base.points;
        this.gaps = List.copyOf(gaps);
        this.words = base.words;
        this.profiles = profiles;
        this.roleStart = base.roleStart;
        this.unit = base.unit;
        int before = base.people();
        int late = base.profiles.size();
        personStart = Arrays.copyOf(base.personStart, people.size() + 1);
        personProfiles = Arrays.copyOf(base.personProfiles, profiles.size());
        for (int i = late; i < profiles.size(); i++) {
            personProfiles[i] = i;
            personStart[profiles.person[i] + 1] = i + 1;
        }
        for (int j = before; j < people.size(); j++) {
            personStart[j + 1] = Math.max(personStart[j], personStart[j + 1]);
        }
        guard();
    }

    private Problem(Problem base, List<Gap> gaps, long unit) {
        this.people = base.people;
        this.profiles = base.profiles;
        this.points = base.points;
        this.gaps = List.copyOf(gaps);
        this.words = base.words;
        this.roleStart = base.roleStart;
        this.personStart = base.personStart;
        this.personProfiles = base.personProfiles;
        this.unit = unit;
        guard();
    }

    /** The same problem, where a filled seat counts as much as a function of what it counted says, 1 or more. */
    public Problem weighed(LongUnaryOperator weight) {
        return new Problem(
                this,
                gaps.stream()
                        .map(gap -> gap.withWeight(weight.applyAsLong(gap.weight())))
                        .toList(),
                unit);
    }

    /** The same problem, whose two aims stay apart even if so many more people come. */
    public Problem withRoom(int more) {
        return withUnit(unitFor(Math.addExact(people.size(), more)));
    }

    /** The same problem, its values in those of another. */
    Problem withUnit(long other) {
        return new Problem(this, gaps, other);
    }

    private static long unitFor(int people) {
        return Math.addExact(Math.multiplyExact((long) Points.MOST, people), 1);
    }

    /**
     * The problem with more people and gaps after its own; each of these people must be there only in another's stead,
     * unless there is room for more.
     */
    Problem grown(List<Person> more, List<Gap> moreGaps) {
        People all = people;
        Profiles known = profiles;
        if (!more.isEmpty()) {
            int rows =
                    more.stream().mapToInt(person -> person.profiles().size()).sum();
            all = people.copy(people.size() + more.size());
            known = profiles.copy(profiles.size() + rows);
            for (Person person : more) {
                for (Person.Profile profile : person.profiles()) {
                    if (profile.role() < roleStart.length - 1) {
                        known.add(all.size(), profile);
                    }
                }
                all.add(person);
            }
        }
        List<Gap> both = new ArrayList<>(gaps);
        both.addAll(moreGaps);
        return new Problem(this, all, known, both);
    }

    /** One person as the problem has it. */
    public Person person(int person) {
        List<Person.Profile> own = new ArrayList<>();
        for (int at = personStart[person]; at < personStart[person + 1]; at++) {
            own.add(profiles.at(personProfiles[at]));
        }
        return new Person(
                people.home[person],
                people.district[person],
                people.allowed[person],
                people.moves[person],
                people.remote[person],
                people.available[person],
                own);
    }

    public Gap gap(int gap) {
        return gaps.get(gap);
    }

    /** All sums of values and prices stay far within a long, so that inner loops need not look. */
    private void guard() {
        long most = Points.MOST;
        long seats = people.size();
        for (Gap gap : gaps) {
            most = Math.max(most, Math.addExact(Math.multiplyExact(unit, gap.weight()), Points.MOST));
            seats = Math.addExact(seats, gap.seats());
        }
        Math.multiplyExact(Math.multiplyExact(most, 4), seats);
    }

    /** Whether it is made of the same people, profiles and gaps, number for number. */
    public boolean same(Problem other) {
        return people.same(other.people) && profiles.same(other.profiles) && gaps.equals(other.gaps);
    }

    /** The value of one unit of weight. */
    public long unit() {
        return unit;
    }

    /** The same problem with other seats, and without the consent of those who are absent. */
    Problem changed(int[] seats, boolean[] present) {
        List<Gap> changed = new ArrayList<>();
        for (int g = 0; g < seats.length; g++) {
            changed.add(gaps.get(g).withSeats(seats[g]));
        }
        return new Problem(people.only(present), profiles, points, changed).withUnit(unit);
    }

    public int people() {
        return people.size();
    }

    public int gaps() {
        return gaps.size();
    }

    /** The weight of filled seats in what an allocation is worth. */
    public long weight(long value) {
        return value / unit;
    }

    /** The sum of scores in what an allocation is worth, in basis points. */
    public long score(long value) {
        return value % unit;
    }

    /** The value of a filled seat before any score. */
    long constant(int gap) {
        return unit * gaps.get(gap).weight();
    }

    /** The profile by which a person would serve a gap, or -1 if the role is not sought or no window holds. */
    int profile(int gap, int person) {
        Gap asked = gaps.get(gap);
        for (int at = personStart[person]; at < personStart[person + 1]; at++) {
            int i = personProfiles[at];
            if (profiles.role[i] == asked.role() && holds(asked, i)) {
                return i;
            }
        }
        return -1;
    }

    /** Visits the profiles of a person. */
    int firstProfile(int person) {
        return personStart[person];
    }

    int profileAt(int position) {
        return personProfiles[position];
    }

    public boolean eligible(int gap, int person) {
        return gaps.get(gap).seats() > 0 && fits(gap, person);
    }

    /** Whether a person would be eligible if the gap had a seat. */
    boolean fits(int gap, int person) {
        int profile = profile(gap, person);
        return profile >= 0 && unmet(gaps.get(gap), profile) == 0;
    }

    /** Basis points; meaningful where the role is sought. */
    public int score(int gap, int person) {
        return score(gaps.get(gap), profile(gap, person));
    }

    boolean holds(Gap gap, int profile) {
        return profiles.from[profile] <= gap.start() && gap.start() < profiles.until[profile];
    }

    /** The rules that a profile of the gap's role fails, a bit each. */
    int unmet(Gap gap, int profile) {
        int person = profiles.person[profile];
        int unmet = has(people.allowed[person], gap.region()) ? 0 : Rule.CONSENT.bit();
        if (profiles.level[profile] < gap.level()) {
            unmet |= Rule.LEVEL.bit();
        }
        for (Bits group : gap.groups()) {
            if (shared(group, profile) == 0) {
                unmet |= Rule.CERTIFICATES.bit();
            }
        }
        if (shared(gap.languages(), profile) < gap.languages().size()) {
            unmet |= Rule.LANGUAGES.bit();
        }
        Nearness nearness = Nearness.of(gap, people, person);
        if (nearness.compareTo(Nearness.DISTRICT) > 0 && !has(people.moves[person], gap.region())) {
            unmet |= Rule.PLACE.bit();
        }
        if (people.available[person] > gap.deadline()) {
            unmet |= Rule.AVAILABILITY.bit();
        }
        return unmet;
    }

    int score(Gap gap, int profile) {
        int person = profiles.person[profile];
        return profiles.base[profile]
                + points.level(profiles.level[profile] - gap.level())
                + points.place(Nearness.of(gap, people, person))
                + points.readiness(people.available[person] - gap.start())
                + points.certificates(
                        shared(gap.preferred(), profile), gap.preferred().size())
                + points.languages(shared(gap.liked(), profile), gap.liked().size());
    }

    private int shared(Bits bits, int profile) {
        int count = 0;
        for (int word = 0; word < words; word++) {
            count += Long.bitCount(bits.word(word) & profiles.traits[word][profile]);
        }
        return count;
    }

    static boolean has(long regions, int region) {
        return (regions >>> region & 1) != 0;
    }
}
