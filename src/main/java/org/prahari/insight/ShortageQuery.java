package org.prahari.insight;

import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.prahari.http.Problem;
import org.prahari.matching.Census;
import org.prahari.role.Role;

/** Which people and seats are added up, and into which sums: one of all if no group is named. */
public final class ShortageQuery {
    @QueryParam("by")
    private List<By> by;

    @QueryParam("region")
    private List<String> regions;

    @QueryParam("district")
    private List<Integer> districts;

    @QueryParam("role")
    private List<String> roles;

    @QueryParam("category")
    private List<String> categories;

    @QueryParam("safeguard")
    private List<Role.Safeguard> safeguards;

    /** What sums are told apart by. */
    public enum By {
        REGION,
        DISTRICT,
        ROLE,
        CATEGORY,
        SAFEGUARD
    }

    // For Jersey, which fills the fields.
    public ShortageQuery() {}

    ShortageQuery(
            List<By> by,
            List<String> regions,
            List<Integer> districts,
            List<String> roles,
            List<String> categories,
            List<Role.Safeguard> safeguards) {
        this.by = by;
        this.regions = regions;
        this.districts = districts;
        this.roles = roles;
        this.categories = categories;
        this.safeguards = safeguards;
    }

    /** Refuses what nobody can mean. */
    void check(Atlas atlas) {
        atlas.checkRegions(regions);
        atlas.checkDistricts(districts);
        atlas.checkRoles(roles);
        atlas.checkCategories(categories);
    }

    /** What everybody may know, in the order of regions, districts, roles, categories, safeguards. */
    List<Shortage> of(Told told, Atlas atlas) {
        return rows(told, atlas, "").toList();
    }

    /** The same of one's own, small or not. */
    List<Shortage> of(Figures.Whole whole, Predicate<String> departments) {
        return rows(whole, departments, "").toList();
    }

    /** @param after the key of a row; some before it may be left out */
    Stream<Shortage> rows(Told told, Atlas atlas, String after) {
        if (asksDistricts() && asksRoles()) {
            throw Problem.parameter(
                    "district", "cannot be combined with roles for everybody: too few people are in one district");
        }
        return rows(asksDistricts() ? told.districts() : told.roles(), atlas, department -> true, after)
                .map(sum -> Shortage.of(sum, true));
    }

    Stream<Shortage> rows(Figures.Whole whole, Predicate<String> departments, String after) {
        Table roles = asksDistricts() ? whole.roles() : whole.roles().regions();
        return rows(roles, whole.atlas(), departments, after).map(sum -> Shortage.of(sum, false));
    }

    private Stream<Table.Sum<Shortage.Where, Shortage.What>> rows(
            Table table, Atlas atlas, Predicate<String> departments, String after) {
        return table.byPlace(
                table.places(departments, this::where, Shortage.Where::key),
                table.items(role -> what(role, atlas), Shortage.What::key),
                there -> there != 0,
                after);
    }

    /** What is told of no place is told of a role, wherever: of all places, or of none. */
    Optional<Shortage.Where> where(Census.Place place) {
        if (place.region() == null) {
            return asksPlaces() || !asksRoles() ? Optional.empty() : Optional.of(new Shortage.Where(null, null));
        }
        if (!Chosen.has(regions, place.region()) || !Chosen.has(districts, place.district())) {
            return Optional.empty();
        }
        boolean byDistrict = by.contains(By.DISTRICT);
        return Optional.of(new Shortage.Where(
                byDistrict || by.contains(By.REGION) ? place.region() : null, byDistrict ? place.district() : null));
    }

    /** What is told of no role is told of a region: of all roles, or of none. */
    Collection<Shortage.What> what(String role, Atlas atlas) {
        if (role == null) {
            return asksRoles() ? List.of() : List.of(new Shortage.What(null, null, null));
        }
        Atlas.Post post = atlas.roles().get(role);
        if (!Chosen.has(roles, role)
                || !Chosen.has(categories, post.category().code())
                || !(safeguards.isEmpty() || post.safeguards().stream().anyMatch(safeguards::contains))) {
            return List.of();
        }
        String shown = by.contains(By.ROLE) ? role : null;
        String category = by.contains(By.CATEGORY) ? post.category().code() : null;
        if (!by.contains(By.SAFEGUARD)) {
            return List.of(new Shortage.What(shown, category, null));
        }
        List<Shortage.What> each = new ArrayList<>();
        post.safeguards().stream()
                .filter(safeguard -> Chosen.has(safeguards, safeguard))
                .forEach(safeguard -> each.add(new Shortage.What(shown, category, safeguard)));
        return each;
    }

    private boolean asksPlaces() {
        return by.contains(By.REGION) || !regions.isEmpty();
    }

    private boolean asksDistricts() {
        return by.contains(By.DISTRICT) || !districts.isEmpty();
    }

    private boolean asksRoles() {
        return by.stream().anyMatch(what -> what.compareTo(By.ROLE) >= 0)
                || !(roles.isEmpty() && categories.isEmpty() && safeguards.isEmpty());
    }
}
