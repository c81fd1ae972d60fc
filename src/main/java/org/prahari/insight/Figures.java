package org.prahari.insight;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
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
    private final Sparing<Chart> toldMonths = new Sparing<>();

    /** Who is qualified from today on, by place and role. */
    record Outlook(LocalDate today, Whole whole, Table qualified) {
        private static final Integer[] COLUMNS =
                IntStream.range(0, 2 * (1 + Census.MONTHS)).boxed().toArray(Integer[]::new);

        static Outlook of(Whole whole, Outlook last) {
            Census census = whole.census();
            boolean follows = last != null && last.whole().atlas().equals(whole.atlas());
            return new Outlook(
                    census.today(),
                    whole,
                    Table.of(
                            census.places(),
                            List.copyOf(whole.atlas().roles().keySet()),
                            COLUMNS,
                            (place, role, column) -> census.qualified(place, role, column / 2, column % 2 == 1),
                            follows ? last.qualified() : null,
                            place -> census.stands(
                                    place, Census.Part.QUALIFIED, last.whole().census())));
        }
    }

    /** All there is, small or not. */
    record Whole(Atlas atlas, Census census, Table roles, Table certifications) {
        /** @param last made before; what stands of it is taken over. Or null */
        static Whole of(Atlas atlas, Census census, Whole last) {
            boolean follows = last != null && last.atlas().equals(atlas);
            return new Whole(
                    atlas,
                    census,
                    Table.of(
                            census.places(),
                            List.copyOf(atlas.roles().keySet()),
                            Census.Kind.values(),
                            census::count,
                            follows ? last.roles() : null,
                            place -> census.stands(place, Census.Part.ROLES, last.census())),
                    Table.of(
                            census.places(),
                            atlas.certifications(),
                            Census.Mark.values(),
                            census::count,
                            follows ? last.certifications() : null,
                            place -> census.stands(place, Census.Part.CERTIFICATIONS, last.census())));
        }
    }

    public Figures(Supplier<Pool> pool, Supplier<Atlas> atlas, Supplier<Chronicle> chronicle, Clock clock) {
        this.pool = pool;
        this.atlas = atlas;
        this.chronicle = chronicle;
        this.clock = clock;
    }

    /** Everything that is not as of now. */
    void make() {
        outlook();
        told();
        toldMonths();
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
                last -> Whole.of(names, people.census(today, last == null ? null : last.census()), last));
    }

    Outlook outlook() {
        Whole now = whole();
        return outlook.of(now, last -> Outlook.of(now, last));
    }

    Told told() {
        Whole now = whole();
        return told.of(now, last -> Told.of(now.atlas(), now.roles(), now.certifications()));
    }

    /** What has happened, small or not. */
    Chart happened() {
        return chronicle.get().chart();
    }

    /** The same for everybody, by region and month. */
    Chart toldMonths() {
        Chart now = happened();
        List<String> regions = atlas.get().regions();
        return toldMonths.of(
                List.of(now, regions),
                last -> Chart.of(Months.told(regions, now.counts(day -> day.withDayOfMonth(1)))));
    }
}
