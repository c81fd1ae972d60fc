package org.prahari.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.AnnotatedElement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.jackson2.Jackson2Config;
import org.jdbi.v3.json.Json;

/** How {@link ManyRows} sets the values of a row, by their types, as {@link Database} does. */
final class Cells {
    /** Sets a value that is there. */
    interface Kind {
        void set(Cells cells, PreparedStatement statement, int at, Object value) throws SQLException;
    }

    static final Kind TEXT = (cells, statement, at, value) -> statement.setString(at, (String) value);
    private static final Kind WHOLE = (cells, statement, at, value) -> statement.setInt(at, (Integer) value);
    private static final Kind LONG = (cells, statement, at, value) -> statement.setLong(at, (Long) value);
    private static final Kind FLAG = (cells, statement, at, value) -> statement.setInt(at, (Boolean) value ? 1 : 0);
    private static final Kind ENUM =
            (cells, statement, at, value) -> statement.setString(at, Database.kebab((Enum<?>) value));
    private static final Kind JSON = (cells, statement, at, value) -> statement.setString(at, cells.json(value));
    private static final Map<Class<?>, Kind> KINDS = Map.ofEntries(
            Map.entry(String.class, TEXT),
            Map.entry(Integer.class, WHOLE),
            Map.entry(int.class, WHOLE),
            Map.entry(Long.class, LONG),
            Map.entry(long.class, LONG),
            Map.entry(Boolean.class, FLAG),
            Map.entry(boolean.class, FLAG),
            Map.entry(byte[].class, (cells, statement, at, value) -> statement.setBytes(at, (byte[]) value)),
            Map.entry(
                    UUID.class, (cells, statement, at, value) -> statement.setBytes(at, Database.bytes((UUID) value))),
            Map.entry(LocalDate.class, (cells, statement, at, value) -> statement.setObject(at, value)),
            Map.entry(
                    Instant.class,
                    (cells, statement, at, value) ->
                            statement.setObject(at, LocalDateTime.ofInstant((Instant) value, ZoneOffset.UTC))));

    private final ObjectMapper mapper;

    Cells(Handle handle) {
        this.mapper = handle.getConfig(Jackson2Config.class).getMapper();
    }

    /** @param marked whether it is {@code @Json} */
    static Kind kind(Class<?> type, AnnotatedElement marked) {
        Kind kind = marked.isAnnotationPresent(Json.class) ? JSON : type.isEnum() ? ENUM : KINDS.get(type);
        if (kind == null) {
            throw new IllegalStateException("No column takes a " + type.getSimpleName());
        }
        return kind;
    }

    void set(PreparedStatement statement, int at, Object value, Kind kind) throws SQLException {
        if (value == null) {
            statement.setNull(at, Types.NULL);
        } else {
            kind.set(this, statement, at, value);
        }
    }

    private String json(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
