package org.prahari.insight;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.prahari.insight.Chronicle.Happening;
import org.prahari.matching.Census;
import org.prahari.matching.Pool;

/** The numbers as of now: counted in the pool, which follows the change log, and kept until that moves or the day turns. */
public final class Figures {
    private final Supplier<Pool> pool;
    private final Supplier<Atlas> atlas;
    private final Supplier<Chronicle> chronicle;
    private final Clock clock;
    private final Sparing<Whole> whole = new Sparing<>();
    private final Sparing<Told> told = new Sparing<>();
    private final Sparing<Outlook> outlook = new Sparing<>();
    private final Sparing<Map<Happening, Integer>> happened = new Sparing<>();
    private final Sparing<Map<Happening, Integer>> toldHappened = new Sparing<>();

    /** Who is qualified from today on, by place and role. */
    record Outlook(LocalDate today, Table qualified) {
        static Outlook of(Whole whole) {
            Integer[] columns =
                    IntStream.range(0, 2 * (1 + Census.MONTHS)).boxed().toArray(Integer[]::new);
            Census census = whole.census();
            return new Outlook(
                    census.today(),
                    Table.of(
                            census.places(),
                            List.copyOf(whole.atlas().roles().keySet()),
                            columns,
                            (place, role, column) -> census.qualified(place, role, column / 2, column % 2 == 1)));
        }
    }

    /** All there is, small or not. */
    record Whole(Atlas atlas, Census census, Table roles, Table certifications) {
        static Whole of(Atlas atlas, Census census) {
            return new Whole(
                    atlas,
                    census,
                    Table.of(census.places(), List.copyOf(atlas.roles().keySet()), Census.Kind.values(), census::count),
                    Table.of(census.places(), atlas.certifications(), Census.Mark.values(), census::count));
        }
    }

    public Figures(Supplier<Pool> pool, Supplier<Atlas> atlas, Supplier<Chronicle> chronicle, Clock clock) {
        this.pool = pool;
        this.atlas = atlas;
        this.chronicle = chronicle;
        this.clock = clock;
    }

    Atlas atlas() {
        return atlas.get();
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    Whole whole() {
        Pool people = pool.get();
        Atlas names = atlas.get();
        LocalDate today = today();
        return whole.of(
                List.of(people, names, today),
                last -> Whole.of(names, people.census(today, last == null ? null : last.census())));
    }

    Outlook outlook() {
        Whole now = whole();
        return outlook.of(now, last -> Outlook.of(now));
    }

    Told told() {
        Whole now = whole();
        return told.of(now, last -> Told.of(now.atlas(), now.roles(), now.certifications()));
    }

    /** What has happened, small or not. */
    Map<Happening, Integer> happened() {
        Chronicle now = chronicle.get();
        return happened.of(now, last -> now.counts());
    }

    /** The same for everybody. */
    Map<Happening, Integer> toldHappened() {
        Map<Happening, Integer> now = happened();
        List<String> regions = atlas.get().regions();
        return toldHappened.of(List.of(now, regions), last -> Months.told(regions, now));
    }
}
