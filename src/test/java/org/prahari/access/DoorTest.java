package org.prahari.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;
import org.prahari.store.Change;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;
import org.prahari.support.Wire;

class DoorTest extends ServiceTest {
    private static final String GUARDED = "/v1/facilities";

    private Clients clients() {
        return service.clients();
    }

    private ClientDao dao() {
        return service.jdbi().onDemand(ClientDao.class);
    }

    private ClientKey mint(Instant expires) {
        return clients().mint("a portal", List.of("facilities:read"), List.of("IN-KA"), expires);
    }

    @Test
    void withoutAKeyOneIsAskedForOne() {
        Answer answer = Api.anonymous().get(GUARDED).problem(401, "unauthenticated");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void theKeyOpensAndTheAnswerIsNotKept() {
        Answer answer = Api.as(mint(null).text()).get(GUARDED).expect(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void whatIsNoKeyOfOursDoesNotOpen() {
        ClientKey key = mint(null);
        var stranger = new ClientKey("test", key.id(), ClientKey.mint("test").secret());
        for (String text : List.of(
                "",
                "x",
                ClientKey.mint("test").text(),
                ClientKey.mint("live").text(),
                new ClientKey("live", key.id(), key.secret()).text(),
                stranger.text(),
                key.text().substring(0, 60),
                key.text() + "0",
                key.text().toUpperCase(Locale.ROOT),
                key.text() + " " + key.text(),
                "' OR 1=1 --",
                "${7*7}")) {
            Api.anonymous().get(GUARDED, "Authorization", "Bearer " + text).problem(401, "unauthenticated");
        }
    }

    @Test
    void anotherSchemeDoesNotOpen() {
        String text = mint(null).text();
        for (String header :
                List.of(text, "Basic " + text, "Digest x", "Bearer", "Bearer" + text, "Token " + text, "")) {
            Api.anonymous().get(GUARDED, "Authorization", header).problem(401, "unauthenticated");
        }
        assertThat(Wire.send("GET " + GUARDED + " HTTP/1.1", "Authorization: bearer " + text)
                        .status())
                .as("the scheme's case does not matter")
                .isEqualTo(200);
        Api.anonymous().get(GUARDED + "?access_token=" + text).problem(401, "unauthenticated");
    }

    @Test
    void aBadKeyIsRefusedWhereNoneIsNeededToo() {
        Api.as("prk_test_nonsense").get("/v1/regions").problem(401, "unauthenticated");
        Api.as(mint(null).text()).get("/v1/regions").expect(200);
    }

    @Test
    void aKeyThatHasExpiredDoesNotOpen() {
        Api.as(mint(Instant.now().minusSeconds(1)).text()).get(GUARDED).problem(401, "unauthenticated");
        Api.as(mint(Instant.now().plusSeconds(60)).text()).get(GUARDED).expect(200);
    }

    @Test
    void expiryIsJudgedByTheClock() {
        Instant noon = Instant.parse("2026-11-23T12:00:00Z");
        ClientKey key = mint(noon);
        for (long seconds : new long[] {-1, 0, 1}) {
            Clock clock = Clock.offset(Clock.fixed(noon, java.time.ZoneOffset.UTC), Duration.ofSeconds(seconds));
            assertThat(service.clients(clock).authenticate(key.text()).isPresent())
                    .isEqualTo(seconds < 0);
        }
    }

    @Test
    void aRevokedKeyDoesNotOpenFromThenOn() {
        ClientKey key = mint(null);
        Api.as(key.text()).get(GUARDED).expect(200);
        assertThat(dao().revokeKey(key.id(), Instant.now())).isEqualTo(1);
        dao().useTransaction(
                        tx -> tx.log(Change.of("client", key.id(), 1, Change.Kind.UPDATED, "a test", Instant.now())));
        service.touch();
        Api.as(key.text()).get(GUARDED).problem(401, "unauthenticated");
        assertThat(dao().revokeKey(key.id(), Instant.now())).isZero();
    }

    @Test
    void aKeyWithoutTheScopeIsToldWhichOneItLacks() {
        Answer answer = Api.with("gaps:read gaps:write", "IN-KA").get(GUARDED).problem(403, "forbidden");
        assertThat(answer.json().path("detail").asText()).contains("facilities:read");
    }

    @Test
    void onlyScopesThatExistAreGiven() {
        assertThatThrownBy(() -> clients().mint("x", List.of("everything"), List.of("*"), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("everything");
    }

    @Test
    void aShortPepperStopsTheStart() {
        assertThatThrownBy(() ->
                        new Clients(dao(), "too short".getBytes(StandardCharsets.UTF_8), "test", Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noSecretIsInTheDatabase() {
        ClientKey key = mint(null);
        String rows = service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT * FROM client_key")
                        .mapToMap()
                        .list()
                        .toString());
        assertThat(rows).contains(key.id()).doesNotContain(key.secret());
    }

    @Path("undeclared")
    public static final class Undeclared {
        @GET
        public String get() {
            return "open to all, by mistake";
        }
    }

    @Path("declared")
    public static final class Declared {
        @GET
        @Public
        public String get() {
            return "open to all, on purpose";
        }
    }

    @Path("both")
    public static final class Both {
        @GET
        @Public
        @Scopes("audit:read")
        public String get() {
            return "which of the two?";
        }
    }

    @Test
    void anOperationThatDeclaresNothingStopsTheStart() {
        assertThatThrownBy(() -> start(Undeclared.class)).hasStackTraceContaining("must declare either");
        assertThatThrownBy(() -> start(Both.class)).hasStackTraceContaining("must declare either");
        assertThatCode(() -> start(Declared.class)).doesNotThrowAnyException();
    }

    private void start(Class<?> resource) {
        var unused = new ApplicationHandler(
                new ResourceConfig().register(new Door(Set.of())).register(resource));
    }

    @Test
    void aViewerSeesItsDepartmentsOnly() {
        Viewer one = clients().authenticate(mint(null).text()).orElseThrow();
        assertThat(one.sees("IN-KA")).isTrue();
        assertThat(one.sees("IN-TN")).isFalse();
        assertThat(one.everywhere()).isFalse();
        Viewer all = clients()
                .authenticate(clients()
                        .mint("all", List.of("facilities:read"), List.of("*"), null)
                        .text())
                .orElseThrow();
        assertThat(all.sees("IN-TN")).isTrue();
        assertThat(Viewer.ANONYMOUS.sees("IN-KA")).isFalse();
    }
}
