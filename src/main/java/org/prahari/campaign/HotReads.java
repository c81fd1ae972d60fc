package org.prahari.campaign;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.prahari.access.Addresses;
import org.prahari.access.Limits;
import org.prahari.http.Memo;
import org.prahari.http.RequestId;

/**
 * Gives public reads of campaigns the answer that the resource has given before, as it went over the wire, without a thread
 * of its own. It stands in front of all else and knows nothing of campaigns: whatever it is not sure of, and all that it does
 * not have, is the resource's, on a thread of the pool.
 *
 * <p>What is kept is asked for by this handler itself, from nothing but the key it is kept under ({@link AnswerKey}): no caller can
 * put an answer where it does not belong. What is kept counts as long as nothing has changed that it depends on
 * ({@link OnAir}).
 */
public final class HotReads extends Handler.Wrapper {
    private static final int LARGEST_SHARE = 8;
    private final OnAir onAir;
    private final Limits limits;
    private final Memo<String> networks;
    private final Addresses addresses;
    private final Asked.Reader reader =
            new Asked.Reader(Route.of(CampaignResource.class, OutletResource.class, CoverageResource.class));
    private final Cache<AnswerKey, Variant> variants;
    private final Shortcut shortcut;
    private final long largest;
    private final Timer hits;
    private final Meter shortcuts;
    private final Meter misses;

    public HotReads(
            OnAir onAir,
            Limits limits,
            Addresses addresses,
            DeliverySettings settings,
            Shortcut shortcut,
            MetricRegistry metrics) {
        this.shortcut = shortcut;
        addBean(shortcut.resources());
        this.onAir = onAir;
        this.limits = limits;
        this.addresses = addresses;
        this.networks = new Memo<>(1024, peer -> addresses.network(peer, null));
        this.largest = settings.bytes().toBytes() / LARGEST_SHARE;
        this.variants = Caffeine.newBuilder()
                .maximumWeight(settings.bytes().toBytes())
                .weigher((AnswerKey key, Variant variant) -> variant.size() + key.size())
                .executor(Runnable::run)
                .build();
        this.hits = metrics.timer(MetricRegistry.name(HotReads.class, "hits"));
        this.shortcuts = metrics.meter(MetricRegistry.name(HotReads.class, "shortcuts"));
        this.misses = metrics.meter(MetricRegistry.name(HotReads.class, "misses"));
        metrics.gauge(MetricRegistry.name(HotReads.class, "bytes"), () -> (Gauge<Long>) this::bytes);
    }

    /** How much is kept. */
    private long bytes() {
        return variants.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }

    /** Takes its place when a server starts: what drains and logs requests stays around it. */
    public LifeCycle.Listener placement() {
        return new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarting(LifeCycle server) {
                ((Handler.Singleton) ((Server) server).getHandler()).insertHandler(HotReads.this);
            }
        };
    }

    /** Of the whole server, for nothing here waits; what may wait is given to the pool. */
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Asked asked = reader.read(request);
        if (asked != null) {
            OnAir.Moment now = onAir.ready();
            if (now != null && answered(asked, now, request, response, callback)) {
                return true;
            }
        }
        try {
            request.getConnectionMetaData()
                    .getConnector()
                    .getExecutor()
                    .execute(() -> answer(asked, request, response, callback));
        } catch (RejectedExecutionException e) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
            Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
        }
        return true;
    }

    private boolean answered(Asked asked, OnAir.Moment now, Request request, Response response, Callback callback) {
        long start = System.nanoTime();
        Variant variant = variants.getIfPresent(asked.key());
        if (variant == null
                || !variant.holds(now, asked.wanted())
                || !sent(variant, asked, request, response, callback)) {
            return false;
        }
        hits.update(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        return true;
    }

    private boolean made(Asked asked, OnAir.Moment now, Request request, Response response, Callback callback) {
        Variant variant = shortcut.answer(asked, now);
        if (variant == null) {
            return false;
        }
        keep(asked, now, variant);
        shortcuts.mark();
        return sent(variant, asked, request, response, callback);
    }

    /** Not if the caller has asked too much: what is said then is for others to say. */
    private boolean sent(Variant variant, Asked asked, Request request, Response response, Callback callback) {
        Limits.Verdict verdict = limits.take(Limits.Kind.ANONYMOUS, network(request, asked.forwarded()));
        if (!verdict.allowed()) {
            return false;
        }
        variant.send(response, callback, RequestId.of(asked.requestId()), verdict.state(), asked);
        return true;
    }

    private String network(Request request, String forwarded) {
        String peer = Request.getRemoteAddr(request);
        return forwarded == null ? networks.get(peer) : addresses.network(peer, forwarded);
    }

    /** On a thread that may wait. */
    private void answer(Asked asked, Request request, Response response, Callback callback) {
        try {
            OnAir.Moment now = asked == null ? null : now();
            if (now != null
                    && (answered(asked, now, request, response, callback)
                            || made(asked, now, request, response, callback))) {
                return;
            }
            boolean handled = now == null
                    ? super.handle(request, response, callback)
                    : record(asked, now, request, response, callback);
            if (!handled) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Throwable e) {
            Response.writeError(request, response, callback, e);
        }
    }

    /** Null if nobody knows: what that means for an answer is the resource's to say. */
    private OnAir.Moment now() {
        try {
            return onAir.now();
        } catch (RuntimeException e) {
            return null;
        }
    }

    private boolean record(Asked asked, OnAir.Moment now, Request request, Response response, Callback callback)
            throws Exception {
        misses.mark();
        var recorder = new Recorder(
                request, response, callback, (body, written) -> whole(asked, now, response, body, written));
        return super.handle(asked.request(request), recorder, recorder);
    }

    private void keep(Asked asked, OnAir.Moment now, Variant variant) {
        // If the moment has passed meanwhile, nobody knows which of the two the answer was made of.
        if (onAir.isLast(now) && variant.size() <= largest) {
            variants.put(asked.key(), variant);
        }
    }

    private void whole(Asked asked, OnAir.Moment now, Response response, byte[] body, Callback written) {
        if (response.getStatus() != HttpStatus.OK_200 || response.getHeaders().get(HttpHeader.ETAG) == null) {
            response.write(true, ByteBuffer.wrap(body), written);
            return;
        }
        Variant variant = new Variant(response.getHeaders(), body, asked.key().head(), now);
        keep(asked, now, variant);
        shortcut.learn(asked, variant);
        String id = response.getHeaders().get(RequestId.HEADER);
        variant.send(response, written, id, response.getHeaders().get(Variant.RATE_LIMIT), asked);
    }
}
