package org.prahari.support;

import java.util.UUID;

/** Rounds of allocation, which are solved by jobs. */
public final class Rounds {
    private static final int PATIENCE_MS = 15_000;

    private Rounds() {}

    /** Waits until a round is over, and gives it. */
    public static Answer over(Api api, String id) {
        for (int waited = 0; waited < PATIENCE_MS; waited += 20) {
            Answer round = api.get("/v1/allocations/" + id).expect(200);
            String state = round.json().get("state").asText();
            if (!state.equals("queued") && !state.equals("running")) {
                return round;
            }
            pause();
        }
        throw new AssertionError("Round " + id + " is not over yet");
    }

    /** Waits until no job is to be done: what jobs write is written. */
    public static void quiet() {
        for (int waited = 0; waited < PATIENCE_MS; waited += 20) {
            int jobs = Service.get()
                    .jdbi()
                    .withHandle(
                            handle -> handle.createQuery("SELECT COUNT(*) FROM job WHERE execution_time < '2090-01-01'")
                                    .mapTo(int.class)
                                    .one());
            if (jobs == 0) {
                return;
            }
            pause();
        }
        throw new AssertionError("Jobs are still to be done");
    }

    /** Sets a round back as if nobody had begun it; only the sweep would find it, seconds later. */
    public static void unbegun(String id) {
        Service.get()
                .jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "UPDATE allocation_round SET state = 'queued', version = 1, finished_at = NULL WHERE id = :id")
                        .bind("id", UUID.fromString(id))
                        .execute());
    }

    /** The same, and it waits for ever: its job is due when nobody here lives any more. */
    public static void held(String id) {
        quiet();
        Service.get()
                .jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        INSERT INTO job (task_name, task_instance, execution_time, picked, version)
                        VALUES ('allocation', :id, '2099-01-01', 0, 1)
                        """).bind("id", id).execute());
        unbegun(id);
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
