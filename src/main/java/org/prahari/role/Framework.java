package org.prahari.role;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One version of the framework with all it says: elements sorted by kind and id, relations by their two ends. */
public record Framework(FrameworkVersion version, List<Element> elements, List<Relation> relations) {
    public Framework {
        elements = elements.stream().sorted(Comparator.comparing(Element::key)).toList();
        relations = relations.stream()
                .sorted(Comparator.comparing(Relation::source).thenComparing(Relation::target))
                .toList();
    }

    /** The same, written for the how-manieth time. */
    Framework at(int revision) {
        return new Framework(
                new FrameworkVersion(
                        version.version(), version.title(), version.website(), revision, version.importedAt()),
                elements,
                relations);
    }

    /** Whether both say the same, whenever they were imported. */
    boolean saysTheSameAs(Framework other) {
        return version.title().equals(other.version.title())
                && Objects.equals(version.website(), other.version.website())
                && elements.equals(other.elements)
                && relations.equals(other.relations);
    }

    Map<Element.Kind, Integer> counts() {
        Map<Element.Kind, Integer> counts = new EnumMap<>(Element.Kind.class);
        elements.forEach(element -> counts.merge(element.kind(), 1, Integer::sum));
        return counts;
    }

    /** The elements of these kinds that belong to a role, whichever end of the relation the role is. */
    List<Element> elementsOf(String role, Set<Element.Kind> kinds) {
        Set<String> related = new HashSet<>();
        for (Relation relation : relations) {
            if (relation.source().equals(role)) {
                related.add(relation.target());
            } else if (relation.target().equals(role)) {
                related.add(relation.source());
            }
        }
        return elements.stream()
                .filter(element -> kinds.contains(element.kind()) && related.contains(element.id()))
                .toList();
    }
}
