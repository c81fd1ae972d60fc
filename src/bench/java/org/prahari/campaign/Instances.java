package org.prahari.campaign;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.prahari.campaign.Question.Headers;
import org.prahari.support.Node;

/** This service, in a process for each way to run it: with what answers ahead of the resource, and without. */
final class Instances implements AutoCloseable {
    /** The setting that takes away what stands before the resource, where there is one. */
    private static final String HOT = "delivery.hot";

    private final List<Node> nodes = new ArrayList<>();
    private final Map<Peer, Double> seconds = new LinkedHashMap<>();

    /** @param heap of each, as {@code -Xmx} takes it */
    Instances(String heap, boolean log) throws IOException, InterruptedException {
        boolean hot = Files.readString(Path.of("config.yml")).contains("PRAHARI_DELIVERY_HOT");
        try {
            if (hot) {
                start("hot", heap, log, "true");
            }
            start("resource", heap, log, hot ? "false" : "");
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void start(String name, String heap, boolean log, String hot) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Map<String, String> settings = new LinkedHashMap<>();
        if (!hot.isEmpty()) {
            settings.put(HOT, hot);
        }
        // Patience, in case the machine has other work.
        settings.put("database.properties.connectTimeout", "30000");
        settings.put("database.maxWaitForConnection", "30s");
        settings.put("server.requestLog.enabled", Boolean.toString(log));
        Node node = Node.start("delivery-" + name, heap, settings);
        nodes.add(node);
        Peer peer = new Peer(
                name,
                Peer.Kind.SERVICE,
                node.port(),
                List.of(ProcessHandle.of(node.pid()).orElseThrow()),
                (number, question, headers) -> question.target());
        try (Wired wired = new Wired(node.port())) {
            wired.send(Headers.TWO.request("/v1/campaigns?limit=1", "en", false, null));
        }
        seconds.put(peer, (System.nanoTime() - start) / 1e9);
    }

    /** The one that the goals are for is the first. */
    List<Peer> peers() {
        return List.copyOf(seconds.keySet());
    }

    /** The one without anything before the resource. */
    Peer reference() {
        return peers().get(peers().size() - 1);
    }

    /** From the start of the process to the first answer about campaigns. */
    double seconds(Peer peer) {
        return seconds.get(peer);
    }

    /** Bytes of the heap that are in use after a full collection. */
    static long live(Peer peer) throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(peer.processes().get(0).pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(jcmd.getInputStream()))) {
            String total = lines.lines()
                    .filter(line -> line.startsWith("Total"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("jcmd told nothing"));
            return Long.parseLong(total.trim().split("\\s+")[2]);
        }
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
    }
}
