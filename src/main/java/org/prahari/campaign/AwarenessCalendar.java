package org.prahari.campaign;

import biweekly.ICalDataType;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.text.ICalWriter;
import biweekly.property.DateTimeStamp;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Dated and recurring campaigns as iCalendar (RFC 5545). What recurs is written out, occurrence by occurrence in UTC (whole
 * days as dates), so that every calendar shows the times that {@link Recurrence} finds, whatever it makes of rules and zones.
 */
final class AwarenessCalendar {
    static final String MEDIA_TYPE = "text/calendar;charset=utf-8";
    /** Occurrences shown of one campaign: more than a year of weeks. */
    private static final int OCCURRENCES = 60;

    private static final int MOST_OCTETS = 75;

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private AwarenessCalendar() {}

    static boolean isDated(Edition edition) {
        return edition.recurrence() != null
                || (edition.window() != null && edition.window().starts() != null);
    }

    /** @param day from which on occurrences are shown, for 400 days */
    static byte[] of(List<Edition> editions, LocalDate day) {
        var calendar = new ICalendar();
        calendar.setProductId("-//Prahari//Campaigns//EN");
        for (Edition edition : editions) {
            if (edition.recurrence() == null) {
                Campaign.Window window = edition.window();
                LocalDate last = window.ends() == null ? window.starts() : window.ends();
                days(event(calendar, edition, ""), window.starts(), last.plusDays(1));
            } else {
                occurrences(calendar, edition, day);
            }
        }
        var text = new StringWriter();
        try (ICalWriter writer = new ICalWriter(text, ICalVersion.V2_0)) {
            writer.getVObjectWriter().getFoldedLineWriter().setLineLength(null);
            writer.write(calendar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folded(text.toString()).getBytes(StandardCharsets.UTF_8);
    }

    /** The library folds by characters, of which Indian scripts need three octets each; 75 octets are what a line may have. */
    private static String folded(String text) {
        var lines = new StringBuilder(text.length() + text.length() / 16);
        int octets = 0;
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            String one = Character.toString(text.codePointAt(at));
            int size = one.getBytes(StandardCharsets.UTF_8).length;
            boolean ends = one.equals("\r") || one.equals("\n");
            if (!ends && octets + size > MOST_OCTETS) {
                lines.append("\r\n ");
                octets = 1;
            }
            lines.append(one);
            octets = ends ? 0 : octets + size;
        }
        return lines.toString();
    }

    private static void occurrences(ICalendar calendar, Edition edition, LocalDate day) {
        Campaign.Window window = edition.window();
        LocalDate from =
                window != null && window.starts() != null && window.starts().isAfter(day) ? window.starts() : day;
        LocalDate last = from.plusDays(400);
        if (window != null && window.ends() != null && window.ends().isBefore(last)) {
            last = window.ends();
        }
        boolean wholeDays = edition.recurrence().starts().length() == 10
                && edition.recurrence().duration().matches("P\\d+D");
        for (Recurrence.Occurrence one : edition.recurrence().next(from, last, OCCURRENCES)) {
            LocalDate begins = one.starts().toLocalDate();
            VEvent event = event(calendar, edition, "-" + begins.format(DateTimeFormatter.BASIC_ISO_DATE));
            if (wholeDays) {
                days(event, begins, one.ends().toLocalDate());
            } else {
                event.addExperimentalProperty("DTSTART", UTC.format(one.starts()));
                event.addExperimentalProperty("DTEND", UTC.format(one.ends()));
            }
        }
    }

    private static VEvent event(ICalendar calendar, Edition edition, String suffix) {
        var event = new VEvent();
        event.setUid(edition.slug() + suffix + "@prahari");
        // The library would put the present moment, and no two answers would be the same.
        event.removeProperties(DateTimeStamp.class);
        Instant written = edition.publishedAt();
        event.addExperimentalProperty("DTSTAMP", UTC.format(written));
        event.setSummary(edition.title()).setLanguage(edition.language());
        event.setDescription(edition.summary()).setLanguage(edition.language());
        event.addCategories(edition.topics());
        if (edition.stale()) {
            event.addExperimentalProperty("X-PRAHARI-STALE", "TRUE");
        }
        calendar.addEvent(event);
        return event;
    }

    private static void days(VEvent event, LocalDate first, LocalDate after) {
        event.addExperimentalProperty("DTSTART", ICalDataType.DATE, first.format(DateTimeFormatter.BASIC_ISO_DATE));
        event.addExperimentalProperty("DTEND", ICalDataType.DATE, after.format(DateTimeFormatter.BASIC_ISO_DATE));
    }
}
