package org.prahari.http;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tells callers of what is going away. The contract alone says what that is: an operation that is {@code deprecated} there,
 * with {@code x-deprecated-since} and {@code x-sunset}, answers with the headers Deprecation (RFC 9745) and Sunset
 * (RFC 8594), both at midnight UTC, and with a link to where it is told what to use instead.
 */
public final class Deprecations implements DynamicFeature {
    static final String MORE = "</docs/versions.html>; rel=\"deprecation\"; type=\"text/html\"";
    private final Map<String, End> ends = new HashMap<>();

    /** The day from which an operation should not be used, and the day, later, from which it may not answer. */
    public record End(LocalDate since, LocalDate sunset) {
        public End {
            if (!since.isBefore(sunset)) {
                throw new IllegalArgumentException("What is deprecated on " + since + " cannot end on " + sunset);
            }
        }

        /** The header of RFC 9745: a date of structured fields, in seconds. */
        String deprecation() {
            return "@" + since.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        }

        /** The header of RFC 8594: a date of HTTP. */
        String sunsetDate() {
            return DateTimeFormatter.RFC_1123_DATE_TIME.format(sunset.atStartOfDay(ZoneOffset.UTC));
        }
    }

    /** @param contract the root of the bundled document */
    public Deprecations(JsonNode contract) {
        contract.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> of(operation.getValue())
                                .ifPresent(end -> ends.put(
                                        operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), end))));
    }

    /** When an operation of the contract ends, if it does. */
    public static Optional<End> of(JsonNode operation) {
        if (!operation.path("deprecated").asBoolean()) {
            return Optional.empty();
        }
        return Optional.of(new End(
                LocalDate.parse(operation.path("x-deprecated-since").asText()),
                LocalDate.parse(operation.path("x-sunset").asText())));
    }

    /** The deprecated operations, such as {@code GET /v1/regions/{id}}. */
    public Map<String, End> ends() {
        return Map.copyOf(ends);
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        End end = ends.get(name(resource.getResourceClass(), resource.getResourceMethod()));
        if (end != null) {
            context.register(new Teller(end));
        }
    }

    /** The operation that a method of a resource serves, as {@code GET /v1/regions/{id}}. */
    public static String name(Class<?> type, Method method) {
        String path = Arrays.stream(new Annotation[] {type.getAnnotation(Path.class), method.getAnnotation(Path.class)})
                .map(part -> part == null ? "" : "/" + ((Path) part).value())
                .reduce("", String::concat)
                .replaceAll("/{2,}", "/")
                .replaceAll("\\{\\s*(\\w+)\\s*:[^/]*\\}(?=/|$)", "{$1}");
        return Arrays.stream(method.getAnnotations())
                        .map(each -> each.annotationType().getAnnotation(HttpMethod.class))
                        .filter(each -> each != null)
                        .map(HttpMethod::value)
                        .findFirst()
                        .orElse("")
                + " " + path;
    }

    private record Teller(End end) implements ContainerResponseFilter {
        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            response.getHeaders().putSingle("Deprecation", end.deprecation());
            response.getHeaders().putSingle("Sunset", end.sunsetDate());
            response.getHeaders().add("Link", MORE);
        }
    }
}
