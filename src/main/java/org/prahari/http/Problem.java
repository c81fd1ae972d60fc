package org.prahari.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.slf4j.MDC;

/** Every kind of problem the service can report, as {@code application/problem+json} (RFC 9457). */
public enum Problem {
    MALFORMED(
            400,
            "The request cannot be understood",
            "Syntax, an unknown field or parameter, or a value of a wrong type."),
    UNAUTHENTICATED(
            401,
            "A valid client key or access token is needed",
            "Send it as 'Authorization: Bearer ...'; the service does not say what is wrong with one."),
    FORBIDDEN(
            403,
            "The key does not carry the scope this operation needs",
            "The contract names each operation's scopes."),
    NOT_FOUND(404, "Nothing is here", "The thing does not exist, or it is not yours to see: the answer is the same."),
    METHOD_NOT_ALLOWED(405, "This method is not offered here", "The header Allow lists the methods that are."),
    NOT_ACCEPTABLE(406, "None of the accepted media types is offered", "Ask for one the contract names."),
    REQUEST_TIMEOUT(408, "The request did not arrive in time", "Send it again, faster."),
    CONFLICT(409, "The state of the thing does not allow this", "Read it again and decide anew."),
    DUPLICATE(409, "Such a thing exists already", "A key that must be unique is taken."),
    STILL_REFERENCED(409, "Other things still refer to this", "Remove or change those first."),
    GONE(410, "This is no longer available", "Start again from the beginning."),
    PRECONDITION_FAILED(
            412, "The thing has changed since you read it", "Read it again; send its new ETag in If-Match."),
    TOO_LARGE(413, "The request body is too large", "Bodies are limited to 64 KiB."),
    URI_TOO_LONG(414, "The address is too long", "Addresses are limited to 8 KiB."),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's media type is not understood", "Send application/json."),
    EXPECTATION_FAILED(417, "The expectation cannot be met", "Leave the header Expect out."),
    INVALID(422, "The request is well-formed but not valid", "The list 'errors' names each field and what is wrong."),
    UNKNOWN_REFERENCE(422, "The request refers to something that does not exist", "Check the ids it names."),
    PRECONDITION_REQUIRED(428, "This write needs the header If-Match", "Send the ETag of the version you read."),
    TOO_MANY_REQUESTS(429, "Too many requests", "Wait for the time the header Retry-After gives."),
    HEADERS_TOO_LARGE(431, "The request's headers are too large", "Headers are limited to 8 KiB."),
    INTERNAL(500, "Something failed on our side", "The request id helps the operator to find out what."),
    NOT_IMPLEMENTED(501, "This server does not know how to do that", "Ask for it in plain HTTP/1.1."),
    UNAVAILABLE(503, "The service cannot answer just now", "Try again after the time the header Retry-After gives."),
    HTTP_VERSION_NOT_SUPPORTED(505, "This version of HTTP is not spoken here", "Speak HTTP/1.1.");

    public static final String MEDIA_TYPE = "application/problem+json";

    private final int status;
    private final String title;
    private final String advice;

    Problem(int status, String title, String advice) {
        this.status = status;
        this.title = title;
        this.advice = advice;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String advice() {
        return advice;
    }

    /** The last part of the type URI, in kebab case. */
    public String kind() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One thing that is wrong: a JSON Pointer into the body, or {@code ?name} for a parameter. */
    public record Fault(String pointer, String detail, String code) {
        public Fault(String pointer, String detail) {
            this(pointer, detail, "invalid");
        }
    }

    /** The document as it is sent; {@code instance} is the request's id. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Document(String type, String title, int status, String detail, String instance, List<Fault> errors) {}

    Document document(String detail, String instance, List<Fault> faults) {
        return new Document("/problems/" + kind(), title, status, detail, instance, faults);
    }

    public Response response(String detail, List<Fault> faults) {
        var response =
                Response.status(status).type(MEDIA_TYPE).entity(document(detail, MDC.get(RequestId.MDC_KEY), faults));
        if (this == UNAVAILABLE || this == TOO_MANY_REQUESTS) {
            response.header("Retry-After", "1");
        }
        if (this == UNAUTHENTICATED) {
            response.header("WWW-Authenticate", "Bearer realm=\"prahari\"");
        }
        return response.build();
    }

    public WebApplicationException because(String detail, Fault... faults) {
        return new WebApplicationException(title, response(detail, List.of(faults)));
    }

    /** A fault of one field of the body; {@code pointer} is a JSON Pointer. */
    public WebApplicationException at(String pointer, String detail) {
        return because(null, new Fault(pointer, detail, kind()));
    }

    /** A fault of one query parameter. */
    public static WebApplicationException parameter(String name, String detail) {
        return MALFORMED.because(null, new Fault("?" + name, detail, "parameter"));
    }

    static Problem of(int status) {
        for (Problem problem : values()) {
            if (problem.status == status) {
                return problem;
            }
        }
        return status >= 500 ? INTERNAL : MALFORMED;
    }

    /** One step of a JSON Pointer (RFC 6901). */
    static String step(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
