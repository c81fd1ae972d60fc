package org.prahari.store;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.jdbc.MySQL8JdbcCustomization;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.dropwizard.lifecycle.Managed;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * What takes longer than a request: each job is done once across all nodes, and by another node if the one that had it falls
 * silent. A job that throws is tried again; one that must not be is to end by itself.
 */
public final class Jobs implements Managed {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(3);
    private static final int SILENT = 4;
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int THREADS = 2;

    private final DataSource source;
    private final Clock clock;
    private final Map<String, OneTimeTask<Void>> tasks = new TreeMap<>();
    private volatile boolean stopping;
    private Scheduler scheduler;

    public Jobs(DataSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * Makes a kind of job known, before the start.
     *
     * @param work what to do, given the job's id; is to look at {@link #isStopping} now and then
     */
    public void register(String name, Consumer<String> work) {
        tasks.put(
                name,
                Tasks.oneTime(name)
                        .onFailure(new FailureHandler.OnFailureRetryLater<>(AGAIN))
                        .onDeadExecutionRevive()
                        .execute((instance, context) -> work.accept(instance.getId())));
    }

    /** Has a job done soon, unless it is waiting or being done already. */
    public void submit(String name, String id) {
        scheduler.scheduleIfNotExists(tasks.get(name).instance(id), clock.instant());
    }

    /** Whether this node is about to stop: whoever works should throw, and another node does the job. */
    public boolean isStopping() {
        return stopping;
    }

    @Override
    public void start() {
        scheduler = Scheduler.create(source, tasks.values().stream().toArray(OneTimeTask[]::new))
                .tableName("job")
                // Said, for it could not be found out where the service starts before its database.
                .jdbcCustomization(new MySQL8JdbcCustomization(true))
                .threads(THREADS)
                .pollingInterval(POLL)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(SILENT)
                .enableImmediateExecution()
                .alwaysPersistTimestampInUTC()
                .shutdownMaxWait(PATIENCE)
                .build();
        scheduler.start();
    }

    @Override
    public void stop() {
        stopping = true;
        scheduler.stop();
    }
}
