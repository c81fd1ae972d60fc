package org.prahari.matching;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Node;
import org.prahari.support.Placed;
import org.prahari.support.Service;

/**
 * A nation driven over HTTP on a service of its own process: start, ranking, a round, its proof, offers and answers, what-if.
 * Arguments: how many trainees, and gaps (a million and 100,000 by default), and the heap of the service (4g).
 */
public final class NationDrive {
    private static final int ASKED = 300;
    private final Node node;
    private final Api api;
    private final String key;

    private NationDrive(Node node, String key, Api api) {
        this.node = node;
        this.key = key;
        this.api = api;
    }

    public static void main(String[] arguments) throws Exception {
        int trainees = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int gaps = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        String heap = arguments.length > 2 ? arguments[2] : "4g";
        Service service = Service.get();
        Nation nation = new Nation(service);
        nation.write(trainees, 0);
        nation.write(0, gaps);
        String key = service.key(Placed.SCOPES + " matching:read changes:read", "*");
        Api api = Api.as(key);
        // The first service would take part in the rounds, with a pool that knows nothing of all this.
        service.support().after();
        long start = System.nanoTime();
        try (Node node = Node.start("nation", heap)) {
            var drive = new NationDrive(node, key, api.at(node.port()));
            drive.told("start until the first answer", start, node.cpu().toMillis());
            List<String> all = List.copyOf(nation.departments());
            drive.rank();
            drive.round(all);
            drive.round(List.of("IN-KA"));
        }
        System.exit(0);
    }

    private void rank() {
        List<String> gaps = new ArrayList<>();
        JsonNode page = api.get("/v1/gaps?status=open&limit=200").expect(200).json();
        while (gaps.size() < ASKED && page.get("items").size() > 0) {
            page.get("items").forEach(gap -> gaps.add(gap.get("id").asText()));
            if (!page.has("next")) {
                break;
            }
            page = api.get("/v1/gaps?status=open&limit=200&cursor=" + page.get("next").asText())
                    .expect(200)
                    .json();
        }
        Collections.shuffle(gaps, new Random(3));
        for (int round = 0; round < 8; round++) {
            long start = System.nanoTime();
            long cpu = node.cpu().toMillis();
            gaps.forEach(gap -> api.get("/v1/gaps/" + gap + "/candidates?limit=20").expect(200));
            double ranked = (node.cpu().toMillis() - cpu) / (double) gaps.size();
            double wall = (System.nanoTime() - start) / 1e6 / gaps.size();
            cpu = node.cpu().toMillis();
            gaps.forEach(gap -> api.get("/v1/regions/IN-KA").expect(200));
            double trivial = (node.cpu().toMillis() - cpu) / (double) gaps.size();
            System.out.printf(
                    "candidates of %d gaps: %.2f ms on the clock, %.2f ms CPU of the service each; a region: %.2f ms%n",
                    gaps.size(), wall, ranked, trivial);
        }
    }

    private void round(List<String> departments) throws Exception {
        String named = departments.size() + " departments";
        long start = System.nanoTime();
        long cpu = node.cpu().toMillis();
        String body = "{\"departments\": [\"" + String.join("\", \"", departments) + "\"]}";
        String id = api.post("/v1/allocations", body).expect(202).json().get("id").asText();
        JsonNode round = over(id);
        told("round over " + named, start, node.cpu().toMillis() - cpu);
        System.out.println(round);
        proof(id);
        JsonNode person = api.get("/v1/allocations/" + id + "/assignments?limit=1")
                .expect(200)
                .json()
                .at("/items/0");
        for (int i = 0; i < 10; i++) {
            start = System.nanoTime();
            cpu = node.cpu().toMillis();
            Answer effect = api.post(
                    "/v1/allocations/" + id + "/what-if",
                    "{\"gaps\": [{\"gap\": \"%s\", \"seats\": %d}]}"
                            .formatted(person.get("gap").asText(), 20 + i));
            told("what-if " + (i + 1) + ", " + effect.status(), start, node.cpu().toMillis() - cpu);
        }
        int made = 0;
        start = System.nanoTime();
        cpu = node.cpu().toMillis();
        for (String department : departments) {
            Answer applied = Placed.apply(api, id, department);
            if (applied.status() == 201) {
                made += applied.json().get("offers").asInt();
            } else {
                System.out.println(department + " " + applied.text());
            }
        }
        told(made + " offers made", start, node.cpu().toMillis() - cpu);
        answers(id);
    }

    private void answers(String id) throws IOException {
        JsonNode items = api.get("/v1/offers?state=offered&limit=200&allocation=" + id)
                .expect(200)
                .json()
                .get("items");
        long start = System.nanoTime();
        for (int i = 0; i < items.size(); i++) {
            String step = i % 4 == 3 ? "/decline" : "/accept";
            api.post("/v1/offers/" + items.get(i).get("id").asText() + step, null, "If-Match", "*")
                    .expect(200);
        }
        told(items.size() + " offers answered", start, 0);
    }

    private JsonNode over(String id) throws InterruptedException {
        while (true) {
            JsonNode round = api.get("/v1/allocations/" + id).expect(200).json();
            if (!Set.of("queued", "running").contains(round.get("state").asText())) {
                return round;
            }
            Thread.sleep(200);
        }
    }

    private void proof(String id) throws IOException, InterruptedException {
        Path file = Path.of("target/nation-proof.ndjson");
        long start = System.nanoTime();
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.port() + "/v1/allocations/" + id + "/proof"))
                .header("Authorization", "Bearer " + key)
                .build();
        try (InputStream proof = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofInputStream())
                .body()) {
            Files.copy(proof, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        told("proof of " + (Files.size(file) >> 20) + " MB fetched", start, 0);
        start = System.nanoTime();
        Process checker = new ProcessBuilder("node", "src/test/js/check-proof.js")
                .inheritIO()
                .redirectInput(file.toFile())
                .start();
        int exit = checker.waitFor();
        told("checked in JavaScript, exit " + exit, start, 0);
    }

    private void told(String what, long since, long cpuMillis) throws IOException {
        System.out.printf(
                "%s: %.2f s, CPU %.2f s, resident %d MB%n",
                what, (System.nanoTime() - since) / 1e9, cpuMillis / 1e3, resident() >> 10);
    }

    private long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + node.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
