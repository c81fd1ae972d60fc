package org.prahari.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.dropwizard.logging.common.BootstrapLogging;
import io.dropwizard.util.Duration;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prahari.partner.Delivery.Failure;
import org.prahari.partner.Sender.Outcome;

/** One message to receivers of every kind, over real sockets. */
class SenderTest {
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final long PATIENCE_MS = 4000;

    @BeforeAll
    static void quieten() {
        BootstrapLogging.bootstrap();
    }

    /** The example that the specification publishes, by what signs and by what verifies. */
    @Test
    void signaturesAreThoseOfTheSpecification() {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        String id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        Instant at = Instant.ofEpochSecond(1_614_265_330);
        String body = "{\"test\": 2432232314}";
        String signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        byte[] key = java.util.Base64.getDecoder().decode(secret.substring("whsec_".length()));
        assertThat(WebhookSecrets.sign(key, id, at, body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(signature);
        assertThat(new Verifier(secret).accepts(id, "1614265330", signature, body, at))
                .isTrue();
        assertThat(new Verifier(secret).accepts(id, "1614265330", "v1,AAAA " + signature, body, at))
                .isTrue();
        assertThat(new Verifier(secret).accepts(id, "1614265330", signature, body + " ", at))
                .isFalse();
        assertThat(new Verifier(secret).accepts(id, "1614265330", signature, body, at.plusSeconds(301)))
                .isFalse();
        byte[] made = WebhookSecrets.create();
        assertThat(WebhookSecrets.text(made)).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(WebhookSecrets.create()).isNotEqualTo(made);
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        try (Receiver elsewhere = new Receiver();
                Receiver receiver = new Receiver()) {
            for (int status : new int[] {301, 302, 303, 307, 308}) {
                receiver.will(exchange -> {
                    exchange.getResponseHeaders().add("Location", elsewhere.url());
                    exchange.sendResponseHeaders(status, -1);
                });
                assertThat(send(receiver.url())).isEqualTo(new Outcome(status, Failure.STATUS));
            }
            assertThat(elsewhere.messages()).isEmpty();
            assertThat(receiver.messages()).as("each once, none again").hasSize(5);
        }
    }

    @Test
    void anAnswerWithoutEndCostsNothing() throws IOException {
        try (Raw receiver = new Raw("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n", "x".repeat(65_536), 0)) {
            long began = System.nanoTime();
            assertThat(send(receiver.url())).isEqualTo(new Outcome(200, null));
            assertThat(millis(began)).isLessThan(PATIENCE_MS);
            assertThat(receiver.written()).isLessThan(64L << 20);
        }
        try (Raw chunked = new Raw(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "4000\r\n" + "x".repeat(0x4000) + "\r\n", 0)) {
            assertThat(send(chunked.url())).isEqualTo(new Outcome(200, null));
        }
    }

    @Test
    void headersWithoutEndAreCutOff() throws IOException {
        try (Raw many = new Raw("HTTP/1.1 200 OK\r\n", "A: b\r\n".repeat(1000), 0);
                Raw wide = new Raw("HTTP/1.1 200 OK\r\nA: ", "x".repeat(65_536), 0);
                Raw empty = new Raw("", "\r\n".repeat(1000), 0)) {
            for (Raw receiver : List.of(many, wide, empty)) {
                Outcome outcome = send(receiver.url());
                assertThat(outcome.status()).isNull();
                assertThat(outcome.failure()).isIn(Failure.ANSWER, Failure.CONNECTION);
                assertThat(receiver.written()).isLessThan(64L << 20);
            }
        }
    }

    @Test
    void whoDoesNotSpeakHttpIsNoReceiver() throws IOException {
        try (Raw garbage = new Raw("SSH-2.0-OpenSSH_9.2\r\n\u0000\u0001", "\u0007?\r\n", 0);
                Raw silent = new Raw("", "", 0);
                Raw halved = new Raw("HTTP/1.1 2", "", 0)) {
            for (Raw receiver : List.of(garbage, silent, halved)) {
                Outcome outcome = send(receiver.url());
                assertThat(outcome.delivered()).as(receiver.url()).isFalse();
                assertThat(outcome.status()).isNull();
            }
        }
        assertThat(send("http://127.0.0.1:" + freePort() + "/")).isEqualTo(new Outcome(null, Failure.CONNECTION));
    }

    @Test
    void whoIsSlowIsNotWaitedForWhateverItDrips() throws IOException {
        try (Receiver slow = new Receiver();
                Raw drips = new Raw("", "H", 300);
                Raw headers = new Raw("HTTP/1.1 200 OK\r\n", "A: b\r\n", 300)) {
            slow.will(Receiver.after(java.time.Duration.ofSeconds(10), Receiver.status(200)));
            for (String url : List.of(slow.url(), drips.url(), headers.url())) {
                long began = System.nanoTime();
                assertThat(send(url)).as(url).isEqualTo(new Outcome(null, Failure.TIME_OUT));
                assertThat(millis(began)).isBetween(900L, PATIENCE_MS);
            }
        }
    }

    @Test
    void loopbackAndHttpAreRefusedUnlessSaidOtherwise() throws IOException {
        try (Receiver receiver = new Receiver()) {
            Sender strict = sender(SystemDefaultDnsResolver.INSTANCE, null, false);
            assertThat(send(strict, receiver.url())).isEqualTo(new Outcome(null, Failure.ADDRESS));
            assertThat(send(strict, receiver.url().replace("http:", "https:")).failure())
                    .isEqualTo(Failure.ADDRESS);
            strict.stop();
            assertThat(receiver.messages()).isEmpty();
        }
    }

    /** A name that is public when it is looked at and private a moment later: it is looked at once, and that is called. */
    @Test
    void aNameThatChangesItsAddressGainsNothing() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        try (Receiver inside = new Receiver()) {
            String port = inside.url().replaceAll(".*:(\\d+)/.*", "$1");
            DnsResolver rebound = resolver(host -> asked.incrementAndGet() % 2 == 1 ? "192.0.2.1" : "127.0.0.1");
            // What stands for the public address here is refused as well, so each answer is seen to be looked at.
            Sender sender = sender(rebound, null, false);
            for (int i = 0; i < 4; i++) {
                assertThat(send(sender, "https://hooks.partner.example:" + port + "/"))
                        .isEqualTo(new Outcome(null, Failure.ADDRESS));
            }
            sender.stop();
            assertThat(asked)
                    .as("once for each message, and never from a memory")
                    .hasValue(4);
            assertThat(inside.messages()).isEmpty();
            // The address that was looked at is the one that is called: the second answer is never asked for.
            asked.set(0);
            DnsResolver pinned = resolver(host -> asked.incrementAndGet() == 1 ? "127.0.0.1" : "127.0.0.2");
            Sender loose = sender(pinned, null, true);
            assertThat(send(loose, inside.url().replace("127.0.0.1", "localhost")))
                    .isEqualTo(new Outcome(204, null));
            assertThat(asked).hasValue(1);
            loose.stop();
        }
    }

    /** The pinned address does not stand in for the name: the certificate must be the name's, and the server is told it. */
    @Test
    void theCertificateIsTheNamesAlthoughTheAddressIsPinned(@TempDir Path folder) throws Exception {
        Path keys = folder.resolve("keys.p12");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "hooks",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=hooks",
                        "-ext",
                        "SAN=dns:hooks.partner.example",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, "changeit".toCharArray());
        }
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store, "changeit".toCharArray());
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(store);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        List<String> hosts = new ArrayList<>();
        server.createContext("/", exchange -> {
            hosts.add(exchange.getRequestHeaders().getFirst("Host"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        Sender sender = sender(resolver(host -> "127.0.0.1"), tls, true);
        Sender stranger = sender(resolver(host -> "127.0.0.1"), SSLContext.getDefault(), true);
        try {
            assertThat(send(sender, "https://hooks.partner.example:" + port + "/"))
                    .isEqualTo(new Outcome(204, null));
            assertThat(hosts).containsExactly("hooks.partner.example:" + port);
            assertThat(send(sender, "https://other.partner.example:" + port + "/")
                            .failure())
                    .as("another's name")
                    .isEqualTo(Failure.TLS);
            assertThat(send(stranger, "https://hooks.partner.example:" + port + "/")
                            .failure())
                    .as("signed by nobody known")
                    .isEqualTo(Failure.TLS);
            assertThat(hosts).hasSize(1);
        } finally {
            sender.stop();
            stranger.stop();
            server.stop(0);
        }
    }

    private interface Names {
        String address(String host);
    }

    private static DnsResolver resolver(Names names) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return new InetAddress[] {InetAddress.getByName(names.address(host))};
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    private static Sender sender(DnsResolver names, SSLContext tls, boolean loopback) {
        return new Sender(
                names,
                tls == null ? DefaultClientTlsStrategy.createDefault() : new DefaultClientTlsStrategy(tls),
                new WebhookSettings(loopback, Duration.seconds(tls == null ? 1 : 20), 1),
                new MetricRegistry());
    }

    private static Outcome send(String url) throws IOException {
        Sender sender = sender(SystemDefaultDnsResolver.INSTANCE, null, true);
        try {
            return send(sender, url);
        } finally {
            sender.stop();
        }
    }

    private static Outcome send(Sender sender, String url) {
        return sender.send(url, UUID.randomUUID(), Instant.now(), "v1,x", BODY);
    }

    private static long millis(long began) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Writes bytes of its own, then others again and again until nobody listens. */
    private static final class Raw implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final AtomicBoolean open = new AtomicBoolean(true);
        private volatile long written;

        Raw(String first, String again, long pause) throws IOException {
            Thread thread = new Thread(() -> serve(first, again, pause), "raw receiver");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve(String first, String again, long pause) {
            while (open.get()) {
                try (Socket caller = socket.accept()) {
                    caller.setSoTimeout(5000);
                    var unused = caller.getInputStream().read(new byte[8192]);
                    OutputStream out = caller.getOutputStream();
                    out.write(first.getBytes(StandardCharsets.ISO_8859_1));
                    byte[] more = again.getBytes(StandardCharsets.ISO_8859_1);
                    while (open.get() && more.length > 0 && written < 1L << 30) {
                        out.write(more);
                        out.flush();
                        written += more.length;
                        Thread.sleep(pause);
                    }
                } catch (IOException | InterruptedException e) {
                    // The caller has gone.
                }
            }
        }

        String url() {
            return "http://127.0.0.1:" + socket.getLocalPort() + "/";
        }

        long written() {
            return written;
        }

        @Override
        public void close() throws IOException {
            open.set(false);
            socket.close();
        }
    }
}
