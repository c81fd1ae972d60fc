package org.prahari.support;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Chromium as it is installed, without a window, led over its DevTools protocol; one for all tests. */
public final class Browser {
    private static final long PATIENCE_S = 60;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static Browser instance;

    private final Process process;
    private final WebSocket socket;
    private final AtomicLong last = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final Map<String, Consumer<JsonNode>> tabs = new ConcurrentHashMap<>();

    /** What the browser would not do. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refusal(String message) {
            super(message);
        }
    }

    private Browser(Path binary) throws IOException {
        Path profile = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "browser");
        process = new ProcessBuilder(
                        binary.toString(),
                        "--headless=new",
                        // Root, as in a container, cannot have the sandbox; the pages are our own.
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--lang=en",
                        "--user-data-dir=" + profile,
                        "--remote-debugging-port=0",
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(new File("target/browser.log"))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(profile)));
        List<String> lines = port(profile.resolve("DevToolsActivePort"));
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)), new Listener())
                .join();
    }

    /** Where Chromium is installed, if it is. */
    public static Optional<Path> binary() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public static synchronized Browser get() {
        if (instance == null) {
            try {
                instance = new Browser(binary().orElseThrow());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return instance;
    }

    /** A tab that shares nothing with others, not even what was kept. */
    public Tab open(int port, int width, int height) {
        String context = send(null, "Target.createBrowserContext", Map.of())
                .get("browserContextId")
                .asText();
        String target = send(null, "Target.createTarget", Map.of("url", "about:blank", "browserContextId", context))
                .get("targetId")
                .asText();
        String session = send(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asText();
        var tab = new Tab(this, session, context, port);
        tabs.put(session, tab::hear);
        tab.begin(width, height);
        return tab;
    }

    void close(String session, String context) {
        send(null, "Target.disposeBrowserContext", Map.of("browserContextId", context));
        tabs.remove(session);
    }

    /** Asks for something and waits for the answer. */
    JsonNode send(String session, String method, Map<String, Object> parameters) {
        long id = last.incrementAndGet();
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        if (session != null) {
            message.put("sessionId", session);
        }
        var answer = new CompletableFuture<JsonNode>();
        asked.put(id, answer);
        try {
            synchronized (socket) {
                socket.sendText(message.toString(), true).get(PATIENCE_S, TimeUnit.SECONDS);
            }
            JsonNode said = answer.get(PATIENCE_S, TimeUnit.SECONDS);
            if (said.has("error")) {
                throw new Refusal(method + ": " + said.get("error"));
            }
            return said.get("result");
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The browser did not answer " + method, e);
        }
    }

    private void hear(JsonNode message) {
        if (message.has("id")) {
            asked.remove(message.get("id").asLong()).complete(message);
        } else {
            tabs.getOrDefault(message.path("sessionId").asText(), event -> {}).accept(message);
        }
    }

    private static List<String> port(Path file) {
        return await("Chromium starts, see target/browser.log")
                .atMost(PATIENCE_S, TimeUnit.SECONDS)
                .until(() -> Files.exists(file) ? Files.readAllLines(file) : List.of(), lines -> lines.size() == 2);
    }

    private void stop(Path profile) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            for (Path file : Files.walk(profile)
                    .sorted(java.util.Comparator.reverseOrder())
                    .toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | InterruptedException e) {
            // What is left lies in target, and goes with it.
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    hear(JSON.readTree(text.toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } finally {
                    text.setLength(0);
                }
            }
            from.request(1);
            return null;
        }
    }
}
