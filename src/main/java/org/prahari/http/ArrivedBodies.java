package org.prahari.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Takes in what a body holds, up to {@link BodyLimit#MAX_BYTES}, before a thread is spent on its request. What has arrived is
 * copied: the server's own loader keeps a whole buffer for each byte that comes alone, and forgets a request whose answer
 * could not be sent, which then counts as under way for ever.
 */
final class ArrivedBodies implements EagerContentHandler.ContentLoaderFactory {
    /** How long the first {@link BodyLimit#MAX_BYTES} of a body may take; less than a stopping server waits for requests. */
    static final Duration TIME = Duration.ofSeconds(20);

    @Override
    public String getApplicableMimeType() {
        return null;
    }

    @Override
    public EagerContentHandler.ContentLoader newContentLoader(
            String contentType, String mimeType, Handler next, Request request, Response response, Callback callback) {
        // Who asks before he sends is to be told whether he may, which only the operation can say.
        boolean asks = request.getHeaders().contains(HttpHeader.EXPECT);
        return asks ? null : new Intake(next, request, response, callback);
    }

    private static final class Intake extends EagerContentHandler.ContentLoader implements Invocable.Task {
        private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
        private Content.Chunk end;
        private Scheduler.Task alarm;

        Intake(Handler next, Request request, Response response, Callback callback) {
            super(next, request, response, callback);
        }

        @Override
        protected void load() {
            // What comes with its head needs no alarm.
            if (isIn()) {
                pass();
                return;
            }
            alarm = getRequest()
                    .getComponents()
                    .getScheduler()
                    .schedule(
                            () -> getRequest().fail(new TimeoutException("The body takes too long")),
                            TIME.toMillis(),
                            TimeUnit.MILLISECONDS);
            getRequest().demand(this);
        }

        /** For {@link #run}, which only takes in what is there. */
        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }

        @Override
        public void run() {
            if (!isIn()) {
                getRequest().demand(this);
                return;
            }
            alarm.cancel();
            getRequest().getContext().execute(this::pass);
        }

        /** Whether all has come, or as much as is taken in. */
        private boolean isIn() {
            while (end == null && arrived.size() < BodyLimit.MAX_BYTES) {
                Content.Chunk chunk = getRequest().read();
                if (chunk == null) {
                    return false;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    end = chunk;
                } else {
                    arrived.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
                    end = chunk.isLast() ? Content.Chunk.EOF : null;
                    chunk.release();
                }
            }
            return true;
        }

        private void pass() {
            handle(new Arrived(getRequest(), arrived.toByteArray(), end), getResponse(), getCallback());
        }
    }

    /** A request that first tells what has arrived of its body. */
    private static final class Arrived extends Request.Wrapper {
        private final Queue<Content.Chunk> first = new ArrayDeque<>();

        Arrived(Request request, byte[] body, Content.Chunk end) {
            super(request);
            first.add(Content.Chunk.from(ByteBuffer.wrap(body), false));
            if (end != null) {
                first.add(end);
            }
        }

        @Override
        public Content.Chunk read() {
            Content.Chunk next = first.poll();
            return next == null ? super.read() : next;
        }

        @Override
        public void demand(Runnable task) {
            if (first.isEmpty()) {
                super.demand(task);
            } else {
                getContext().execute(task);
            }
        }
    }
}
