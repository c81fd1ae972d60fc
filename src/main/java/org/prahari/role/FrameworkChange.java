package org.prahari.role;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What one version of the framework says differently from another about one element. An element that got both a new
 * title and a new text has two changes; one whose kind changed was removed and added.
 *
 * @param before the title or text that changed; of a removed element its title or, failing that, its text
 * @param after likewise, as the other version has it
 */
public record FrameworkChange(String id, Element.Kind kind, Change change, String before, String after) {
    /** In alphabetical order, as the list is sorted by it last. */
    public enum Change {
        ADDED,
        REMOVED,
        RETITLED,
        REWORDED
    }

    /** All changes, sorted by kind, id and change. */
    static List<FrameworkChange> between(Framework from, Framework to) {
        Map<String, Element> old = new LinkedHashMap<>();
        from.elements().forEach(element -> old.put(element.key(), element));
        List<FrameworkChange> changes = new ArrayList<>();
        for (Element after : to.elements()) {
            Element before = old.remove(after.key());
            if (before == null) {
                changes.add(of(after, Change.ADDED, null, label(after)));
            } else {
                if (!Objects.equals(before.title(), after.title())) {
                    changes.add(of(after, Change.RETITLED, before.title(), after.title()));
                }
                if (!Objects.equals(before.text(), after.text())) {
                    changes.add(of(after, Change.REWORDED, before.text(), after.text()));
                }
            }
        }
        old.values().forEach(before -> changes.add(of(before, Change.REMOVED, label(before), null)));
        changes.sort(Comparator.comparing(FrameworkChange::key));
        return changes;
    }

    String key() {
        return kind + " " + id + " " + change;
    }

    private static FrameworkChange of(Element element, Change change, String before, String after) {
        return new FrameworkChange(element.id(), element.kind(), change, before, after);
    }

    private static String label(Element element) {
        return element.title() == null ? element.text() : element.title();
    }
}
