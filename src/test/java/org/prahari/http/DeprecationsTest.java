package org.prahari.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.IOException;
import java.net.URI;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;
import org.prahari.http.Deprecations.End;

/** What a contract marks as going away says so in each of its answers, and nothing else does. */
class DeprecationsTest {
    private static final String CONTRACT = """
            paths:
              /old/{id}:
                get: {deprecated: true, x-deprecated-since: '2027-01-01', x-sunset: '2027-07-01'}
                post: {summary: Stays}
              /new: {get: {summary: Stays}}
            """;
    private final ApplicationHandler service = new ApplicationHandler(
            new ResourceConfig().register(new Old()).register(new New()).register(new Deprecations(yaml(CONTRACT))));

    /** A sample of what is going away. */
    @Path("/old/{id: [a-z]+}")
    public static final class Old {
        @GET
        public String get(@PathParam("id") String id) {
            if (id.equals("gone")) {
                throw Problem.NOT_FOUND.because(null);
            }
            return id;
        }

        @POST
        public String stays() {
            return "stays";
        }
    }

    /** A sample of what stays. */
    @Path("/new")
    public static final class New {
        @GET
        public String get() {
            return "new";
        }
    }

    @Test
    void whatIsGoingAwayTellsSinceWhenUntilWhenAndWhereToRead() throws Exception {
        for (String id : new String[] {"thing", "gone"}) {
            ContainerResponse answer = call("GET", "/old/" + id);
            assertThat(answer.getStatus()).isEqualTo(id.equals("gone") ? 404 : 200);
            assertThat(answer.getHeaderString("Deprecation")).isEqualTo("@1798761600");
            assertThat(answer.getHeaderString("Sunset")).isEqualTo("Thu, 1 Jul 2027 00:00:00 GMT");
            assertThat(answer.getHeaderString("Link")).isEqualTo(Deprecations.MORE);
        }
    }

    @Test
    void whatStaysTellsNothing() throws Exception {
        for (ContainerResponse answer : new ContainerResponse[] {call("POST", "/old/thing"), call("GET", "/new")}) {
            assertThat(answer.getStatus()).isEqualTo(200);
            assertThat(answer.getHeaders()).doesNotContainKeys("Deprecation", "Sunset", "Link");
        }
    }

    @Test
    void anEndWithoutItsDatesOrBeforeItsBeginningStopsTheStart() {
        for (String dates : new String[] {
            "x-sunset: '2027-07-01'",
            "x-deprecated-since: '2027-01-01'",
            "x-deprecated-since: soon, x-sunset: '2027-07-01'",
            "x-deprecated-since: '2027-01-01', x-sunset: '2027-01-01'"
        }) {
            JsonNode contract = yaml("paths: {/old: {get: {deprecated: true, " + dates + "}}}");
            assertThatThrownBy(() -> new Deprecations(contract)).as(dates).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void theContractOfSomethingGoingAwayHasTheHeaders() {
        JsonNode operation = yaml("{deprecated: true, x-deprecated-since: '2027-01-01', x-sunset: '2027-07-01'}");
        assertThat(Deprecations.of(operation))
                .contains(new End(java.time.LocalDate.of(2027, 1, 1), java.time.LocalDate.of(2027, 7, 1)));
        assertThat(Deprecations.of(yaml("{summary: Stays}"))).isEmpty();
    }

    private ContainerResponse call(String method, String path) throws Exception {
        URI base = URI.create("http://localhost/");
        return service.apply(
                        new ContainerRequest(base, base.resolve(path), method, null, new MapPropertiesDelegate(), null))
                .get();
    }

    private static JsonNode yaml(String text) {
        try {
            return new YAMLMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
