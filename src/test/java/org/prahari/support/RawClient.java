package org.prahari.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A connection on which requests go out byte by byte as they are written down, one after another. */
public final class RawClient implements AutoCloseable {
    /** Said of an answer that ended before its end. */
    public static final String CUT_OFF = "cut off";

    private static final int PATIENCE_MS = 60_000;
    private final int port;
    private Socket socket;
    private InputStream in;

    public RawClient(int port) {
        this.port = port;
    }

    /** What came back; headers in their order, names in lower case. */
    public record Reply(int status, List<String> headers, byte[] body) {
        public String header(String name) {
            return headers.stream()
                    .filter(line -> line.startsWith(name.toLowerCase(Locale.ROOT) + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse(null);
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** @param headers whole lines */
    public Reply send(String method, String target, List<String> headers) {
        StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(line -> text.append(line).append("\r\n"));
        return send(text.append("\r\n").toString(), method.equals("HEAD"));
    }

    /** Sends a whole request; once more on a new connection if the server has closed this one meanwhile. */
    public Reply send(String request, boolean bodiless) {
        boolean fresh = socket == null;
        try {
            return exchange(request, bodiless);
        } catch (IOException e) {
            close();
            if (fresh || CUT_OFF.equals(e.getMessage())) {
                throw new UncheckedIOException(request, e);
            }
            return send(request, bodiless);
        }
    }

    private Reply exchange(String request, boolean bodiless) throws IOException {
        if (socket == null) {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        String first = line();
        if (first.isEmpty()) {
            throw new IOException("closed");
        }
        int status = Integer.parseInt(first.substring(9, 12));
        List<String> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.add(line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon));
        }
        Reply bare = new Reply(status, headers, new byte[0]);
        byte[] body = bodiless || status == 304 || status == 204 ? new byte[0] : body(bare);
        if ("close".equals(bare.header("Connection"))) {
            close();
        }
        return new Reply(status, headers, body);
    }

    private byte[] body(Reply bare) throws IOException {
        String length = bare.header("Content-Length");
        if (length != null) {
            return whole(Integer.parseInt(length));
        }
        if (bare.header("Transfer-Encoding") == null) {
            return in.readAllBytes();
        }
        var body = new ByteArrayOutputStream();
        for (int size = chunk(); size > 0; size = chunk()) {
            body.writeBytes(whole(size));
            String unused = line();
        }
        String unused = line();
        return body.toByteArray();
    }

    private byte[] whole(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException(CUT_OFF);
        }
        return bytes;
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // It is given up.
        }
        socket = null;
    }
}
