package org.prahari.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.net.URI;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.glassfish.jersey.server.ParamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one window by which errors leave: turns whatever was thrown into a problem, and never lets a message from below out. */
public final class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

    /** The framework has a mapper of its own for these, which would be the nearer one. */
    public static final class Violations implements ExceptionMapper<ConstraintViolationException> {
        @Override
        public Response toResponse(ConstraintViolationException violations) {
            return ofViolations(violations);
        }
    }

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof ParamException.PathParamException) {
            return Problem.NOT_FOUND.response(null, List.of());
        }
        if (thrown instanceof ParamException param) {
            return ofWebException(
                    param.getCause() instanceof WebApplicationException inner
                            ? inner
                            : Problem.parameter(param.getParameterName(), "is not a value this parameter takes"));
        }
        if (thrown instanceof WebApplicationException web) {
            return ofWebException(web);
        }
        if (thrown instanceof JacksonException json) {
            return ofJson(json);
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof WebApplicationException web) {
                return ofWebException(web);
            }
            if (cause instanceof SQLException sql) {
                return ofSql(sql, thrown);
            }
        }
        return internal(thrown);
    }

    private static Response ofWebException(WebApplicationException web) {
        Response response = web.getResponse();
        if (response.getEntity() instanceof Problem.Document) {
            return response;
        }
        if (response.getStatus() < 400) {
            return response;
        }
        if (response.getStatus() >= 500) {
            return internal(web);
        }
        Response mapped = Problem.of(response.getStatus()).response(null, List.of());
        String allow = response.getHeaderString("Allow");
        return allow == null
                ? mapped
                : Response.fromResponse(mapped).header("Allow", allow).build();
    }

    private static Response ofJson(JacksonException json) {
        String pointer = json instanceof JsonMappingException mapping ? pointer(mapping) : "";
        for (Throwable cause = json; cause != null; cause = cause.getCause()) {
            if (cause instanceof WebApplicationException web) {
                return ofWebException(web);
            }
        }
        if (json instanceof ValueInstantiationException
                || (json instanceof InvalidFormatException format && isTextOfNoValue(format))) {
            return Problem.INVALID.response(
                    null, List.of(new Problem.Fault(pointer, "is not a value this field takes", "value")));
        }
        if (json instanceof UnrecognizedPropertyException) {
            return Problem.MALFORMED.response(
                    null, List.of(new Problem.Fault(pointer, "is not a field known here", "unknown-field")));
        }
        if (json instanceof StreamConstraintsException) {
            return Problem.MALFORMED.response("The JSON is nested too deeply or holds a text too long", List.of());
        }
        if (json instanceof JsonMappingException) {
            return Problem.MALFORMED.response(
                    null, List.of(new Problem.Fault(pointer, "has the wrong type or is not allowed here", "type")));
        }
        var at = json.getLocation();
        String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return Problem.MALFORMED.response("The body is not the JSON expected" + where, List.of());
    }

    /** Whether a text stood where a text belongs, and is no value of its type: no such date, no such constant. */
    private static boolean isTextOfNoValue(InvalidFormatException format) {
        Class<?> type = format.getTargetType();
        return format.getValue() instanceof String
                && (type.isEnum()
                        || type == UUID.class
                        || type == URI.class
                        || type.getPackageName().equals("java.time"));
    }

    private static String pointer(JsonMappingException mapping) {
        var pointer = new StringBuilder();
        for (JsonMappingException.Reference step : mapping.getPath()) {
            pointer.append(step.getFieldName() == null ? "/" + step.getIndex() : Problem.step(step.getFieldName()));
        }
        return pointer.toString();
    }

    private static Response ofViolations(ConstraintViolationException violations) {
        List<Problem.Fault> faults = violations.getConstraintViolations().stream()
                .map(violation -> new Problem.Fault(pointer(violation), violation.getMessage(), code(violation)))
                .sorted(Comparator.comparing(Problem.Fault::pointer).thenComparing(Problem.Fault::detail))
                .toList();
        return Problem.INVALID.response(null, faults);
    }

    private static String code(ConstraintViolation<?> violation) {
        String name = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }

    /** The path without the method and parameter it starts with, as a JSON Pointer. */
    private static String pointer(ConstraintViolation<?> violation) {
        var pointer = new StringBuilder();
        for (var node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.METHOD || node.getKind() == ElementKind.PARAMETER) {
                continue;
            }
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            } else if (node.getKey() != null) {
                pointer.append('/').append(node.getKey());
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                pointer.append('/').append(node.getName());
            }
        }
        return pointer.toString();
    }

    private static Response ofSql(SQLException sql, Throwable thrown) {
        return switch (sql.getErrorCode()) {
            case 1062 -> Problem.DUPLICATE.response(null, List.of());
            case 1451 -> Problem.STILL_REFERENCED.response(null, List.of());
            case 1452 -> Problem.UNKNOWN_REFERENCE.response(null, List.of());
            case 4025, 3819 -> Problem.INVALID.response(null, List.of());
            case 1020, 1205, 1213, 1290, 1040, 1053, 3100 -> unavailable(thrown);
            default ->
                sql instanceof SQLTransientException
                                || sql.getSQLState() == null
                                || sql.getSQLState().startsWith("08")
                        ? unavailable(thrown)
                        : internal(thrown);
        };
    }

    private static Response unavailable(Throwable thrown) {
        LOG.warn("Answered 503: {}", thrown.getClass().getName());
        return Problem.UNAVAILABLE.response(null, List.of());
    }

    private static Response internal(Throwable thrown) {
        LOG.error("Answered 500", thrown);
        return Problem.INTERNAL.response(null, List.of());
    }
}
