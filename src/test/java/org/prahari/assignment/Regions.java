package org.prahari.assignment;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** A nation's round taken apart. */
final class Regions {
    private Regions() {}

    /** The same nation, but nobody is considered outside the home region. */
    static Problem withinHome(Problem nation) {
        return of(nation, j -> nation.people.home[j], nation.gaps);
    }

    /** The gaps of one region, and its own people alone. */
    static Problem alone(Problem nation, int region) {
        List<Gap> gaps =
                nation.gaps.stream().filter(gap -> gap.region() == region).toList();
        return of(nation, j -> nation.people.home[j] == region ? region : -1, gaps);
    }

    /** People with consent for one region each, or left out for -1. */
    private static Problem of(Problem nation, IntUnaryOperator regionOf, List<Gap> gaps) {
        People was = nation.people;
        People people = new People();
        Profiles all = nation.profiles;
        Profiles profiles = new Profiles(nation.words);
        for (int j = 0; j < nation.people(); j++) {
            int region = regionOf.applyAsInt(j);
            if (region < 0) {
                continue;
            }
            int person = people.add(
                    was.home[j],
                    was.district[j],
                    was.allowed[j] & 1L << region,
                    was.moves[j],
                    was.remote[j],
                    was.available[j]);
            for (int at = nation.firstProfile(j); at < nation.firstProfile(j + 1); at++) {
                int i = nation.profileAt(at);
                profiles.add(person, all.role[i], all.from[i], all.until[i], all.level[i], all.base[i], bits(all, i));
            }
        }
        return new Problem(people, profiles, nation.points, gaps);
    }

    private static Bits bits(Profiles all, int profile) {
        return Bits.of(IntStream.range(0, all.traits.length * Long.SIZE)
                .filter(trait -> (all.traits[trait / Long.SIZE][profile] >>> trait & 1) != 0)
                .toArray());
    }
}
