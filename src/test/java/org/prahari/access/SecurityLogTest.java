package org.prahari.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;
import org.slf4j.LoggerFactory;

/** Operators read why somebody was turned away; who is turned away does not. */
class SecurityLogTest extends ServiceTest {
    private static final String GUARDED = "/v1/facilities";
    private final Logger logger = (Logger) LoggerFactory.getLogger("org.prahari.security");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final ClientKey key = mint(null);
    private Level before;

    private ClientKey mint(Instant expires) {
        return service.clients().mint("a portal", List.of("facilities:read"), List.of("IN-KA"), expires);
    }

    @BeforeEach
    void listen() {
        before = logger.getLevel();
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setLevel(before);
    }

    @Test
    void whoeverIsTurnedAwayLeavesOneLineWithTheReason() {
        Api administrator = Api.with("clients:write", "*");
        ClientKey revoked = mint(null);
        String path = "/v1/clients/" + owner(revoked) + "/keys/" + revoked.id();
        administrator.delete(path, "*").expect(204);
        ClientKey expired = mint(Instant.now().minusSeconds(1));
        ClientKey unknown = ClientKey.mint("test");
        var stranger = new ClientKey("test", key.id(), unknown.secret());
        var elsewhere = new ClientKey("live", key.id(), key.secret());
        String text = key.text();

        refused("Bearer " + unknown.text(), "unknown-key", unknown.id());
        refused("Bearer " + stranger.text(), "wrong-secret", key.id());
        refused("Bearer " + elsewhere.text(), "other-environment", key.id());
        refused("Bearer " + text.substring(0, text.length() - 8) + "00000000", "wrong-checksum", key.id());
        refused("Bearer " + text.substring(0, 60), "malformed", "null");
        refused("Bearer " + revoked.text(), "revoked", revoked.id());
        refused("Bearer " + expired.text(), "expired", expired.id());
        refused("Bearer nonsense", "unrecognised", "null");
        refused("Basic " + text, "other-scheme", "null");
        refused(null, "none-shown", "null");
    }

    @Test
    void aMissingScopeLeavesOneLine() {
        Api.with("gaps:read", "IN-KA")
                .get(GUARDED, "X-Request-Id", "request-403")
                .problem(403, "forbidden");
        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.get(0).getFormattedMessage())
                .startsWith("403 client=")
                .contains("operation=FacilityResource.list")
                .contains("facilities:read")
                .endsWith("request=request-403");
    }

    @Test
    void anAttemptToGiveMoreThanOneHasLeavesOneLine() {
        String body = "{\"name\": \"x\", \"scopes\": [\"audit:read\"], \"departments\": [\"IN-KA\"]}";
        Api.with("clients:write", "IN-KA").post("/v1/clients", body).problem(403, "forbidden");
        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.get(0).getFormattedMessage())
                .contains("operation=ClientResource.create")
                .contains("audit:read");
    }

    @Test
    void whoIsLetInLeavesNone() {
        Api.as(key.text()).get(GUARDED).expect(200);
        Api.anonymous().get("/v1/regions").expect(200);
        Api.as(key.text()).get(GUARDED + "/nonsense").problem(404, "not-found");
        assertThat(lines.list).isEmpty();
    }

    private void refused(String header, String reason, String id) {
        lines.list.clear();
        Api caller = Api.anonymous();
        Answer answer = header == null
                ? caller.get(GUARDED, "X-Request-Id", "request-1")
                : caller.get(GUARDED, "X-Request-Id", "request-1", "Authorization", header);
        answer.problem(401, "unauthenticated");
        assertThat(answer.text())
                .as("the same, whatever the reason")
                .isEqualTo(
                        "{\"type\":\"/problems/unauthenticated\",\"title\":\"A valid client key or access token is needed\","
                                + "\"status\":401,\"instance\":\"request-1\"}");
        assertThat(lines.list).as(reason).hasSize(1);
        ILoggingEvent line = lines.list.get(0);
        assertThat(line.getLevel()).isEqualTo(Level.INFO);
        assertThat(line.getFormattedMessage()).isEqualTo("401 reason=" + reason + " key=" + id + " request=request-1");
    }

    private java.util.UUID owner(ClientKey minted) {
        return service.jdbi()
                .onDemand(ClientDao.class)
                .findStoredKey(minted.id())
                .orElseThrow()
                .client();
    }
}
