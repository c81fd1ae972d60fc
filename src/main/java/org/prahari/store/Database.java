package org.prahari.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.extension.Extensions;
import org.jdbi.v3.core.generic.GenericTypes;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.mapper.ColumnMapperFactory;
import org.jdbi.v3.core.transaction.SerializableTransactionRunner;
import org.jdbi.v3.jackson2.Jackson2Config;
import org.jdbi.v3.jackson2.Jackson2Plugin;
import org.jdbi.v3.sqlobject.CreateSqlObject;
import org.jdbi.v3.sqlobject.SqlObjectFactory;

/**
 * How Java's types stand in columns: UUID as BINARY(16), Instant as DATETIME(6) in UTC, enums in kebab case,
 * components marked {@code @Json} as JSON. Transactions that lose a deadlock are run again, whole, up to five times.
 */
public final class Database {
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;
    // MariaDB with innodb_snapshot_isolation: the row has changed since this transaction began.
    private static final int RECORD_CHANGED = 1020;
    private static final Set<Integer> LOST = Set.of(LOCK_WAIT_TIMEOUT, DEADLOCK, RECORD_CHANGED);

    private Database() {}

    /** @param mapper writes and reads the columns marked {@code @Json} */
    public static Jdbi configure(Jdbi jdbi, ObjectMapper mapper) {
        jdbi.installPlugin(new Jackson2Plugin());
        jdbi.getConfig(Jackson2Config.class).setMapper(mapper);
        // Made here, so that all connections share it.
        jdbi.getConfig(ManyRows.Plans.class);
        know(jdbi, AuditTrail.class);
        jdbi.setTransactionHandler(new Retry());
        jdbi.getConfig(SerializableTransactionRunner.Configuration.class).setMaxRetries(5);
        jdbi.registerArgument(new UuidArgument());
        jdbi.registerArgument(new InstantArgument());
        jdbi.registerArgument(new EnumArgument());
        jdbi.registerColumnMapper(UUID.class, (row, column, context) -> uuid(row.getBytes(column)));
        jdbi.registerColumnMapper(Instant.class, (row, column, context) -> instant(row, column));
        jdbi.registerColumnMapper(new EnumMapper());
        return jdbi;
    }

    /**
     * Has Jdbi look at these types once. What it finds out about a type that it meets first on a connection it forgets with the
     * connection, and the next one generates all code for it anew.
     */
    public static void know(Jdbi jdbi, Class<?>... types) {
        Extensions extensions = jdbi.getConfig(Extensions.class);
        extensions.findFactory(SqlObjectFactory.class).ifPresent(factory -> {
            for (Class<?> type : types) {
                extensions.findMetadata(type, factory);
                Stream.of(type.getMethods())
                        .filter(method -> method.isAnnotationPresent(CreateSqlObject.class))
                        .forEach(method -> know(jdbi, method.getReturnType()));
            }
        });
    }

    public static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /** The number by which the database says why it refused, 0 if it was not the database. */
    public static int errorCode(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql.getErrorCode();
            }
        }
        return 0;
    }

    private static UUID uuid(byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }

    private static final class UuidArgument extends AbstractArgumentFactory<UUID> {
        UuidArgument() {
            super(Types.BINARY);
        }

        @Override
        protected Argument build(UUID value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setBytes(position, bytes(value));
        }
    }

    private static final class InstantArgument extends AbstractArgumentFactory<Instant> {
        InstantArgument() {
            super(Types.TIMESTAMP);
        }

        @Override
        protected Argument build(Instant value, ConfigRegistry config) {
            return (position, statement, context) ->
                    statement.setObject(position, LocalDateTime.ofInstant(value, ZoneOffset.UTC));
        }
    }

    private static final class EnumArgument implements ArgumentFactory {
        @Override
        public Optional<Argument> build(java.lang.reflect.Type type, Object value, ConfigRegistry config) {
            return value instanceof Enum<?> constant
                    ? Optional.of((position, statement, context) -> statement.setString(position, kebab(constant)))
                    : Optional.empty();
        }
    }

    private static final class EnumMapper implements ColumnMapperFactory {
        @Override
        public Optional<ColumnMapper<?>> build(java.lang.reflect.Type type, ConfigRegistry config) {
            Class<?> raw = GenericTypes.getErasedType(type);
            return raw.isEnum()
                    ? Optional.of((row, column, context) -> constant(raw, row.getString(column)))
                    : Optional.empty();
        }

        private static Object constant(Class<?> type, String text) {
            if (text == null) {
                return null;
            }
            for (Object constant : type.getEnumConstants()) {
                if (kebab((Enum<?>) constant).equals(text)) {
                    return constant;
                }
            }
            throw new IllegalStateException("The database holds an unknown " + type.getSimpleName());
        }
    }

    static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Runs a transaction again when the database made it the victim of a deadlock or a lock wait. */
    private static final class Retry extends SerializableTransactionRunner {
        @Override
        protected boolean isSqlState(String expected, Throwable thrown) {
            return LOST.contains(errorCode(thrown));
        }
    }
}
