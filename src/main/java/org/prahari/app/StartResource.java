package org.prahari.app;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.prahari.access.Public;
import org.prahari.http.Deprecations;

/** Where somebody begins who knows nothing but the address. It is made of the contract, so that it leaves nothing out. */
@Path("/v1/")
@Produces(MediaType.APPLICATION_JSON)
public final class StartResource {
    private final Start start;

    /** One operation; {@code href} may be a URI template (RFC 6570). */
    public record Link(
            String rel,
            String method,
            String href,
            String title,
            String tag,
            List<String> scopes,
            LocalDate deprecated,
            LocalDate sunset) {
        public Link {
            scopes = List.copyOf(scopes);
        }
    }

    /** What there is, and where it is explained. */
    public record Start(
            String name, String version, String guide, String reference, String contract, List<Link> links) {
        public Start {
            links = List.copyOf(links);
        }
    }

    /** @param contract the root of the one document */
    public StartResource(JsonNode contract) {
        JsonNode info = contract.get("info");
        this.start = new Start(
                info.get("title").asText(),
                info.get("version").asText(),
                "/docs/",
                "/docs/reference.html",
                "/openapi.yaml",
                links(contract));
    }

    @GET
    @Public
    public Start get() {
        return start;
    }

    private static List<Link> links(JsonNode contract) {
        List<Link> links = new ArrayList<>();
        contract.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(entry -> {
                    JsonNode operation = entry.getValue();
                    if (!operation.has("operationId")) {
                        return;
                    }
                    List<String> scopes = new ArrayList<>();
                    operation.path("x-required-scopes").forEach(scope -> scopes.add(scope.asText()));
                    var end = Deprecations.of(operation);
                    links.add(new Link(
                            operation.get("operationId").asText(),
                            entry.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            operation.get("summary").asText(),
                            operation.at("/tags/0").asText(),
                            scopes,
                            end.map(Deprecations.End::since).orElse(null),
                            end.map(Deprecations.End::sunset).orElse(null)));
                }));
        return links;
    }
}
