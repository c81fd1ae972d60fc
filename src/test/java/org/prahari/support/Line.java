package org.prahari.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line to the database that can be cut, or fall silent while it seems to be open, and be mended. */
public final class Line implements AutoCloseable {
    private volatile URI target;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean silent;

    /** @param jdbcUrl where the line leads */
    public Line(String jdbcUrl) throws IOException {
        target = URI.create(jdbcUrl.substring("jdbc:".length()));
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("line", this::accept);
    }

    /** The same address by way of this line. */
    public String jdbcUrl(String jdbcUrl) {
        return jdbcUrl.replace(
                URI.create(jdbcUrl.substring("jdbc:".length())).getAuthority(),
                server.getInetAddress().getHostAddress() + ":" + server.getLocalPort());
    }

    /** From now on it leads there; who speaks over it already goes on. */
    public void lead(String jdbcUrl) {
        target = URI.create(jdbcUrl.substring("jdbc:".length()));
    }

    /** Whoever speaks over it is interrupted, and nobody gets through. */
    public void cut() {
        cut = true;
        open.forEach(Line::hangUp);
    }

    /** Whoever speaks over it is not heard until it is mended. */
    public void silence() {
        silent = true;
    }

    public void mend() {
        cut = false;
        silent = false;
    }

    @Override
    public void close() throws IOException {
        cut();
        server.close();
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket near = server.accept();
                if (cut) {
                    near.close();
                    continue;
                }
                Socket far;
                try {
                    far = new Socket(target.getHost(), target.getPort());
                } catch (IOException e) {
                    // Nobody is there: so it is said to who calls.
                    near.close();
                    continue;
                }
                open.add(near);
                open.add(far);
                start("line-out", () -> carry(near, far));
                start("line-in", () -> carry(far, near));
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0 && !cut; count = in.read(buffer)) {
                while (silent && !from.isClosed()) {
                    Thread.sleep(5);
                }
                out.write(buffer, 0, count);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // One side has hung up; the other is told by the end of its stream.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
