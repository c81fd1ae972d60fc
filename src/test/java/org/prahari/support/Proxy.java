package org.prahari.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** HAProxy before up to three nodes, set up as operators do. */
public final class Proxy implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");
    private static final int MOST = 3;
    private final Process process;
    private final int port;

    public Proxy(List<Node> nodes) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(PROGRAM.toString(), "-db", "-f", "src/main/haproxy/prahari.cfg")
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target/haproxy.log").toFile());
        Map<String, String> settings = builder.environment();
        settings.put("PRAHARI_FRONT", "127.0.0.1:" + port);
        for (int i = 0; i < MOST; i++) {
            // Where there is no node, nobody answers.
            Node node = i < nodes.size() ? nodes.get(i) : null;
            settings.put("PRAHARI_NODE_" + (i + 1), "127.0.0.1:" + (node == null ? 1 : node.port()));
            settings.put("PRAHARI_ADMIN_" + (i + 1), Integer.toString(node == null ? 1 : node.adminPort()));
        }
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    public static boolean isThere() {
        return Files.isExecutable(PROGRAM);
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
