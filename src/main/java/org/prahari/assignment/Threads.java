package org.prahari.assignment;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.FutureTask;

/** Runs the same loop on several threads, the caller's among them. */
final class Threads {
    private Threads() {}

    static void run(int threads, Runnable loop) {
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            FutureTask<Void> task = new FutureTask<>(loop, null);
            tasks.add(task);
            Thread thread = new Thread(task, "assignment-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        try {
            loop.run();
        } finally {
            tasks.forEach(Threads::await);
        }
    }

    private static void await(FutureTask<Void> task) {
        boolean interrupted = false;
        while (true) {
            try {
                task.get();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (java.util.concurrent.ExecutionException e) {
                throw new CompletionException(e.getCause());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
