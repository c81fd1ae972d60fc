package org.prahari.insight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.prahari.matching.Census;

/** The places of a table in the order answers tell them: by region, then by district, whatever the department. */
final class Spots {
    private static final Comparator<Census.Place> ORDER = Comparator.comparing(
                    Census.Place::region, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Census.Place::district, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final List<Census.Place> places;
    /** The numbers of the places of each spot. */
    private final Map<Census.Place, int[]> spots = new TreeMap<>(ORDER);

    private final List<String> departments;
    /** Of each place. */
    private final int[] department;

    Spots(List<Census.Place> places) {
        this.places = places;
        departments = new ArrayList<>(
                places.stream().map(Census.Place::department).distinct().toList());
        department = places.stream()
                .mapToInt(place -> departments.indexOf(place.department()))
                .toArray();
        Map<Census.Place, IntStream.Builder> numbers = new TreeMap<>(ORDER);
        for (int place = 0; place < department.length; place++) {
            numbers.computeIfAbsent(places.get(place), key -> IntStream.builder())
                    .add(place);
        }
        numbers.forEach((spot, each) -> spots.put(spot, each.build().toArray()));
    }

    /** Groups of places, in the order of the spots they begin with. */
    <P> List<Table.Group<P>> groups(
            Predicate<String> asked, Function<Census.Place, Optional<P>> where, Function<P, String> key) {
        boolean[] seen = new boolean[departments.size()];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = asked.test(departments.get(i));
        }
        Map<P, IntStream.Builder> groups = new LinkedHashMap<>();
        spots.forEach((spot, numbers) -> where.apply(spot).ifPresent(group -> {
            IntStream.Builder into = groups.computeIfAbsent(group, made -> IntStream.builder());
            for (int place : numbers) {
                if (seen[department[place]]) {
                    into.add(place);
                }
            }
        }));
        List<Table.Group<P>> all = new ArrayList<>();
        groups.forEach((group, numbers) -> all.add(
                new Table.Group<>(group, key.apply(group), numbers.build().toArray())));
        return all;
    }

    /** For each place the number of the one that stands for its department and region. */
    int[] wider(List<Census.Place> into) {
        Map<Census.Place, Integer> numbers = new LinkedHashMap<>();
        int[] wider = places.stream()
                .map(place -> new Census.Place(place.department(), place.region(), null))
                .mapToInt(place -> numbers.computeIfAbsent(place, key -> numbers.size()))
                .toArray();
        into.addAll(numbers.keySet());
        return wider;
    }
}
