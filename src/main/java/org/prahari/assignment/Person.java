package org.prahari.assignment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One person on their own, as {@link People} and {@link Profiles} hold many: what is changed to ask what would be.
 *
 * @param home region, or -1 if it is none of the gaps' regions
 * @param district unique over all regions, or -1 if unknown
 * @param allowed a bit for each region whose gaps consent covers
 * @param moves a bit for each region any place of which the person would move to
 * @param available first day
 * @param profiles one for each role sought and window of days
 */
public record Person(
        int home, int district, long allowed, long moves, boolean remote, int available, List<Profile> profiles) {
    public Person {
        profiles = profiles.stream()
                .sorted(Comparator.comparingInt(Profile::role).thenComparingInt(Profile::from))
                .toList();
    }

    /**
     * What a person is in a role, for starts within a window of days.
     *
     * @param from first day of a start it holds for
     * @param until first day it no longer holds for
     * @param level reached in the role, 0..7, 0 for none
     * @param base points that depend on the person and the role alone, 0..10000
     */
    public record Profile(int role, int from, int until, int level, int base, Bits traits) {
        private Profile within(int first, int end) {
            return new Profile(role, first, end, level, base, traits);
        }

        private Profile gaining(Bits more, int reached) {
            return new Profile(role, from, until, Math.max(level, reached), base, traits.or(more));
        }
    }

    /** The same person in other places. */
    public Person relocating(long moves, boolean remote) {
        return new Person(home, district, allowed, moves, remote, available, profiles);
    }

    /**
     * The same person with more traits in a role from a day on.
     *
     * @param level reached with them, 0..7; a higher one stays
     */
    public Person gaining(int role, int day, Bits traits, int level) {
        List<Profile> changed = new ArrayList<>();
        for (Profile profile : profiles) {
            if (profile.role() != role || profile.until() <= day) {
                changed.add(profile);
            } else if (profile.from() >= day) {
                changed.add(profile.gaining(traits, level));
            } else {
                changed.add(profile.within(profile.from(), day));
                changed.add(profile.within(day, profile.until()).gaining(traits, level));
            }
        }
        return new Person(home, district, allowed, moves, remote, available, changed);
    }
}
