package org.prahari.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the log of requests on a thread of its own, many lines at once, so that no request waits for it: a log that is
 * not read must not stop the service. Lines that come faster than they can be written are dropped, and a line says how many.
 */
final class RequestWriter extends AbstractLifeCycle implements RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger(RequestWriter.class);
    private static final int WAITING = 16_384;
    private static final int BATCH = 1024;
    private static final Duration GATHERING = Duration.ofMillis(10);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private final OutputStream out;
    private final BlockingQueue<RequestLine> waiting = new ArrayBlockingQueue<>(WAITING);
    private final LongAdder dropped = new LongAdder();
    private final RequestLine.Writer writer = new RequestLine.Writer();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Thread thread = new Thread(this::work, "request-log");

    RequestWriter(OutputStream out) {
        this.out = out;
        thread.setDaemon(true);
    }

    @Override
    public void log(Request request, Response response) {
        add(RequestLine.of(request, response));
    }

    void add(RequestLine line) {
        if (!waiting.offer(line)) {
            dropped.increment();
        }
    }

    @Override
    protected void doStart() {
        thread.start();
    }

    @Override
    protected void doStop() throws InterruptedException {
        thread.interrupt();
        thread.join(FAREWELL.toMillis());
    }

    private void work() {
        try (out) {
            List<RequestLine> batch = new ArrayList<>(BATCH);
            try {
                while (true) {
                    batch.add(waiting.take());
                    Thread.sleep(GATHERING.toMillis());
                    writeWaiting(batch);
                }
            } catch (InterruptedException e) {
                writeWaiting(batch);
            }
        } catch (IOException e) {
            LOG.error("The log of requests could not be closed: {}", e.getMessage());
        }
    }

    private void writeWaiting(List<RequestLine> batch) {
        do {
            waiting.drainTo(batch, BATCH - batch.size());
            try {
                write(batch);
            } catch (IOException e) {
                LOG.error("{} lines of the log of requests are lost: {}", batch.size(), e.getMessage());
            }
            batch.clear();
        } while (!waiting.isEmpty());
    }

    private void write(List<RequestLine> batch) throws IOException {
        bytes.reset();
        try (JsonGenerator json = new JsonFactory().setRootValueSeparator("").createGenerator(bytes)) {
            for (RequestLine line : batch) {
                writer.write(line, json);
            }
            long lost = dropped.sumThenReset();
            if (lost > 0) {
                RequestLine.Writer.writeDropped(lost, json);
            }
        }
        bytes.writeTo(out);
        out.flush();
    }
}
