package org.prahari.support;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** All the database holds, column by column, to be searched for what must not be there. */
public final class Dump {
    private final Jdbi jdbi;

    public Dump(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    private record Column(String table, String name) {}

    /** The columns of which some row holds the text in its bytes, as {@code table.column}. */
    public Set<String> holding(String text) {
        return holding(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The columns of which some row holds these bytes, as {@code table.column}. */
    public Set<String> holding(byte[] bytes) {
        return jdbi.withHandle(handle -> {
            Set<String> found = new TreeSet<>();
            for (Column column : columns(handle)) {
                boolean holds = handle.createQuery("SELECT EXISTS (SELECT 1 FROM `" + column.table()
                                + "` WHERE LOCATE(:bytes, CAST(`" + column.name() + "` AS BINARY)) > 0)")
                        .bind("bytes", bytes)
                        .mapTo(Boolean.class)
                        .one();
                if (holds) {
                    found.add((column.table() + "." + column.name()).toLowerCase(Locale.ROOT));
                }
            }
            return found;
        });
    }

    private static List<Column> columns(Handle handle) {
        return handle.createQuery("""
                        SELECT c.table_name, c.column_name FROM information_schema.columns c
                            JOIN information_schema.tables t
                                ON t.table_schema = c.table_schema AND t.table_name = c.table_name
                        WHERE c.table_schema = DATABASE() AND t.table_type = 'BASE TABLE'
                        """)
                .map((row, context) -> new Column(row.getString(1), row.getString(2)))
                .list();
    }
}
