package org.prahari.support;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.awaitility.core.ConditionTimeoutException;

/** One tab of the browser: what it shows, what it asked for, and what it complained of. */
public final class Tab implements AutoCloseable {
    private static final Path PICTURES = Path.of("target/pages");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final Browser browser;
    private final String session;
    private final String context;
    private final int port;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<URI> requests = new CopyOnWriteArrayList<>();
    private final AtomicLong transferred = new AtomicLong();

    /** A picture of the whole page: its size in pixels, in the file, and how many colours it has. */
    public record Picture(Path file, int width, int height, long bytes, long colours) {}

    Tab(Browser browser, String session, String context, int port) {
        this.browser = browser;
        this.session = session;
        this.context = context;
        this.port = port;
    }

    void begin(int width, int height) {
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            send(domain + ".enable", Map.of());
        }
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    JsonNode send(String method, Map<String, Object> parameters) {
        return browser.send(session, method, parameters);
    }

    void hear(JsonNode event) {
        JsonNode said = event.get("params");
        switch (event.get("method").asText()) {
            case "Runtime.exceptionThrown" -> complaints.add(said.toString());
            case "Runtime.consoleAPICalled" -> {
                if (List.of("error", "warning").contains(said.get("type").asText())) {
                    complaints.add(said.toString());
                }
            }
            case "Log.entryAdded" -> {
                if (!said.at("/entry/level").asText().equals("info")) {
                    complaints.add(said.toString());
                }
            }
            case "Network.requestWillBeSent" ->
                requests.add(URI.create(said.at("/request/url").asText()));
            case "Network.loadingFinished" ->
                transferred.addAndGet(said.get("encodedDataLength").asLong());
            default -> {}
        }
    }

    /** Opens a page of the service and waits until it is drawn, or says why not. */
    public Tab go(String path) {
        return visit(path).drawn();
    }

    /** Opens a page of the service without waiting for it. */
    public Tab visit(String path) {
        send("Page.navigate", Map.of("url", "http://127.0.0.1:" + port + path));
        return this;
    }

    /** Waits until the page is drawn, as it says itself. */
    public Tab drawn() {
        return until("document.body?.dataset.drawn");
    }

    /** Waits until an expression of JavaScript is true. */
    public Tab until(String expression) {
        try {
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> evaluate("Boolean(" + expression + ")").asBoolean());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "Never: " + expression + " " + complaints + "\n" + text("document.body.innerText"), e);
        }
        return this;
    }

    /** The value of an expression, which may be a promise; missing if there is none. */
    public JsonNode evaluate(String expression) {
        return send("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true))
                .at("/result/value");
    }

    public String text(String expression) {
        return evaluate(expression).asText();
    }

    /** Takes a choice as a person does: the control changes, and says so. */
    public Tab choose(String selector, String value) {
        evaluate("(e => { e.value = '" + value + "'; e.dispatchEvent(new Event('change', {bubbles: true})); })"
                + "(document.querySelector('" + selector + "'))");
        return this;
    }

    public Tab click(String selector) {
        evaluate("document.querySelector('" + selector + "').click()");
        return this;
    }

    /** Presses a key that moves or opens, such as Tab or Enter. */
    public Tab press(String key, int code) {
        for (String type : List.of("keyDown", "keyUp")) {
            send(
                    "Input.dispatchKeyEvent",
                    Map.of(
                            "type",
                            type,
                            "key",
                            key,
                            "windowsVirtualKeyCode",
                            code,
                            "text",
                            key.equals("Enter") ? "\r" : ""));
        }
        return this;
    }

    public Tab dark() {
        send(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
        return this;
    }

    /** Whether the way to the service is there. */
    public Tab online(boolean there) {
        send(
                "Network.emulateNetworkConditions",
                Map.of("offline", !there, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
        return this;
    }

    /** The whole page as {@code target/pages/<name>.png}. */
    public Picture picture(String name) {
        return picture(name, 1, Integer.MAX_VALUE);
    }

    /** The same of its upper part, smaller or larger. */
    public Picture picture(String name, double scale, int height) {
        JsonNode size = send("Page.getLayoutMetrics", Map.of()).get("cssContentSize");
        Map<String, Object> clip = Map.of(
                "x",
                0,
                "y",
                0,
                "width",
                size.get("width"),
                "scale",
                scale,
                "height",
                Math.min(height, size.get("height").asInt()));
        byte[] bytes = Base64.getDecoder()
                .decode(send("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", clip))
                        .get("data")
                        .asText());
        try {
            Files.createDirectories(PICTURES);
            Path file = Files.write(PICTURES.resolve(name + ".png"), bytes);
            var image = ImageIO.read(new ByteArrayInputStream(bytes));
            long colours = java.util.Arrays.stream(
                            image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                    .distinct()
                    .count();
            return new Picture(file, image.getWidth(), image.getHeight(), bytes.length, colours);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** What was asked for so far, from whomever. */
    public List<URI> requests() {
        return List.copyOf(requests);
    }

    /** Bytes that came over the wire so far, with their headers. */
    public long transferred() {
        return transferred.get();
    }

    @Override
    public void close() {
        browser.close(session, context);
    }
}
