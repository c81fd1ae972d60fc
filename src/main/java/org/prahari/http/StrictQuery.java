package org.prahari.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Refuses query parameters an operation does not declare, single ones given twice, and values no text may hold. */
public final class StrictQuery implements DynamicFeature {
    private static final int MAX_PARAMETERS = 100;
    private static final int MAX_VALUE = 2048;

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        context.register(new Guard(declared(resource.getResourceMethod())), Priorities.AUTHENTICATION + 500);
    }

    /** The names of the query parameters a resource method takes, and whether each may be repeated. */
    public static Map<String, Boolean> declared(Method method) {
        Map<String, Boolean> names = new TreeMap<>();
        for (Parameter parameter : method.getParameters()) {
            collect(parameter, parameter.getType(), names);
        }
        return names;
    }

    private static void collect(AnnotatedElement element, Class<?> type, Map<String, Boolean> names) {
        QueryParam query = element.getAnnotation(QueryParam.class);
        if (query != null) {
            names.put(query.value(), Collection.class.isAssignableFrom(type));
        }
        if (element.isAnnotationPresent(BeanParam.class)) {
            for (Field field : type.getDeclaredFields()) {
                collect(field, field.getType(), names);
            }
        }
    }

    @Priority(Priorities.AUTHENTICATION + 500)
    private record Guard(Map<String, Boolean> declared) implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            UriInfo uri = request.getUriInfo();
            if (uri.getPath().indexOf(';') >= 0
                    || uri.getRequestUri().getRawPath().indexOf(';') >= 0) {
                throw Problem.NOT_FOUND.because(null);
            }
            if (uri.getRequestUri().getRawQuery() == null) {
                return;
            }
            var given = uri.getQueryParameters();
            if (given.size() > MAX_PARAMETERS) {
                throw Problem.MALFORMED.because("More than " + MAX_PARAMETERS + " query parameters");
            }
            given.forEach((name, values) -> {
                Boolean repeatable = declared.get(name);
                if (repeatable == null) {
                    throw Problem.parameter(
                            Text.fault(name) == null && name.length() <= 64 ? name : "",
                            "is not a parameter of this operation");
                }
                if (values.size() > (repeatable ? MAX_PARAMETERS : 1)) {
                    throw Problem.parameter(name, "is given too often");
                }
                for (String value : values) {
                    if (value.isEmpty()) {
                        throw Problem.parameter(name, "is empty");
                    }
                    if (value.length() > MAX_VALUE || Text.fault(value) != null || value.indexOf('\uFFFD') >= 0) {
                        throw Problem.parameter(name, "is too long or holds a character that no text may hold");
                    }
                }
            });
        }
    }
}
