package org.prahari.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

/** Dates, moments and ids in the one spelling we take, within the years (1000 to 9999) that the database can hold. */
final class Iso {
    private static final int FIRST_YEAR = 1000;
    private static final int LAST_YEAR = 9999;

    private Iso() {}

    static LocalDate date(String text) {
        LocalDate date = LocalDate.parse(text);
        check(date.getYear());
        return date;
    }

    static Instant instant(String text) {
        Instant instant = Instant.parse(text);
        check(instant.atOffset(ZoneOffset.UTC).getYear());
        return instant;
    }

    static UUID uuid(String text) {
        UUID id = UUID.fromString(text);
        if (!id.toString().equals(text)) {
            throw new IllegalArgumentException("not the canonical spelling");
        }
        return id;
    }

    private static void check(int year) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new DateTimeException("outside the years that can be stored");
        }
    }
}
