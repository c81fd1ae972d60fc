package org.prahari.http;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends the connection of whoever reads an answer so slowly that a thread would be held for it: each piece has ten seconds, and
 * one more for each KiB. The server's own time-out begins anew with every byte that is read.
 */
final class SlowReaders extends Handler.Wrapper {
    private static final long GRACE_MS = 10_000;
    private final Meter ended;

    SlowReaders(MetricRegistry metrics) {
        ended = metrics.meter("prahari.slow-readers.ended");
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(request, new Watched(request, response), callback);
    }

    private final class Watched extends Response.Wrapper {
        Watched(Request request, Response wrapped) {
            super(request, wrapped);
        }

        @Override
        public void write(boolean last, ByteBuffer piece, Callback callback) {
            if (piece == null || !piece.hasRemaining()) {
                super.write(last, piece, callback);
                return;
            }
            Scheduler.Task end = getRequest()
                    .getComponents()
                    .getScheduler()
                    .schedule(this::end, GRACE_MS + piece.remaining(), TimeUnit.MILLISECONDS);
            super.write(last, piece, Callback.from(callback, end::cancel));
        }

        private void end() {
            ended.mark();
            getRequest().getConnectionMetaData().getConnection().getEndPoint().close();
        }
    }
}
