package org.prahari.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.lifecycle.Managed;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.prahari.http.Problem;
import org.prahari.http.Streamed;
import org.prahari.store.Daemons;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the header Idempotency-Key of the operations that take {@link Once}, and deletes replies that are kept long
 * enough. Neither keys nor what was sent can be told from what the database holds: both are there as HMACs.
 */
public final class Idempotency implements DynamicFeature, Managed {
    static final Duration KEPT = Duration.ofDays(3);
    private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
    private static final String ATTEMPT = "prahari.attempt";
    private static final Pattern SHAPE = Pattern.compile("(?=.{1,255}$)(?:[!#-~][!-~]*|\"[ -~]+\")");
    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final int BATCH = 500;

    private final OnceDao dao;
    private final ObjectMapper mapper;
    private final byte[] pepper;
    private final Clock clock;
    private final Seal seal;
    private final ScheduledExecutorService timer;

    public Idempotency(OnceDao dao, ObjectMapper mapper, byte[] pepper, Clock clock) {
        this.dao = dao;
        this.mapper = mapper;
        this.pepper = pepper.clone();
        this.clock = clock;
        this.seal = new Seal(ClientKey.hmac(pepper, "idempotency", ""));
        this.timer = Executors.newSingleThreadScheduledExecutor(Daemons.named("idempotency"));
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        if (Arrays.asList(resource.getResourceMethod().getParameterTypes()).contains(Once.class)) {
            // After the door and the bound on bodies, before the body is read.
            boolean streamed = resource.getResourceMethod().isAnnotationPresent(Streamed.class);
            context.register(new Reader(this, streamed), Priorities.ENTITY_CODER);
        }
    }

    /** The attempt that this request is, or null if it bears no key. */
    static Attempt attempt(ContainerRequestContext request) {
        return (Attempt) request.getProperty(ATTEMPT);
    }

    Attempt attempt(Viewer viewer, String key, Supplier<String> fingerprint) {
        Supplier<String> hashed = () -> hash("idempotency", fingerprint.get());
        return new Attempt(viewer, hash("idempotency-key", key), hashed, seal, mapper, clock);
    }

    private String hash(String purpose, String text) {
        return HexFormat.of().formatHex(ClientKey.hmac(pepper, purpose, text));
    }

    @Override
    public void start() {
        var unused = timer.scheduleWithFixedDelay(this::sweep, 1, PAUSE.toMinutes(), TimeUnit.MINUTES);
    }

    @Override
    public void stop() {
        timer.shutdownNow();
    }

    /** Deletes what has been kept for 72 hours; every node does, and none minds that another was faster. */
    void sweep() {
        try {
            int deleted = BATCH;
            while (deleted == BATCH && !Thread.currentThread().isInterrupted()) {
                deleted = dao.deleteReplies(clock.instant().minus(KEPT), BATCH);
            }
        } catch (RuntimeException e) {
            LOG.warn("Old replies were not deleted, which is tried again later: {}", e.getMessage());
        }
    }

    private record Reader(Idempotency idempotency, boolean streamed) implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) throws IOException {
            List<String> given = request.getHeaders().get(Once.HEADER);
            Viewer viewer = (Viewer) request.getSecurityContext().getUserPrincipal();
            // Whoever is anonymous cannot be told from another.
            if (given == null || viewer.isAnonymous()) {
                return;
            }
            if (given.size() > 1 || !SHAPE.matcher(given.get(0)).matches()) {
                throw Problem.parameter(Once.HEADER, "must be one of 1 to 255 visible ASCII characters");
            }
            MessageDigest digest = digest();
            digest.update(head(request).getBytes(StandardCharsets.UTF_8));
            var body = new DigestInputStream(request.getEntityStream(), digest);
            // What is streamed is digested as it is read; all else is here whole before the work begins.
            request.setEntityStream(streamed ? body : new ByteArrayInputStream(body.readAllBytes()));
            request.setProperty(ATTEMPT, idempotency.attempt(viewer, given.get(0), new Fingerprint(digest)));
        }

        private static String head(ContainerRequestContext request) {
            URI address = request.getUriInfo().getRequestUri();
            String query = address.getRawQuery() == null ? "" : address.getRawQuery();
            String[] parameters = query.split("&", -1);
            Arrays.sort(parameters);
            return String.join(
                    "\n",
                    request.getMethod(),
                    address.getRawPath(),
                    String.join("&", parameters),
                    String.valueOf(request.getHeaderString("Content-Type")),
                    "");
        }

        private static MessageDigest digest() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Ends the digest when it is first asked for, which is when the body has been read. */
    private static final class Fingerprint implements Supplier<String> {
        private final MessageDigest digest;
        private String text;

        Fingerprint(MessageDigest digest) {
            this.digest = digest;
        }

        @Override
        public String get() {
            if (text == null) {
                text = HexFormat.of().formatHex(digest.digest());
            }
            return text;
        }
    }
}
