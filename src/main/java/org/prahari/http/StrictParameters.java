package org.prahari.http;

import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.regex.Pattern;
import org.glassfish.jersey.internal.inject.ExtractorException;

/** Path and query parameters of the types we use, parsed strictly: enums in kebab case, true and false, ISO dates and moments, UUIDs. */
public final class StrictParameters implements ParamConverterProvider {
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,9})");

    @Override
    @SuppressWarnings("unchecked")
    public <T> ParamConverter<T> getConverter(Class<T> raw, Type generic, Annotation[] annotations) {
        if (raw.isEnum()) {
            return (ParamConverter<T>)
                    new Converter<Object>(text -> Kebab.parse(raw, text), v -> Kebab.of((Enum<?>) v));
        }
        // Without this, the search for a converter costs more than most requests: it tries methods that do not exist.
        if (raw == String.class) {
            return (ParamConverter<T>) new Converter<>(text -> text, text -> text);
        }
        if (raw == int.class || raw == Integer.class) {
            return (ParamConverter<T>) new Converter<>(StrictParameters::integer, String::valueOf);
        }
        // Java's own takes all but "true" for false: a slip in dryRun=true would write.
        if (raw == boolean.class || raw == Boolean.class) {
            return (ParamConverter<T>) new Converter<>(StrictParameters::truth, String::valueOf);
        }
        if (raw == LocalDate.class) {
            return (ParamConverter<T>) new Converter<>(Iso::date, LocalDate::toString);
        }
        if (raw == Instant.class) {
            return (ParamConverter<T>) new Converter<>(Iso::instant, Instant::toString);
        }
        if (raw == UUID.class) {
            return (ParamConverter<T>) new Converter<>(Iso::uuid, UUID::toString);
        }
        return null;
    }

    /** The value of a text; throws what a request with it would be refused for. */
    public static <T> T parse(Class<T> type, String text) {
        return new StrictParameters()
                .getConverter(type, type, new Annotation[0])
                .fromString(text);
    }

    private static Integer integer(String text) {
        return INTEGER.matcher(text).matches() ? Integer.valueOf(text) : null;
    }

    private static Boolean truth(String text) {
        return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
    }

    private record Converter<T>(
            java.util.function.Function<String, T> parse, java.util.function.Function<T, String> print)
            implements ParamConverter<T> {
        @Override
        public T fromString(String text) {
            if (text == null) {
                return null;
            }
            T value;
            try {
                value = parse.apply(text);
            } catch (RuntimeException e) {
                throw new ExtractorException("not a value of this type", e);
            }
            if (value == null) {
                throw new ExtractorException("not a value of this type");
            }
            return value;
        }

        @Override
        public String toString(T value) {
            return print.apply(value);
        }
    }
}
