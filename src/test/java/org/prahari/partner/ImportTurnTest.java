package org.prahari.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.prahari.store.Ids;
import org.prahari.support.ServiceTest;

/** Whose turn it is among the imports of one client, after whatever death of a node: always exactly one's. */
class ImportTurnTest extends ServiceTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private final UUID first = Ids.next();
    private final UUID second = Ids.next();

    @Test
    void theyAreDoneInTheOrderTheyCame() {
        turns(dao -> {
            dao.queue(first, 1, NOW);
            dao.queue(second, 1, NOW);
            assertThat(next(dao)).containsExactly(first);
            dao.begin(first, NOW);
            assertThat(next(dao)).containsExactly(first);
            dao.finish(first, Import.State.SUCCEEDED, NOW);
            assertThat(next(dao)).contains(second);
        });
    }

    @Test
    void oneThatWasReceivedWhileALaterOneWasBegunWaitsAndDoesNotHoldItUp() {
        turns(dao -> {
            dao.queue(second, 1, NOW);
            dao.begin(second, NOW);
            dao.queue(first, 1, NOW);
            assertThat(next(dao)).containsExactly(second);
            dao.finish(second, Import.State.SUCCEEDED, NOW);
            assertThat(next(dao)).contains(first);
        });
    }

    @Test
    void ofTwoThatWereBegunAtOnceTheEarlierGoesOnFirst() {
        turns(dao -> {
            for (UUID id : List.of(first, second)) {
                dao.queue(id, 1, NOW);
                dao.begin(id, NOW);
            }
            assertThat(next(dao)).containsExactly(first);
        });
    }

    private interface Turns {
        void take(ImportDao dao);
    }

    /** In a transaction that is taken back, so that no node does what is not an upload. */
    private void turns(Turns turns) {
        service.jdbi().useHandle(handle -> {
            handle.begin();
            ImportDao dao = handle.attach(ImportDao.class);
            String client = "turns " + UUID.randomUUID();
            for (UUID id : List.of(first, second)) {
                dao.insert(new ImportOrder(
                        id, client, List.of(), false, List.of(), "turns", "facilities", null, null, false, NOW));
            }
            turns.take(dao);
            handle.rollback();
        });
    }

    private List<UUID> next(ImportDao dao) {
        return List.of(first, second).stream().filter(dao::isNext).toList();
    }
}
