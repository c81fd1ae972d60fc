package org.prahari.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dropwizard.util.Duration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An OpenID provider as far as tokens are concerned: it signs them and publishes its keys on loopback. */
final class Issuer implements AutoCloseable {
    static final String AUDIENCE = "https://prahari.example";

    final RSAKey rsa = rsa("rsa-1");
    final ECKey ec = ec("ec-1", Curve.P_256);
    /** How often its keys were fetched. */
    final AtomicInteger fetches = new AtomicInteger();

    private final HttpServer server;
    private volatile JWKSet published = new JWKSet(List.of(rsa, ec));
    private volatile Mood mood = Mood.WELL;

    /** How it answers those who ask for its keys. */
    enum Mood {
        WELL,
        FAILING,
        HANGING,
        REDIRECTING,
        HTML,
        HUGE
    }

    Issuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "issuer");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/keys", exchange -> {
            fetches.incrementAndGet();
            answer(exchange, mood);
        });
        server.createContext("/elsewhere", exchange -> answer(exchange, Mood.WELL));
        server.start();
    }

    private void answer(HttpExchange exchange, Mood now) throws IOException {
        String keys = published.toString();
        String body = switch (now) {
            case HTML -> "<html>It works!</html>";
            case HUGE -> keys.substring(0, keys.length() - 1) + ",\"x\":\"" + "x".repeat(1024 * 1024) + "\"}";
            default -> keys;
        };
        if (now == Mood.HANGING) {
            try {
                Thread.sleep(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (now == Mood.REDIRECTING) {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(now == Mood.FAILING ? 500 : now == Mood.REDIRECTING ? 302 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    String name() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String jwks() {
        return name() + "/keys";
    }

    void is(Mood next) {
        mood = next;
    }

    void publish(JWK... keys) {
        published = new JWKSet(List.of(keys));
    }

    /** The settings under which the service believes it, with times short enough for a test. */
    OpenIdProvider settings(String... algorithms) {
        return new OpenIdProvider(
                name(),
                AUDIENCE,
                jwks(),
                algorithms.length == 0 ? null : List.of(algorithms),
                null,
                null,
                null,
                null,
                Duration.seconds(2),
                Duration.seconds(1),
                Duration.hours(1));
    }

    static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static ECKey ec(String id, Curve curve) {
        try {
            return new ECKeyGenerator(curve).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a good token says. */
    JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(name())
                .audience(AUDIENCE)
                .subject("someone")
                .issueTime(Date.from(now.minusSeconds(5)))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("scope", "facilities:read facilities:write")
                .claim("departments", List.of("IN-KA"));
    }

    static JWSHeader.Builder header(String algorithm, String key) {
        return new JWSHeader.Builder(JWSAlgorithm.parse(algorithm))
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key);
    }

    /** A good token. */
    String token() {
        return token(claims());
    }

    String token(JWTClaimsSet.Builder claims) {
        return sign(header("RS256", "rsa-1").build(), claims.build().toString(), rsa);
    }

    static String sign(JWSHeader header, String payload, JWK key) {
        try {
            return sign(
                    header, payload, key instanceof ECKey ec ? new ECDSASigner(ec) : new RSASSASigner((RSAKey) key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sign(JWSHeader header, String payload, JWSSigner signer) {
        try {
            var object = new JWSObject(header, new Payload(payload));
            object.sign(signer);
            return object.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
