package org.prahari.readiness;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who a facility should have: what is published, in words, and by kind of facility the roles with numbers.
 *
 * @param duties what is published; without numbers
 * @param lines roles with their seats
 */
public record Standard(List<Duty> duties, List<Line> lines) {
    private static final int MOST_SEATS = 100;
    private static final int MOST_LINES = 20;
    private static final Pattern ROLE = Pattern.compile("[A-Z]{2}-[A-Z]{3}-[0-9]{3}");

    public Standard {
        duties = List.copyOf(duties);
        lines = List.copyOf(lines);
        lines.stream()
                .collect(Collectors.groupingBy(Line::kind, Collectors.counting()))
                .forEach((kind, count) -> {
                    if (count > MOST_LINES) {
                        throw new IllegalArgumentException("staffing: more than " + MOST_LINES + " lines for " + kind);
                    }
                });
    }

    /**
     * What somebody asks for who may.
     *
     * @param body whom it is asked of
     * @param verified whether this project has seen the text itself
     */
    public record Duty(String body, String text, Mark mark, boolean verified, String source, String note) {}

    /** How a seat is worked at. */
    public enum WorkMode {
        ON_SITE,
        HYBRID,
        REMOTE
    }

    /**
     * Seats of one role in each facility of a kind.
     *
     * @param headcount seats, 1..100
     * @param fte hundredths of full-time posts that they make here; less than 100 each if one person serves several facilities
     * @param priority 1..5, 5 the most urgent
     * @param perBeds one seat for so many beds begun, if that makes more; or null
     */
    public record Line(
            FacilityKind kind,
            String role,
            Level level,
            int headcount,
            int fte,
            WorkMode workMode,
            int priority,
            Integer perBeds,
            Mark mark,
            String note) {
        public Line {
            boolean right = kind != null
                    && role != null
                    && ROLE.matcher(role).matches()
                    && level != null
                    && headcount >= 1
                    && headcount <= MOST_SEATS
                    && fte >= 1
                    && fte <= headcount * 100
                    && workMode != null
                    && priority >= 1
                    && priority <= 5
                    && (perBeds == null || perBeds >= 1)
                    && mark != null;
            if (!right) {
                throw new IllegalArgumentException(
                        "staffing: a line for " + role + " in " + kind + " lacks something or is out of range");
            }
        }

        /** @param beds of the facility, or null if unknown */
        int seats(Integer beds) {
            int scaled = beds == null || perBeds == null ? 0 : (beds + perBeds - 1) / perBeds;
            return Math.min(MOST_SEATS, Math.max(headcount, scaled));
        }

        /** Whether whoever takes a seat serves other facilities too. */
        boolean shared() {
            return fte < headcount * 100;
        }
    }

    List<Line> of(FacilityKind kind) {
        return lines.stream().filter(line -> line.kind() == kind).toList();
    }
}
