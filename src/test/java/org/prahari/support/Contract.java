package org.prahari.support;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.prahari.http.ApiDocument;

/**
 * Holds what goes over the wire against the contract: an answer must always be one the contract describes, and a request
 * that succeeded must be one it allows.
 */
public final class Contract {
    private static final JsonNode ROOT = ApiDocument.root();
    private static final OpenApiInteractionValidator VALIDATOR =
            OpenApiInteractionValidator.createForInlineApiSpecification(
                            new String(ApiDocument.json(), StandardCharsets.UTF_8))
                    .build();
    private static final Set<String> NO_SUCH_OPERATION =
            Set.of("validation.request.path.missing", "validation.request.operation.notAllowed");

    private Contract() {}

    public static JsonNode root() {
        return ROOT;
    }

    static void check(HttpRequest sent, String body, Answer answer) {
        String path = sent.uri().getPath();
        if (!path.startsWith("/v1/")
                || sent.method().equals("HEAD")
                || sent.method().equals("OPTIONS")) {
            return;
        }
        String query = sent.uri().getRawQuery() == null ? "" : sent.uri().getRawQuery();
        if (answer.status() < 300) {
            report("request", VALIDATOR.validateRequest(request(sent, path, query, body)), sent, answer);
        }
        if (answer.status() == 405 || answer.status() == 406 || query.contains("fields=")) {
            return;
        }
        var response = SimpleResponse.Builder.status(answer.status());
        answer.headers().map().forEach((name, values) -> response.withHeader(name, values.toArray(new String[0])));
        // A stream of no lines is a body too.
        boolean noLines = answer.text().isEmpty()
                && String.valueOf(answer.header("Content-Type")).contains("ndjson");
        if (!answer.text().isEmpty() || noLines) {
            response.withBody(noLines ? "\n" : answer.text());
        }
        report(
                "answer",
                VALIDATOR.validateResponse(path, Request.Method.valueOf(sent.method()), response.build()),
                sent,
                answer);
    }

    private static Request request(HttpRequest sent, String path, String query, String body) {
        var request = new SimpleRequest.Builder(sent.method(), path);
        sent.headers().map().forEach((name, values) -> request.withHeader(name, values.toArray(new String[0])));
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                String[] sides = pair.split("=", 2);
                request.withQueryParam(
                        sides[0], URLDecoder.decode(sides.length > 1 ? sides[1] : "", StandardCharsets.UTF_8));
            }
        }
        if (body != null) {
            request.withBody(body);
        }
        return request.build();
    }

    private static void report(String what, ValidationReport report, HttpRequest sent, Answer answer) {
        String faults = report.getMessages().stream()
                .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                .filter(message -> answer.status() != 404 || !NO_SUCH_OPERATION.contains(message.getKey()))
                .map(ValidationReport.Message::toString)
                .collect(Collectors.joining("\n"));
        if (!faults.isEmpty()) {
            throw new AssertionError("The " + what + " breaks the contract: " + sent.method() + " " + sent.uri()
                    + " -> " + answer.status() + "\n" + answer.text() + "\n" + faults);
        }
    }
}
