package org.prahari.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** Looks whether a database server is set up as the service needs it, so that nothing acknowledged is ever lost. */
public final class Doctor {
    private static final Duration MAX_SKEW = Duration.ofSeconds(2);
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

    private Doctor() {}

    /** One thing looked at. */
    public record Check(String name, boolean good, String found, String wanted) {}

    public static List<Check> examine(Handle handle, Clock clock) {
        Map<String, String> variables = variables(handle);
        List<Check> checks = new ArrayList<>();
        checks.add(version(variables.getOrDefault("version", "")));
        checks.add(equal(variables, "innodb_flush_log_at_trx_commit", "1"));
        if (on(variables.get("log_bin"))) {
            checks.add(equal(variables, "sync_binlog", "1"));
        }
        String doublewrite = variables.getOrDefault("innodb_doublewrite", "");
        checks.add(new Check(
                "innodb_doublewrite",
                on(doublewrite) || doublewrite.equalsIgnoreCase("DETECT_AND_RECOVER"),
                doublewrite,
                "ON"));
        String mode = variables.getOrDefault("sql_mode", "");
        checks.add(new Check(
                "sql_mode",
                mode.contains("STRICT_") && mode.contains("ONLY_FULL_GROUP_BY"),
                mode,
                "strict, with ONLY_FULL_GROUP_BY"));
        long offset = handle.createQuery("SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), CURRENT_TIMESTAMP())")
                .mapTo(Long.class)
                .one();
        checks.add(new Check("time zone of the session", offset == 0, offset + " s from UTC", "UTC"));
        checks.add(skew(handle, clock));
        return checks;
    }

    private static Check version(String version) {
        boolean mariadb = version.contains("MariaDB");
        Matcher matcher = VERSION.matcher(version);
        int number =
                matcher.matches() ? Integer.parseInt(matcher.group(1)) * 100 + Integer.parseInt(matcher.group(2)) : 0;
        return new Check(
                "version", number >= (mariadb ? 1104 : 804), version, "MySQL 8.4 or later, MariaDB 11.4 or later");
    }

    private static Check equal(Map<String, String> variables, String name, String wanted) {
        String found = variables.getOrDefault(name, "unknown");
        return new Check(name, found.equals(wanted), found, wanted);
    }

    private static Check skew(Handle handle, Clock clock) {
        Instant theirs = handle.createQuery("SELECT UTC_TIMESTAMP(6)")
                .mapTo(Instant.class)
                .one();
        Duration skew = Duration.between(theirs, clock.instant()).abs();
        return new Check("clock", skew.compareTo(MAX_SKEW) <= 0, skew.toMillis() + " ms apart", "2 s at most");
    }

    private static boolean on(String value) {
        return value != null
                && (value.equals("1") || value.toUpperCase(Locale.ROOT).equals("ON"));
    }

    private static Map<String, String> variables(Handle handle) {
        Map<String, String> variables = new TreeMap<>();
        handle.createQuery("SHOW VARIABLES")
                .map((row, context) -> Map.entry(row.getString(1).toLowerCase(Locale.ROOT), row.getString(2)))
                .forEach(entry -> variables.put(entry.getKey(), entry.getValue()));
        return variables;
    }
}
