package org.prahari.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.api.Test;
import org.prahari.store.Database;
import org.prahari.store.Snapshot;
import org.prahari.support.ServiceTest;

/** A request asks the database nothing about its key and waits for nothing to be written of it. */
class LastUseTest extends ServiceTest {
    private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");
    private static final int REQUESTS = 20_000;
    private final AtomicBoolean down = new AtomicBoolean();
    private final AtomicInteger connections = new AtomicInteger();
    private final Jdbi counted = counted();
    private final ClientDao dao = counted.onDemand(ClientDao.class);
    private final LastUse uses = new LastUse(dao);
    private final ClientKey key = service.clients().mint("a portal", List.of("gaps:read"), List.of("IN-KA"), null);

    /** The real database, its connections counted, behind a line that can be cut. */
    private Jdbi counted() {
        Map<String, String> settings = service.databaseSettings();
        Jdbi made = Jdbi.create(() -> {
                    connections.incrementAndGet();
                    if (down.get()) {
                        throw new SQLException("the line is cut", "08001");
                    }
                    return DriverManager.getConnection(
                            settings.get("database.url"),
                            settings.get("database.user"),
                            settings.get("database.password"));
                })
                .installPlugin(new SqlObjectPlugin());
        return Database.configure(made, new ObjectMapper());
    }

    private LocalDate stored() {
        ClientDao beside = service.jdbi().onDemand(ClientDao.class);
        UUID client = beside.findStoredKey(key.id()).orElseThrow().client();
        return beside.listKeys(client).get(0).lastUsedOn();
    }

    @Test
    void itIsWrittenOncePerKeyAndDay() {
        for (int i = 0; i < 100; i++) {
            uses.note(key.id(), MONDAY);
        }
        assertThat(connections).hasValue(0);
        uses.flush();
        assertThat(connections).hasValue(1);
        assertThat(stored()).isEqualTo(MONDAY);
        uses.note(key.id(), MONDAY);
        uses.flush();
        assertThat(connections).hasValue(1);
        uses.note(key.id(), MONDAY.plusDays(1));
        uses.flush();
        assertThat(connections).hasValue(2);
        assertThat(stored()).isEqualTo(MONDAY.plusDays(1));
    }

    @Test
    void anotherNodeDoesNotWriteItAgainNorPutItBack() {
        assertThat(dao.updateLastUse(List.of(key.id()), List.of(MONDAY))).containsExactly(1);
        assertThat(dao.updateLastUse(List.of(key.id()), List.of(MONDAY))).containsExactly(0);
        assertThat(dao.updateLastUse(List.of(key.id()), List.of(MONDAY.minusDays(1))))
                .containsExactly(0);
        assertThat(stored()).isEqualTo(MONDAY);
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenLater() {
        uses.note(key.id(), MONDAY);
        down.set(true);
        uses.flush();
        assertThat(stored()).isNull();
        down.set(false);
        uses.flush();
        assertThat(stored()).isEqualTo(MONDAY);
    }

    @Test
    void whatWasNotedIsWrittenAtTheStop() {
        uses.start();
        uses.note(key.id(), MONDAY);
        uses.stop();
        assertThat(stored()).isEqualTo(MONDAY);
    }

    @Test
    void theDayIsIndias() {
        for (String now : List.of("2026-11-22T18:29:59Z", "2026-11-22T18:30:00Z")) {
            Clock clock = Clock.fixed(Instant.parse(now), ZoneId.of("Asia/Kolkata"));
            Clients clients = service.clients(clock);
            assertThat(clients.authenticate(key.text())).isPresent();
            clients.stop();
            assertThat(stored()).isEqualTo(now.contains("18:30") ? MONDAY : MONDAY.minusDays(1));
        }
    }

    @Test
    void aRequestAsksTheDatabaseNothing() {
        var snapshot = new Snapshot<>(counted, ClientDao.class, KnownKey::read, "client");
        var clients = new Clients(dao, snapshot, service.pepper(), "test", Clock.systemUTC());
        assertThat(clients.authenticate(key.text()))
                .as("nothing known yet: the database is asked")
                .isPresent();
        assertThat(connections.getAndSet(0)).isPositive();
        clients.refresh();
        connections.set(0);
        down.set(true);
        long start = System.nanoTime();
        int opened = 0;
        for (int i = 0; i < REQUESTS && System.nanoTime() - start < Clients.TRUST.toNanos() / 2; i++) {
            assertThat(clients.authenticate(key.text())).isPresent();
            opened++;
        }
        System.out.println("Recognising a key takes " + (System.nanoTime() - start) / opened + " ns, over " + opened);
        assertThat(connections).hasValue(0);
        assertThat(clients.authenticate(ClientKey.mint("test").text())).isEmpty();
        assertThat(connections).hasValue(0);
    }
}
