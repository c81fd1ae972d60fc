package org.prahari.store;

import java.util.concurrent.ThreadFactory;

/** Threads that work in the background and keep no program from ending. */
public final class Daemons {
    private Daemons() {}

    /** @param name of each of its threads, by which a dump of the threads tells what they do */
    public static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
