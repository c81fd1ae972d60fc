package org.prahari.matching;

import static java.util.stream.Collectors.groupingBy;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.prahari.assignment.Bits;
import org.prahari.assignment.Gap;
import org.prahari.assignment.People;
import org.prahari.assignment.Person;
import org.prahari.assignment.Points;
import org.prahari.assignment.Problem;
import org.prahari.assignment.Profiles;

/** Puts packed trainees and openings into the solver's columns; all eight rules and all eight components fit in them. */
final class Columns {
    private final Catalogue catalogue;
    private final Weights weights;
    private final List<Asked> gaps;
    private final LocalDate date;
    private final int today;
    private final RoleTraits[] roles;
    private final Map<Long, Integer> districts;
    private final People people = new People();
    private final Profiles profiles;

    Columns(Catalogue catalogue, List<Asked> gaps, LocalDate today) {
        this.catalogue = catalogue;
        this.weights = catalogue.weights;
        this.gaps = gaps;
        this.date = today;
        this.today = (int) today.toEpochDay();
        this.districts = new HashMap<>();
        this.roles = new RoleTraits[catalogue.roles.size()];
        gaps.stream()
                .collect(groupingBy(gap -> gap.role))
                .forEach((role, asked) -> roles[role] = new RoleTraits(catalogue, asked));
        this.profiles = new Profiles(words());
    }

    /** The same numbers, and nobody in them. */
    private Columns(Columns base) {
        this.catalogue = base.catalogue;
        this.weights = base.weights;
        this.gaps = base.gaps;
        this.date = base.date;
        this.today = base.today;
        this.roles = base.roles;
        this.districts = base.districts;
        this.profiles = new Profiles(words());
    }

    private int words() {
        return Arrays.stream(roles)
                .mapToInt(role -> role == null ? 1 : role.words())
                .max()
                .orElse(1);
    }

    /** Somebody by the numbers of the problem. */
    Person person(Candidate candidate) {
        Columns alone = new Columns(this);
        alone.add(Packing.of(catalogue, List.of(candidate)), 0);
        return new Problem(alone.people, alone.profiles, points(), List.of()).person(0);
    }

    /** A gap of the problem, changed, by its numbers. */
    Gap gap(Opening changed) {
        return gap(Asked.of(changed, catalogue));
    }

    Instance instance(List<Shard> shards) {
        long[] order = {};
        for (int shard = 0; shard < shards.size(); shard++) {
            order = merged(shards, order, seekers(shards.get(shard), shard));
        }
        for (long person : order) {
            add(shards.get((int) (person >>> 32)).records(), (int) person);
        }
        List<Gap> solvers = gaps.stream().map(this::gap).toList();
        return new Instance(
                new Problem(people, profiles, points(), solvers), catalogue, shards, order, gaps, new Columns(this));
    }

    /** Those available who seek one of the roles, in order. */
    private long[] seekers(Shard shard, int number) {
        Records records = shard.records();
        return IntStream.range(0, records.size())
                .filter(i -> records.available(i) && !shard.gone(i) && seeks(records, records.at(i)))
                .mapToLong(i -> ((long) number << 32) | i)
                .toArray();
    }

    private boolean seeks(Records records, int at) {
        int first = records.sought(at);
        for (int rank = 0; rank < (records.data[at + Records.COUNTS] & 0xff); rank++) {
            if (roles(records.data[first + rank] >>> 2) != null) {
                return true;
            }
        }
        return false;
    }

    private RoleTraits roles(int role) {
        return role < roles.length ? roles[role] : null;
    }

    private static long[] merged(List<Shard> shards, long[] one, long[] other) {
        if (one.length == 0 || other.length == 0) {
            return one.length == 0 ? other : one;
        }
        long[] both = new long[one.length + other.length];
        int i = 0;
        int j = 0;
        for (int to = 0; to < both.length; to++) {
            boolean first = j == other.length || (i < one.length && compare(shards, one[i], other[j]) < 0);
            both[to] = first ? one[i++] : other[j++];
        }
        return both;
    }

    private static int compare(List<Shard> shards, long one, long other) {
        Records mine = shards.get((int) (one >>> 32)).records();
        Records theirs = shards.get((int) (other >>> 32)).records();
        return Records.compare(mine.data, mine.at((int) one), theirs.data, theirs.at((int) other));
    }

    private Points points() {
        int[] readiness = IntStream.rangeClosed(0, 90)
                .map(days -> weights.readiness() * Score.readiness(days))
                .toArray();
        return new Points(
                Arrays.stream(Proximity.values())
                        .mapToInt(proximity -> weights.proximity() * Score.proximity(proximity))
                        .toArray(),
                IntStream.range(0, Level.values().length)
                        .map(above -> weights.level() * Score.level(above))
                        .toArray(),
                readiness,
                weights.qualification(),
                weights.language());
    }

    private Gap gap(Asked asked) {
        Opening opening = asked.opening;
        RoleTraits traits = roles[asked.role];
        return new Gap(
                asked.role,
                asked.region,
                opening.district() == null ? -1 : district(asked.region, opening.district()),
                opening.remote(),
                asked.seats(),
                opening.priority(),
                asked.level,
                (int) opening.start(date).toEpochDay(),
                (int) opening.deadline(date).toEpochDay(),
                traits.groups(opening),
                traits.required(opening),
                traits.preferred(opening),
                traits.likes(opening));
    }

    private int district(int region, int code) {
        return districts.computeIfAbsent(((long) region << 32) | (code & 0xffffffffL), key -> districts.size());
    }

    private void add(Records records, int i) {
        int at = records.at(i);
        int[] data = records.data;
        int traits = data[at + Records.TRAITS];
        int home = Records.home(traits);
        int person = people.add(
                home,
                data[at + Records.DISTRICT] == Records.NOWHERE ? -1 : district(home, data[at + Records.DISTRICT]),
                Records.allowed(traits),
                records.moves(at),
                (traits & Records.REMOTE) != 0,
                data[at + Records.AVAILABLE]);
        int first = records.sought(at);
        int[] turns = turns(data, records.certificates(at), data[at + Records.COUNTS]);
        int fixed = weights.experience() * Score.experience(Records.months(traits))
                + weights.waiting() * Score.waiting((long) today - data[at + Records.REGISTERED]);
        for (int rank = 0; rank < (data[at + Records.COUNTS] & 0xff); rank++) {
            int role = data[first + rank] >>> 2;
            if (roles(role) != null && records.rank(at, role) == rank) {
                int base = fixed + weights.preference() * Score.preference(rank);
                profile(records, at, person, role, data[first + rank] & 3, base, turns);
            }
        }
    }

    /** Today, and the days after it on which a certificate comes or lapses; ascending. */
    private int[] turns(int[] data, int from, int counts) {
        int[] turns = new int[1 + 2 * Records.held(counts) + Records.expected(counts)];
        int size = 0;
        turns[size++] = today;
        int next = from;
        for (int left = Records.held(counts); left > 0; left--, next += 3) {
            turns[size++] = Math.max(today, data[next + 1]);
            turns[size++] = data[next + 2] == Records.NEVER ? today : Math.max(today, data[next + 2] + 1);
        }
        for (int left = Records.expected(counts); left > 0; left--, next += 2) {
            turns[size++] = Math.max(today, data[next + 1]);
        }
        Arrays.sort(turns);
        return turns;
    }

    /** One profile for each stretch of days in which level and traits are the same. */
    private void profile(Records records, int at, int person, int role, int declared, int base, int[] turns) {
        int from = today;
        int level = -1;
        Bits traits = null;
        long[] before = null;
        for (int turn = 0; turn < turns.length; turn++) {
            if (turn > 0 && turns[turn] == turns[turn - 1]) {
                continue;
            }
            long[] words = new long[roles[role].words()];
            int reached = look(records, at, role, declared, turns[turn], words);
            if (reached == level && Arrays.equals(words, before)) {
                continue;
            }
            if (traits != null) {
                profiles.add(person, role, from, turns[turn], level, base, traits);
            }
            from = turns[turn];
            level = reached;
            before = words;
            traits = Bits.ofWords(words);
        }
        profiles.add(person, role, from, Integer.MAX_VALUE, level, base, traits);
    }

    /** @return the level reached on a day; the traits go into {@code words} */
    private int look(Records records, int at, int role, int declared, int day, long[] words) {
        int[] data = records.data;
        int counts = data[at + Records.COUNTS];
        RoleTraits traits = roles[role];
        byte[] proven = catalogue.proven(role);
        int reached = declared;
        int languages = records.sought(at) + (counts & 0xff);
        for (int index = 0; index < Records.spoken(counts); index++) {
            traits.speaks(records.half(languages, index), words);
        }
        int next = records.certificates(at);
        for (int left = Records.held(counts); left > 0; left--, next += 3) {
            if (data[next + 1] <= day && data[next + 2] >= day) {
                reached = Math.max(reached, Catalogue.height(proven, data[next]));
                traits.holds(data[next], words);
            }
        }
        for (int left = Records.expected(counts); left > 0; left--, next += 2) {
            if (data[next + 1] <= day) {
                traits.expects(data[next], words);
            }
        }
        return reached;
    }
}
