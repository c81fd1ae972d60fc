package org.prahari.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Connections that each send, or read, one byte every two seconds; whichever is closed upon them is opened anew. */
public final class SlowClients implements AutoCloseable {
    private static final int SMALL = 4096;
    private final int port;
    private final List<Slow> all = new ArrayList<>();
    private final AtomicInteger reopened = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    public SlowClients(int port) {
        this.port = port;
        var unused = timer.scheduleWithFixedDelay(this::drip, 2, 2, TimeUnit.SECONDS);
    }

    private static final class Slow {
        private final String text;
        private final boolean reader;
        private Socket socket;

        Slow(String text, boolean reader) {
            this.text = text;
            this.reader = reader;
        }

        void open(int port) throws IOException {
            socket = new Socket();
            if (reader) {
                socket.setReceiveBufferSize(SMALL);
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5000);
            socket.setSoTimeout(1);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        void drip() throws IOException {
            if (!reader) {
                socket.getOutputStream().write('a');
            } else if (socket.getInputStream().read() < 0) {
                throw new IOException("closed");
            }
        }
    }

    /** Opens so many that begin like this and then go on with one byte at a time. */
    public void open(int count, String text) throws IOException {
        add(count, text, false);
    }

    /** Opens so many that ask this at once and then read the answers one byte at a time. */
    public void openReaders(int count, String text) throws IOException {
        add(count, text, true);
    }

    private synchronized void add(int count, String text, boolean reader) throws IOException {
        for (int i = 0; i < count; i++) {
            var slow = new Slow(text, reader);
            slow.open(port);
            all.add(slow);
        }
    }

    private synchronized void drip() {
        for (Slow slow : all) {
            try {
                slow.drip();
            } catch (java.net.SocketTimeoutException e) {
                // Nothing to read yet.
            } catch (IOException e) {
                reopen(slow);
            }
        }
    }

    private void reopen(Slow slow) {
        try {
            slow.socket.close();
            slow.open(port);
            reopened.incrementAndGet();
        } catch (IOException e) {
            // At the next drop.
        }
    }

    public synchronized int size() {
        return all.size();
    }

    /** How many were closed by the server so far. */
    public int reopened() {
        return reopened.get();
    }

    /** What a good client is answered, on a connection of its own. */
    public static int status(int port, String path, Duration patience) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .timeout(patience)
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Override
    public synchronized void close() throws IOException {
        timer.shutdownNow();
        for (Slow slow : all) {
            slow.socket.close();
        }
    }
}
