package org.prahari.store;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jdbi.v3.core.extension.AttachedExtensionHandler;
import org.jdbi.v3.core.extension.ExtensionHandler;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.sqlobject.customizer.Bind;

/** Carries out what is marked {@link SqlMany}. */
public final class ManyRows implements ExtensionHandler {
    private static final Pattern NAME = Pattern.compile("'[^']*'|:([a-z][\\w.]*)|<(\\w+)>");
    private final Method method;

    public ManyRows(Class<?> type, Method method) {
        this.method = method;
    }

    /** Handlers are made anew for each connection; what was found out about their methods stays here. */
    public static final class Plans implements JdbiConfig<Plans> {
        private final Map<Method, Plan> plans = new ConcurrentHashMap<>();

        private Plan of(Method method) {
            return plans.computeIfAbsent(method, Plan::of);
        }

        @Override
        public Plans createCopy() {
            return this;
        }
    }

    /** The texts of a statement, and the sources of the values between them. */
    private record Plan(List<String> texts, List<Source> sources) {
        static Plan of(Method method) {
            List<String> texts = new ArrayList<>();
            List<Source> sources = new ArrayList<>();
            String sql = method.getAnnotation(SqlMany.class).value();
            Matcher names = NAME.matcher(sql);
            int end = 0;
            while (names.find()) {
                String name = names.group(1) == null ? names.group(2) : names.group(1);
                if (name != null) {
                    texts.add(sql.substring(end, names.start()));
                    sources.add(source(method, name, names.group(2) != null)
                            .orElseThrow(
                                    () -> new IllegalStateException("Nothing is called " + name + " in " + method)));
                    end = names.end();
                }
            }
            texts.add(sql.substring(end));
            return new Plan(texts, sources);
        }

        String sql(Object[] arguments) {
            var sql = new StringBuilder(texts.get(0));
            for (int i = 0; i < sources.size(); i++) {
                Source source = sources.get(i);
                int places = source.isList ? ((Collection<?>) source.value(arguments, 0)).size() : 1;
                sql.append(places == 0 ? "NULL" : "?" + ", ?".repeat(places - 1))
                        .append(texts.get(i + 1));
            }
            return sql.toString();
        }
    }

    /** Where a value comes from. A list in place of a value becomes as many values. */
    private record Source(int parameter, boolean ofRows, List<MethodHandle> path, Cells.Kind kind, boolean isList) {
        Object value(Object[] arguments, int row) {
            Object value = ofRows ? ((List<?>) arguments[parameter]).get(row) : arguments[parameter];
            try {
                for (MethodHandle step : path) {
                    value = value == null ? null : step.invokeExact(value);
                }
                return value;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What a row has goes before what else is called so. */
    private static Optional<Source> source(Method method, String name, boolean isList) {
        return Stream.of(true, false)
                .flatMap(ofRows -> IntStream.range(0, method.getParameterCount())
                        .filter(i -> ofRows == (method.getParameters()[i].getType() == List.class))
                        .mapToObj(i -> source(method.getParameters()[i], i, ofRows, name, isList)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Source> source(Parameter parameter, int i, boolean ofRows, String name, boolean isList) {
        Class<?> type = ofRows
                ? (Class<?>) ((ParameterizedType) parameter.getParameterizedType()).getActualTypeArguments()[0]
                : parameter.getType();
        Bind bound = parameter.getAnnotation(Bind.class);
        return name.equals(bound == null ? parameter.getName() : bound.value())
                ? Optional.of(new Source(i, ofRows, List.of(), Cells.kind(type, parameter), isList))
                : within(i, ofRows, type, name, isList);
    }

    private static Optional<Source> within(int parameter, boolean ofRows, Class<?> type, String name, boolean isList) {
        List<MethodHandle> path = new ArrayList<>();
        AnnotatedElement last = type;
        Class<?> at = type;
        for (String step : name.split("\\.", -1)) {
            Optional<RecordComponent> component = component(at, step);
            if (component.isEmpty()) {
                return Optional.empty();
            }
            path.add(accessor(component.get()));
            last = component.get().getAccessor();
            at = component.get().getType();
        }
        return Optional.of(new Source(parameter, ofRows, path, isList ? Cells.TEXT : Cells.kind(at, last), isList));
    }

    private static Optional<RecordComponent> component(Class<?> type, String name) {
        return !type.isRecord()
                ? Optional.empty()
                : List.of(type.getRecordComponents()).stream()
                        .filter(one -> one.getName().equals(name))
                        .findFirst();
    }

    private static MethodHandle accessor(RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return MethodHandles.lookup()
                    .unreflect(component.getAccessor())
                    .asType(MethodType.methodType(Object.class, Object.class));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public AttachedExtensionHandler attachTo(ConfigRegistry config, Object target) {
        return (handles, arguments) -> write(handles.getHandle(), arguments);
    }

    private Object write(Handle handle, Object[] arguments) {
        int rows = 0;
        for (Object argument : arguments) {
            rows = argument instanceof List<?> list ? list.size() : rows;
        }
        int[] counts = rows == 0 ? new int[0] : write(handle, arguments, rows);
        return method.getReturnType() == int[].class ? counts : null;
    }

    private int[] write(Handle handle, Object[] arguments, int rows) {
        var cells = new Cells(handle);
        Plan plan = handle.getConfig(Plans.class).of(method);
        try (PreparedStatement statement = handle.getConnection().prepareStatement(plan.sql(arguments))) {
            for (int row = 0; row < rows; row++) {
                int at = 1;
                for (Source source : plan.sources) {
                    Object value = source.value(arguments, row);
                    if (source.isList) {
                        for (Object one : (Collection<?>) value) {
                            source.kind.set(cells, statement, at++, one);
                        }
                    } else {
                        cells.set(statement, at++, value, source.kind);
                    }
                }
                statement.addBatch();
            }
            return statement.executeBatch();
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }
}
