package org.prahari.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Writes down, unmasked and whatever the level that is configured, all that the suite logs at DEBUG and above; but for the
 * server's own, which is too much. It listens before levels are looked at, so that the console stays quiet.
 */
public final class SuiteLog extends TurboFilter {
    public static final Path EVENTS = Path.of("target/suite.log");
    public static final Path REQUESTS = Path.of("target/suite-requests.log");
    private static final String SERVER = "org.eclipse.jetty";
    private static final List<String> BUT_FOR = List.of(SERVER, "com.atlassian", "io.swagger", "jdk.");
    private static final SuiteLog INSTANCE = new SuiteLog();
    // Held, since the platform's loggers are forgotten with their levels when nobody holds them.
    private static final java.util.logging.Logger PLATFORM = java.util.logging.Logger.getLogger("org.glassfish.jersey");

    private PrintWriter writer;
    private volatile List<String> ofTheServer;

    private SuiteLog() {
        setName("suite");
    }

    static void begin() throws IOException {
        Files.deleteIfExists(REQUESTS);
        synchronized (INSTANCE) {
            INSTANCE.writer = new PrintWriter(Files.newBufferedWriter(EVENTS));
        }
        INSTANCE.start();
        listen();
    }

    /** Each start and stop of a service sets up the log anew and forgets who listens. */
    static void listen() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        if (!context.getTurboFilterList().contains(INSTANCE)) {
            context.addTurboFilter(INSTANCE);
        }
        PLATFORM.setLevel(java.util.logging.Level.FINE);
    }

    /** What was logged until now. */
    public static List<String> lines() throws IOException {
        synchronized (INSTANCE) {
            if (INSTANCE.writer == null) {
                return List.of();
            }
            INSTANCE.writer.flush();
        }
        return Files.readAllLines(EVENTS);
    }

    /** The log of requests, once a line has such a text: it is written a little later, by a thread of its own. */
    public static List<String> requests(String mark) {
        return Awaitility.await()
                .until(
                        () -> Files.readAllLines(REQUESTS),
                        lines -> lines.stream().anyMatch(line -> line.contains(mark)));
    }

    /** All that the server itself logs at DEBUG meanwhile, which is not in {@link #lines()}. */
    public static List<String> ofTheServerDuring(Runnable action) {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        INSTANCE.ofTheServer = heard;
        try {
            action.run();
        } finally {
            INSTANCE.ofTheServer = null;
        }
        return List.copyOf(heard);
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable thrown) {
        List<String> server = logger.getName().startsWith(SERVER) ? ofTheServer : null;
        if (level.levelInt < Level.DEBUG_INT
                || (server == null && BUT_FOR.stream().anyMatch(logger.getName()::startsWith))) {
            return FilterReply.NEUTRAL;
        }
        if (format == null) {
            // Only asked whether it would be logged: let it be said.
            return thrown == null ? FilterReply.ACCEPT : FilterReply.NEUTRAL;
        }
        String line = level + " " + logger.getName() + " " + MDC.getCopyOfContextMap() + " "
                + MessageFormatter.arrayFormat(format, arguments).getMessage();
        if (server == null) {
            write(line, thrown);
        } else {
            server.add(line);
        }
        return FilterReply.NEUTRAL;
    }

    private synchronized void write(String line, Throwable thrown) {
        if (writer != null) {
            writer.println(line);
            // The frames of a stack hold names of ours only.
            for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
                writer.println(cause);
            }
        }
    }
}
