package org.prahari.http;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Lets whoever makes an answer go on while it is read, however slowly: a thread waits for a reader only when more of one
 * answer, or of all, waits than may be kept. Whoever reads too slowly loses the connection: each piece has ten seconds and
 * one more for every 4 KiB. (The server's own time-out begins anew with every byte that is read.)
 */
final class Answers extends Handler.Wrapper {
    private static final long MOST_OF_ONE = 256 * 1024;
    private static final long MOST_OF_ALL = 64 * 1024 * 1024;
    private static final long GRACE_MS = 10_000;
    private static final long BYTES_PER_MS = 4;
    /** Less than a stopping server waits for requests. */
    private static final long LONGEST_MS = 25_000;

    private final AtomicLong kept = new AtomicLong();
    private final Meter ended;

    Answers(MetricRegistry metrics) {
        ended = metrics.meter("prahari.slow-readers.ended");
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var answer = new Answer(request, response, callback);
        return super.handle(request, answer, Callback.from(answer.sending::finish, answer.sending::fail));
    }

    private record Piece(boolean last, ByteBuffer bytes) {}

    private final class Answer extends Response.Wrapper {
        private final Sending sending;
        private volatile boolean lastTaken;

        Answer(Request request, Response wrapped, Callback whole) {
            super(request, wrapped);
            sending = new Sending(wrapped, whole);
        }

        @Override
        public void write(boolean last, ByteBuffer bytes, Callback taken) {
            lastTaken |= last;
            ByteBuffer copy = bytes == null ? BufferUtil.EMPTY_BUFFER : ByteBuffer.wrap(BufferUtil.toArray(bytes));
            BufferUtil.clear(bytes);
            sending.take(new Piece(last, copy), taken);
        }

        @Override
        public boolean hasLastWrite() {
            return lastTaken || super.hasLastWrite();
        }
    }

    /** One piece after another goes to the reader; the answer is over when all have gone. */
    private final class Sending extends IteratingCallback {
        private final Response response;
        private final Callback whole;
        private final Queue<Piece> waiting = new ArrayDeque<>();
        private long size;
        private Callback full;
        private boolean finished;
        private Throwable failure;
        private Piece current;
        private Scheduler.Task alarm;

        Sending(Response response, Callback whole) {
            this.response = response;
            this.whole = whole;
        }

        void take(Piece piece, Callback taken) {
            Callback next = taken;
            Throwable failed;
            synchronized (this) {
                failed = failure;
                if (failed == null) {
                    waiting.add(piece);
                    size += piece.bytes().remaining();
                    if (kept.addAndGet(piece.bytes().remaining()) > MOST_OF_ALL || size > MOST_OF_ONE) {
                        full = taken;
                        next = Callback.NOOP;
                    }
                }
            }
            if (failed == null) {
                iterate();
                next.succeeded();
            } else {
                next.failed(failed);
            }
        }

        /** No piece will follow. */
        void finish() {
            Throwable failed;
            synchronized (this) {
                finished = true;
                failed = failure;
            }
            if (failed == null) {
                iterate();
            } else {
                whole.failed(failed);
            }
        }

        void fail(Throwable thrown) {
            Throwable failed;
            synchronized (this) {
                finished = true;
                failed = failure;
            }
            if (failed == null) {
                abort(thrown);
            } else {
                whole.failed(failed);
            }
        }

        @Override
        protected Action process() {
            synchronized (this) {
                current = waiting.poll();
                if (current == null) {
                    return finished ? Action.SUCCEEDED : Action.IDLE;
                }
            }
            long most = Math.min(LONGEST_MS, GRACE_MS + current.bytes().remaining() / BYTES_PER_MS);
            alarm = response.getRequest()
                    .getComponents()
                    .getScheduler()
                    .schedule(this::hangUp, most, TimeUnit.MILLISECONDS);
            // A written buffer has nothing remaining, so its size is kept by the one that is not written.
            response.write(current.last(), current.bytes().slice(), this);
            return Action.SCHEDULED;
        }

        private void hangUp() {
            ended.mark();
            response.getRequest()
                    .getConnectionMetaData()
                    .getConnection()
                    .getEndPoint()
                    .close();
        }

        @Override
        protected void onSuccess() {
            alarm.cancel();
            Callback next = Callback.NOOP;
            synchronized (this) {
                size -= current.bytes().remaining();
                kept.addAndGet(-current.bytes().remaining());
                if (full != null && size <= MOST_OF_ONE) {
                    next = full;
                    full = null;
                }
            }
            next.succeeded();
        }

        @Override
        protected void onCompleteSuccess() {
            whole.succeeded();
        }

        @Override
        protected void onCompleteFailure(Throwable thrown) {
            if (alarm != null) {
                alarm.cancel();
            }
            Callback next;
            boolean last;
            synchronized (this) {
                failure = thrown;
                kept.addAndGet(-size);
                waiting.clear();
                next = full == null ? Callback.NOOP : full;
                last = finished;
            }
            next.failed(thrown);
            if (last) {
                whole.failed(thrown);
            }
        }
    }
}
