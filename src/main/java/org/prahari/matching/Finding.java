package org.prahari.matching;

import java.time.LocalDate;
import java.util.List;

/**
 * What one rule says of a pair.
 *
 * @param fact what decided it, in words
 * @param changes the smallest changes that together would make it met; empty if it is met
 */
public record Finding(Rule rule, boolean met, String fact, List<Change> changes) {
    public Finding {
        changes = List.copyOf(changes);
    }

    /**
     * One step that would help.
     *
     * @param oneOf the codes any one of which is enough; empty if the step is not about a choice
     * @param by the day by which it must be done, or null
     */
    public record Change(String text, List<String> oneOf, LocalDate by) {
        public Change {
            oneOf = List.copyOf(oneOf);
        }
    }

    static Finding met(Rule rule, String fact) {
        return new Finding(rule, true, fact, List.of());
    }

    static Finding unmet(Rule rule, String fact, Change... changes) {
        return new Finding(rule, false, fact, List.of(changes));
    }
}
