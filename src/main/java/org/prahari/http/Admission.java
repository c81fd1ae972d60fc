package org.prahari.http;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Lets in as many requests at once as there is something to do them with. Of those that come on top some wait, a moment at
 * most, callers with a key before the public; the rest is answered 503 at once, so that no work is spent on answers that
 * come too late. The operator's port is never refused.
 */
final class Admission extends QoSHandler {
    private static final int WAITING_FOR_EACH = 2;
    private static final Duration LONGEST_WAIT = Duration.ofMillis(80);
    private static final String RETRY_AFTER_S = "1";
    private final Meter refused;

    /** @param most requests at once */
    Admission(int most, MetricRegistry metrics) {
        refused = metrics.meter("prahari.admission.refused");
        setMaxRequestCount(most);
        setMaxSuspendedRequestCount(WAITING_FOR_EACH * most);
        setMaxSuspend(LONGEST_WAIT);
        setRejectStatusCode(HttpStatus.SERVICE_UNAVAILABLE_503);
        exclude(Admission::isFree);
    }

    /** Who waits for changes to come holds neither a thread nor a connection, and is counted elsewhere. */
    private static boolean isFree(Request request) {
        String query = request.getHttpURI().getQuery();
        return "admin".equals(request.getConnectionMetaData().getConnector().getName())
                || ("/v1/changes".equals(request.getHttpURI().getPath()) && query != null && query.contains("wait="));
    }

    @Override
    public boolean onConditionsMet(Request request, Response response, Callback callback) throws Exception {
        var work = new Work(request, callback);
        boolean handled = false;
        try {
            handled = super.onConditionsMet(work, response, work);
            return handled;
        } finally {
            if (!handled) {
                work.end();
            }
        }
    }

    @Override
    protected int getPriority(Request request) {
        return request.getHeaders().contains(HttpHeader.AUTHORIZATION) ? 1 : 0;
    }

    @Override
    protected void reject(Request request, Response response, Callback callback, int status) {
        refuse(response);
        super.reject(request, response, callback, status);
    }

    @Override
    protected void failSuspended(Request request, Response response, Callback callback, int status, Throwable failure) {
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
            refuse(response);
        }
        // Without the failure, which is of no use to the caller nor to the log.
        Response.writeError(request, response, callback, status);
    }

    private void refuse(Response response) {
        refused.mark();
        response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_AFTER_S);
    }

    /**
     * What counts is the work, not how long its answer is then read. (What is made of the stream first is the count of the
     * requests under way, which would go down only when the answer is read.)
     */
    private static final class Work extends Request.Wrapper implements Callback {
        private final Callback callback;
        private final AtomicBoolean over = new AtomicBoolean();
        private HttpStream count;

        Work(Request request, Callback callback) {
            super(request);
            this.callback = callback;
        }

        @Override
        public void addHttpStreamWrapper(Function<HttpStream, HttpStream> wrapper) {
            if (count == null) {
                count = wrapper.apply(new Nowhere());
            } else {
                super.addHttpStreamWrapper(wrapper);
            }
        }

        private void end() {
            if (count != null && over.compareAndSet(false, true)) {
                count.succeeded();
            }
        }

        @Override
        public void succeeded() {
            end();
            callback.succeeded();
        }

        @Override
        public void failed(Throwable thrown) {
            end();
            callback.failed(thrown);
        }

        @Override
        public InvocationType getInvocationType() {
            return callback.getInvocationType();
        }
    }

    private static final class Nowhere extends HttpStream.Wrapper {
        Nowhere() {
            super(null);
        }

        @Override
        public void succeeded() {
            // There is nothing else to end.
        }
    }
}
