package org.prahari.insight;

import jakarta.ws.rs.QueryParam;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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

    /** What everybody may know, by certification and region. */
    List<Holders> of(Told told) {
        return sums(told.certifications(), place -> true, true);
    }

    /** The same of one's own, small or not. */
    List<Holders> of(Figures.Whole whole, Predicate<String> departments) {
        return sums(whole.certifications(), place -> departments.test(place.department()), false);
    }

    private List<Holders> sums(Table table, Predicate<Census.Place> seen, boolean small) {
        return table.sums(place -> seen.test(place) ? where(place) : Optional.empty(), this::what).stream()
                .map(sum -> Holders.of(sum, small))
                .sorted(Comparator.comparing(Holders::key))
                .toList();
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
