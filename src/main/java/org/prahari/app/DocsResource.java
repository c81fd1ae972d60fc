package org.prahari.app;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.prahari.access.Public;
import org.prahari.http.ApiDocument;
import org.prahari.http.Problem;

/** The contract as one file, and a page for each kind of problem. */
@Path("/")
public final class DocsResource {
    private final byte[] yaml = ApiDocument.yaml();
    private final byte[] json = ApiDocument.json();

    @GET
    @Public(maxAge = 3600)
    @Path("openapi.yaml")
    @Produces("application/yaml")
    public byte[] yaml() {
        return yaml.clone();
    }

    @GET
    @Public(maxAge = 3600)
    @Path("openapi.json")
    @Produces("application/json")
    public byte[] json() {
        return json.clone();
    }

    @GET
    @Public(maxAge = 3600)
    @Path("problems/{kind}")
    @Produces("text/html; charset=utf-8")
    public Response problem(@PathParam("kind") String kind) {
        return Arrays.stream(Problem.values())
                .filter(problem -> problem.kind().equals(kind))
                .findFirst()
                .map(problem -> Response.ok(page(problem).getBytes(StandardCharsets.UTF_8))
                        .build())
                .orElseThrow(() -> Problem.NOT_FOUND.because(null));
    }

    private static String page(Problem problem) {
        return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>" + problem.title()
                + "</title><h1>" + problem.title() + "</h1><p>Status " + problem.status() + ", kind <code>"
                + problem.kind() + "</code>.</p><p>" + problem.advice() + "</p></html>\n";
    }
}
