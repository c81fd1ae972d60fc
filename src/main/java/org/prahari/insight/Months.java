package org.prahari.insight;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.prahari.insight.Chronicle.Event;
import org.prahari.insight.Chronicle.Happening;

/**
 * What everybody may know of what has happened: counts of one region in one month, none of them small, and of no region what
 * the small ones of a month make together. They may be added up at will. See {@link Disclosure}.
 */
final class Months {
    private Months() {}

    static Map<Happening, Integer> told(List<String> regions, Map<Happening, Integer> happened) {
        List<LocalDate> months = happened.keySet().stream()
                .map(one -> first(one.day()))
                .distinct()
                .sorted()
                .toList();
        Map<LocalDate, Integer> columns = new HashMap<>();
        months.forEach(month -> columns.put(month, columns.size()));
        Map<Happening, Integer> told = new HashMap<>();
        for (Event event : Event.values()) {
            int[][] table = new int[regions.size()][months.size()];
            happened.forEach((one, count) -> {
                int region = one.event() == event ? regions.indexOf(one.department()) : -1;
                if (region >= 0) {
                    table[region][columns.get(first(one.day()))] += count;
                }
            });
            Disclosure disclosure = Disclosure.ofColumns(table, months.size());
            for (int month = 0; month < months.size(); month++) {
                for (int region = 0; region < regions.size(); region++) {
                    put(told, regions.get(region), months.get(month), event, disclosure.cells[region][month]);
                }
                put(told, null, months.get(month), event, disclosure.columns[month]);
            }
        }
        return told;
    }

    private static LocalDate first(LocalDate day) {
        return day.withDayOfMonth(1);
    }

    private static void put(Map<Happening, Integer> told, String region, LocalDate month, Event event, int count) {
        if (count > 0) {
            told.put(new Happening(region, null, month, event), count);
        }
    }
}
