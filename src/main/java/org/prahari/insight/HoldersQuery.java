package org.prahari.insight;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.prahari.matching.Census;

/** Of which certifications and regions holders are told; of all regions together unless they are to be told apart. */
public final class HoldersQuery {
    @QueryParam("by")
    private List<By> by;

    @QueryParam("region")
    private List<String> regions;

    @QueryParam("certification")
    private List<String> certifications;

    /** What sums are told apart by, beside certifications: a sum over those would count people more than once. */
    public enum By {
        REGION
    }

    // For Jersey, which fills the fields.
    public HoldersQuery() {}

    HoldersQuery(List<By> by, List<String> regions, List<String> certifications) {
        this.by = by;
        this.regions = regions;
        this.certifications = certifications;
    }

    /** Refuses what nobody can mean. */
    void check(Atlas atlas) {
        atlas.checkRegions(regions);
        atlas.checkCertifications(certifications);
    }

    /**
     * What everybody may know, by certification and region.
     *
     * @param after the key of a row; some before it may be left out
     */
    Stream<Holders> rows(Told told, String after) {
        return rows(told.certifications(), department -> true, after).map(sum -> Holders.of(sum, true));
    }

    /** The same of one's own, small or not. */
    Stream<Holders> rows(Figures.Whole whole, Predicate<String> departments, String after) {
        return rows(whole.certifications().regions(), departments, after).map(sum -> Holders.of(sum, false));
    }

    private Stream<Table.Sum<Holders.Where, Holders.What>> rows(
            Table table, Predicate<String> departments, String after) {
        return table.byItem(
                table.places(departments, this::where, where -> where.region() + " "),
                table.items(this::what, what -> what.certification() + " "),
                after);
    }

    private Optional<Holders.Where> where(Census.Place place) {
        boolean apart = by.contains(By.REGION);
        boolean asked = place.region() == null ? !apart && regions.isEmpty() : Chosen.has(regions, place.region());
        return asked ? Optional.of(new Holders.Where(apart ? place.region() : null)) : Optional.empty();
    }

    private List<Holders.What> what(String certification) {
        boolean asked = certification != null && Chosen.has(certifications, certification);
        return asked ? List.of(new Holders.What(certification)) : List.of();
    }
}
