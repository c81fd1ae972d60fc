package org.prahari.partner;

import io.dropwizard.lifecycle.Managed;
import jakarta.ws.rs.container.AsyncResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.util.component.LifeCycle;
import org.prahari.store.Daemons;
import org.slf4j.MDC;

/**
 * Callers that wait for the log to move. They hold neither a thread nor a connection: one thread looks at the log for all of
 * them, and only while there is somebody.
 */
public final class Waiting implements Managed, LifeCycle.Listener {
    private static final int MOST = 2_000;
    private static final int MOST_EACH = 4;
    private static final long LOOK_MS = 200;

    private final LongSupplier head;
    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Daemons.named("changes"));
    private volatile boolean stopping;
    private long seen = -1;

    /** @param head the last number of the log */
    public Waiting(LongSupplier head) {
        this.head = head;
    }

    /**
     * @param found asks again: something, or nothing yet
     * @param nothing the answer once the time is over
     */
    private record Waiter(
            String viewer,
            AsyncResponse response,
            Supplier<Optional<Changes>> found,
            Changes nothing,
            long end,
            Map<String, String> context) {}

    /** Whether a viewer's call may wait; who is told no is answered at once. */
    boolean admits(String viewer) {
        if (stopping || all.get() >= MOST) {
            return false;
        }
        AtomicInteger own = counts.computeIfAbsent(viewer, name -> new AtomicInteger());
        return own.get() < MOST_EACH;
    }

    void add(String viewer, AsyncResponse response, Supplier<Optional<Changes>> found, Changes nothing, int seconds) {
        counts.computeIfAbsent(viewer, name -> new AtomicInteger()).incrementAndGet();
        all.incrementAndGet();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        waiters.add(new Waiter(viewer, response, found, nothing, end, MDC.getCopyOfContextMap()));
    }

    @Override
    public void start() {
        var unused = timer.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (waiters.isEmpty()) {
            return;
        }
        RuntimeException failure = null;
        boolean moved = false;
        try {
            long now = head.getAsLong();
            moved = now != seen;
            seen = now;
        } catch (RuntimeException e) {
            failure = e;
        }
        for (Waiter waiter : waiters) {
            if (failure != null) {
                finish(waiter, failure);
            } else {
                judge(waiter, moved);
            }
        }
    }

    private void judge(Waiter waiter, boolean moved) {
        try {
            // Also once at the end: the log may have moved before this one came.
            boolean over = stopping || System.nanoTime() - waiter.end() >= 0;
            Optional<Changes> found = moved || over ? waiter.found().get() : Optional.empty();
            if (found.isPresent() || over) {
                finish(waiter, found.orElse(waiter.nothing()));
            }
        } catch (RuntimeException e) {
            finish(waiter, e);
        }
    }

    private void finish(Waiter waiter, Object answer) {
        if (!waiters.remove(waiter)) {
            return;
        }
        all.decrementAndGet();
        counts.computeIfPresent(waiter.viewer(), (name, own) -> own.decrementAndGet() <= 0 ? null : own);
        if (waiter.context() != null) {
            MDC.setContextMap(waiter.context());
        }
        try {
            if (answer instanceof RuntimeException failure) {
                waiter.response().resume(failure);
            } else {
                waiter.response().resume(answer);
            }
        } finally {
            MDC.clear();
        }
    }

    /** Nobody is waited for while the server stops. */
    @Override
    public void lifeCycleStopping(LifeCycle event) {
        stopping = true;
        for (Waiter waiter : waiters) {
            finish(waiter, waiter.nothing());
        }
    }

    @Override
    public void stop() {
        timer.shutdownNow();
    }
}
