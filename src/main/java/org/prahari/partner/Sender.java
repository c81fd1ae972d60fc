package org.prahari.partner;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import io.dropwizard.lifecycle.Managed;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;
import org.prahari.partner.Delivery.Failure;
import org.prahari.store.Daemons;

/**
 * Posts a message to a receiver that may be slow, hostile or not what it seems. Each message has a connection of its own, to an
 * address that was just looked at; redirects, cookies and compressed answers are not taken; the whole has an end in time, and
 * of the answer no more is read than its status and a few bytes.
 */
public final class Sender implements Managed {
    private static final int ENOUGH_OF_ANSWER = 4096;
    private static final int LONGEST_LINE = 8192;
    private static final int MOST_HEADERS = 100;
    private static final int GONE = 410;
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final CloseableHttpClient http;
    private final boolean loopback;
    private final Duration timeout;
    private final Timer timer;
    private final ScheduledExecutorService deadlines =
            Executors.newSingleThreadScheduledExecutor(Daemons.named("webhook-deadlines"));

    /** @param settings its {@code timeout} is for one message, from the name to the answer's status */
    public Sender(DnsResolver names, TlsSocketStrategy tls, WebhookSettings settings, MetricRegistry metrics) {
        this.loopback = settings.loopback();
        this.timeout = settings.timeout().toJavaDuration();
        this.timer = metrics.timer("webhooks.attempts");
        Timeout silent = Timeout.of(timeout);
        Duration connect = CONNECT.compareTo(timeout) < 0 ? CONNECT : timeout;
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new PublicAddresses(names, loopback))
                        .setTlsSocketStrategy(tls)
                        .setMaxConnTotal(Integer.MAX_VALUE)
                        .setMaxConnPerRoute(Integer.MAX_VALUE)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(connect))
                                .setSocketTimeout(silent)
                                .build())
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxLineLength(LONGEST_LINE)
                                        .setMaxHeaderCount(MOST_HEADERS)
                                        .setMaxEmptyLineCount(2)
                                        .build())
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(silent)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Prahari")
                .build();
    }

    /** What became of one attempt: a status, or why there is none. */
    record Outcome(Integer status, Failure failure) {
        boolean delivered() {
            return failure == null;
        }

        boolean gone() {
            return status != null && status == GONE;
        }
    }

    /** @param now the header {@code webhook-timestamp} */
    Outcome send(String url, UUID message, Instant now, String signature, byte[] body) {
        if (Target.fault(url, loopback) != null) {
            return new Outcome(null, Failure.ADDRESS);
        }
        HttpPost post = new HttpPost(url);
        post.setHeader("webhook-id", message.toString());
        post.setHeader("webhook-timestamp", Long.toString(now.getEpochSecond()));
        post.setHeader("webhook-signature", signature);
        post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        var late = new AtomicBoolean();
        var deadline = deadlines.schedule(
                () -> {
                    late.set(true);
                    post.cancel();
                },
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
        Timer.Context timing = timer.time();
        try {
            int status = exchange(post);
            return new Outcome(status, status / 100 == 2 ? null : Failure.STATUS);
        } catch (IOException e) {
            return new Outcome(null, late.get() ? Failure.TIME_OUT : failure(e));
        } finally {
            deadline.cancel(false);
            timing.stop();
        }
    }

    /** The status that is answered. What else there is of the answer is left: closed in good manners, all would be read. */
    private int exchange(HttpPost post) throws IOException {
        ClassicHttpResponse answer = http.executeOpen(null, post, null);
        try {
            taste(answer.getEntity());
            return answer.getCode();
        } finally {
            post.cancel();
            Closer.closeQuietly(answer);
        }
    }

    /** Reads a little, so that a receiver that answers in a few words is not cut off in the middle of them. */
    private static void taste(HttpEntity entity) {
        try {
            if (entity != null) {
                var unused = entity.getContent().readNBytes(ENOUGH_OF_ANSWER);
            }
        } catch (IOException e) {
            // The status has been said.
        }
    }

    private static Failure failure(IOException thrown) {
        if (thrown instanceof UnknownHostException) {
            return Failure.ADDRESS;
        }
        if (thrown instanceof SSLException) {
            return Failure.TLS;
        }
        if (thrown instanceof InterruptedIOException) {
            return Failure.TIME_OUT;
        }
        return thrown instanceof ClientProtocolException || thrown instanceof MessageConstraintException
                ? Failure.ANSWER
                : Failure.CONNECTION;
    }

    @Override
    public void stop() throws IOException {
        deadlines.shutdownNow();
        http.close();
    }
}
