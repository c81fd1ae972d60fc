package org.prahari.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.prahari.access.Addresses;
import org.prahari.access.LimitSettings;
import org.prahari.access.Limits;
import org.prahari.http.Cursor;
import org.prahari.http.RequestId;
import org.prahari.store.Snapshot;
import org.prahari.support.RawClient;
import org.prahari.support.ServiceTest;

/** Answers that are kept turn with the clock, at the instant and not before. */
class OnAirTest extends ServiceTest {
    private static final String SLUG = "cyber-jaagrookta-diwas";
    private static final Instant NOON = Instant.parse("2026-11-30T06:30:00Z");
    private final Hand clock = new Hand(NOON);
    private Snapshot<Shelf> snapshot;
    private OnAir onAir;

    /** A clock that is set by hand. */
    private static final class Hand extends Clock {
        private volatile Instant now;

        Hand(Instant now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private String before;

    @BeforeEach
    void read() {
        before = service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT `window` FROM campaign WHERE slug = '" + SLUG + "'")
                        .mapTo(String.class)
                        .one());
        snapshot = new Snapshot<>(
                service.jdbi(), CampaignDao.class, new ShelfReader(CampaignSettings.DEFAULT)::read, "campaign");
        onAir = new OnAir(snapshot, clock);
    }

    @AfterEach
    void unset() {
        set(before);
    }

    /** Gives one campaign a window, past the service, whose own snapshot is of no matter here. */
    private void set(String window) {
        service.jdbi()
                .useHandle(handle ->
                        handle.execute("UPDATE campaign SET `window` = ? WHERE slug = '" + SLUG + "'", window));
    }

    @Test
    void aMomentLastsUntilTheDayIsOverInIndia() {
        OnAir.Moment moment = onAir.now();
        clock.now = Instant.parse("2026-11-30T18:29:59.999999Z");
        assertThat(onAir.now()).isSameAs(moment);
        assertThat(onAir.ready()).isSameAs(moment);
        assertThat(moment.day()).isEqualTo(LocalDate.of(2026, 11, 30));
        clock.now = Instant.parse("2026-11-30T18:30:00Z");
        assertThat(onAir.ready()).isNull();
        assertThat(onAir.now().day()).isEqualTo(LocalDate.of(2026, 12, 1));
        // What an answer says of the day is another now, whatever it is about.
        assertThat(onAir.now().keeps(moment.number(), campaign -> false)).isFalse();
    }

    @Test
    void aMomentLastsUntilACampaignComesOrGoesByTheClock() {
        set("{\"publishAt\": \"2026-11-30T07:00:00.000500Z\", \"expiresAt\": \"2026-11-30T08:00:00Z\"}");
        OnAir.Moment before = onAir.now();
        int all = before.shelf().campaigns().size();
        clock.now = Instant.parse("2026-11-30T07:00:00.000499Z");
        assertThat(onAir.now()).isSameAs(before);
        clock.now = Instant.parse("2026-11-30T07:00:00.000500Z");
        assertThat(onAir.ready()).isNull();
        OnAir.Moment shown = onAir.now();
        assertThat(shown.shelf().campaigns()).hasSize(all + 1);
        assertThat(shown.get(SLUG).campaign().slug()).isEqualTo(SLUG);
        assertThat(shown.keeps(before.number(), campaign -> campaign.slug().equals(SLUG)))
                .isFalse();
        assertThat(shown.keeps(before.number(), campaign -> !campaign.slug().equals(SLUG)))
                .isTrue();
        clock.now = Instant.parse("2026-11-30T08:00:00Z");
        OnAir.Moment gone = onAir.now();
        assertThat(gone.shelf().campaigns()).hasSize(all);
        assertThat(gone.keeps(before.number(), campaign -> campaign.slug().equals(SLUG)))
                .isFalse();
        assertThat(gone.keeps(before.number(), campaign -> !campaign.slug().equals(SLUG)))
                .isTrue();
    }

    @Test
    void aClockThatIsSetBackMakesNoOldMomentComeBack() {
        OnAir.Moment first = onAir.now();
        clock.now = NOON.minus(Duration.ofDays(1));
        OnAir.Moment second = onAir.now();
        clock.now = NOON;
        assertThat(second.number()).isGreaterThan(first.number());
        assertThat(onAir.now().number()).isGreaterThan(second.number());
    }

    @Test
    void whatIsKeptIsGivenUntilThatInstantAndNotFromThenOn() throws Exception {
        set("{\"expiresAt\": \"2026-11-30T08:00:00Z\"}");
        var metrics = new MetricRegistry();
        var hot = new HotReads(
                onAir,
                new Limits(new LimitSettings(null, null, null, null, null), System::nanoTime),
                new Addresses(List.of()),
                DeliverySettings.DEFAULT,
                new Shortcut(new ObjectMapper(), new Cursor(new byte[32])),
                metrics);
        Server server = new Server();
        var connector = new ServerConnector(server);
        server.addConnector(connector);
        server.setHandler(new Handler.Wrapper(new Teller(onAir)));
        server.addEventListener(hot.placement());
        server.start();
        try (RawClient client = new RawClient(connector.getLocalPort())) {
            String first = told(client);
            for (int i = 0; i < 10; i++) {
                assertThat(told(client)).isEqualTo(first);
            }
            clock.now = Instant.parse("2026-11-30T07:59:59.999999Z");
            assertThat(told(client)).isEqualTo(first);
            // Counted once the answer is on its way, so perhaps after it has come.
            await().until(() -> hits(metrics) == 11);
            clock.now = Instant.parse("2026-11-30T08:00:00Z");
            String second = told(client);
            assertThat(second).isNotEqualTo(first).startsWith("2026-11-30 ");
            assertThat(told(client)).isEqualTo(second);
            clock.now = Instant.parse("2026-11-30T18:29:59.999Z");
            assertThat(told(client)).isEqualTo(second);
            clock.now = Instant.parse("2026-11-30T18:30:00Z");
            assertThat(told(client)).startsWith("2026-12-01 ");
        } finally {
            server.stop();
        }
    }

    private static String told(RawClient client) {
        return client.send("GET", "/v1/campaigns", List.of()).text();
    }

    private static long hits(MetricRegistry metrics) {
        return metrics.timer(MetricRegistry.name(HotReads.class, "hits")).getCount();
    }

    /** Stands where the resource does, and tells the day and how many campaigns there are. */
    private static final class Teller extends Handler.Abstract {
        private final OnAir onAir;

        Teller(OnAir onAir) {
            this.onAir = onAir;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            OnAir.Moment now = onAir.now();
            String text = now.day() + " " + now.shelf().campaigns().size();
            response.setStatus(200);
            response.getHeaders().put(HttpHeader.ETAG, '"' + text + '"');
            response.getHeaders().put(RequestId.HEADER, "x");
            response.getHeaders().put("RateLimit", "y");
            response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
            return true;
        }
    }
}
