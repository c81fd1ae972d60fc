package org.prahari.access;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import io.dropwizard.util.Duration;
import java.io.Closeable;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.prahari.store.Daemons;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys somebody signs with whom the configuration names: from the one place it names, cached, and kept in an outage. */
public final class ProviderKeys implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderKeys.class);
    private static final int CONNECT_MS = 1000;
    private static final int READ_MS = 2000;
    private static final int MAX_BYTES = 256 * 1024;
    /** How long others wait while one fetches: a provider that hangs must not take all threads with it. */
    private static final int WAIT_MS = 500;

    private final String issuer;
    private final ScheduledExecutorService background;
    private final JWKSource<SecurityContext> source;

    ProviderKeys(OpenIdProvider provider) {
        this(provider.issuer(), provider.jwks(), provider.jwksCache(), provider.jwksInterval(), provider.jwksOutage());
    }

    /**
     * @param jwks where they are, https but for a loopback host
     * @param keep how long they are good without asking again
     * @param interval the least time between two fetches
     * @param outage how much longer they are good while they cannot be fetched
     */
    public ProviderKeys(String issuer, String jwks, Duration keep, Duration interval, Duration outage) {
        this.issuer = issuer;
        this.background = Executors.newScheduledThreadPool(2, Daemons.named("openid-keys"));
        long cache = keep.toMilliseconds();
        this.source = JWKSourceBuilder.<SecurityContext>create(url(jwks), retriever())
                .cache(cache, WAIT_MS)
                .refreshAheadCache(cache / 2, null, background, true, background, true)
                .rateLimited(interval.toMilliseconds())
                .outageTolerant(
                        cache + outage.toMilliseconds(),
                        event -> LOG.warn("The keys of {} cannot be fetched, those of before are used", issuer))
                .build();
    }

    public JWKSource<SecurityContext> source() {
        return source;
    }

    /** Whether there are keys to judge by, fresh ones or those of before. */
    public boolean areHeld() {
        try {
            return !source.get(new JWKSelector(new JWKMatcher.Builder().build()), null)
                    .isEmpty();
        } catch (KeySourceException e) {
            LOG.warn("There are no keys of {}: {}", issuer, e.getMessage());
            return false;
        }
    }

    /** Fetches from where the configuration says: little, in little time, and from nowhere else. */
    public static ResourceRetriever retriever() {
        return new Retriever();
    }

    void fetchInBackground() {
        background.execute(this::areHeld);
    }

    @Override
    public void close() throws IOException {
        background.shutdownNow();
        if (source instanceof Closeable closeable) {
            closeable.close();
        }
    }

    private static URL url(String text) {
        try {
            return URI.create(text).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("openid: jwks '" + text + "' is not a URL", e);
        }
    }

    /** Follows nobody elsewhere. */
    private static final class Retriever extends DefaultResourceRetriever {
        Retriever() {
            super(CONNECT_MS, READ_MS, MAX_BYTES);
        }

        @Override
        protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
            HttpURLConnection connection = super.openHTTPConnection(url);
            connection.setInstanceFollowRedirects(false);
            return connection;
        }
    }
}
