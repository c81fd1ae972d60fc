package org.prahari.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Imports;
import org.prahari.support.Operation;
import org.prahari.support.Placed;
import org.prahari.support.Rounds;
import org.prahari.support.Service;

/**
 * What the access matrix needs to know of each path parameter and of the fields of bodies, in two tables: {@link #PATHS}
 * and {@link #FIELDS}. What is not named here fails the matrix with a message that says what to add.
 */
final class MatrixFixtures {
    static final String ONE = "IN-KA";
    static final String OTHER = "IN-TN";
    private static final String NOBODYS = "01936000-0000-7000-8000-00000000abcd";
    /** Stands for the first key of the client that the path names. */
    static final String KEY = "the-key";

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    /** Makes a new thing of this department (or of nobody's), fit for the operation, and gives its id. */
    interface Maker {
        String make(MatrixFixtures fixtures, String department, Operation operation);
    }

    /**
     * A path parameter.
     *
     * @param departments whether each of its things belongs to a department, and is not there for others
     * @param clients whether each of its things belongs to a client, and is not there for any other
     * @param unknown well-formed and not there; null if whatever is well-formed will do
     * @param malformed what no id of this kind looks like; null if the parameter's own test says what becomes of it
     */
    record PathRow(boolean departments, boolean clients, Maker maker, String unknown, String malformed) {
        PathRow(boolean departments, Maker maker, String unknown, String malformed) {
            this(departments, false, maker, unknown, malformed);
        }

        static PathRow ofClient(Maker maker) {
            return new PathRow(false, true, maker, NOBODYS, "no-uuid");
        }

        static PathRow ofDepartment(Maker maker) {
            return new PathRow(true, maker, NOBODYS, "no-uuid");
        }

        static PathRow ofAll(String id, String unknown, String malformed) {
            return new PathRow(false, (fixtures, department, operation) -> id, unknown, malformed);
        }
    }

    /** By the path up to and with the parameter. */
    static final Map<String, PathRow> PATHS = Map.ofEntries(
            Map.entry("/v1/regions/{id}", PathRow.ofAll("IN-KA", "IN-XX", "in_ka")),
            Map.entry("/v1/roles/{id}", PathRow.ofAll("PD-WRL-003", "PD-WRL-999", "x'--")),
            Map.entry("/v1/certifications/{code}", PathRow.ofAll("COMPTIA-SECPLUS", "NO-SUCH", "x'--")),
            Map.entry("/v1/campaigns/{slug}", PathRow.ofAll("ai-tools-and-patient-data", "no-such-campaign", "X_Y")),
            Map.entry("/v1/campaigns/bundles/{language}", PathRow.ofAll("hi", "tlh", "x_y")),
            Map.entry(
                    "/v1/editorial/campaigns/{slug}",
                    new PathRow(false, MatrixFixtures::campaign, "no-such-campaign", "X_Y")),
            Map.entry("/v1/editorial/campaigns/{slug}/translations/{language}", PathRow.ofAll("hi", null, null)),
            Map.entry("/v1/editorial/campaigns/{slug}/revisions/{revision}", PathRow.ofAll("1", "999", "one")),
            Map.entry("/v1/facilities/{id}", PathRow.ofDepartment(MatrixFixtures::facility)),
            Map.entry(
                    "/v1/imports/{id}",
                    PathRow.ofClient((fixtures, department, operation) -> Imports.unbegun(fixtures.administrator))),
            Map.entry("/v1/allocations/{id}", PathRow.ofDepartment(MatrixFixtures::round)),
            Map.entry("/v1/offers/{id}", PathRow.ofDepartment(MatrixFixtures::offer)),
            Map.entry("/v1/ctdl/certifications/{code}", PathRow.ofAll("COMPTIA-SECPLUS", "NO-SUCH", "x'--")),
            Map.entry("/v1/ctdl/roles/{id}", PathRow.ofAll("PD-WRL-003", "PD-WRL-999", "x'--")),
            Map.entry("/v1/fhir/Organization/{id}", PathRow.ofDepartment(MatrixFixtures::facility)),
            Map.entry("/v1/fhir/Location/{id}", PathRow.ofDepartment(MatrixFixtures::facility)),
            Map.entry("/v1/fhir/PractitionerRole/{id}", PathRow.ofDepartment(MatrixFixtures::accepted)),
            Map.entry("/v1/fhir/Practitioner/{id}", PathRow.ofDepartment(MatrixFixtures::placed)),
            Map.entry("/v1/gaps/{id}", PathRow.ofDepartment(MatrixFixtures::gap)),
            Map.entry("/v1/gaps/{id}/candidates/{trainee}", PathRow.ofDepartment(MatrixFixtures::trainee)),
            Map.entry("/v1/trainees/{id}", PathRow.ofDepartment(MatrixFixtures::trainee)),
            Map.entry("/v1/erasures/{id}", PathRow.ofDepartment(MatrixFixtures::erasure)),
            Map.entry("/v1/notices/{version}", new PathRow(false, MatrixFixtures::notice, null, null)),
            Map.entry("/v1/webhooks/{id}", PathRow.ofDepartment(MatrixFixtures::webhook)),
            Map.entry("/v1/clients/{id}", PathRow.ofDepartment(MatrixFixtures::client)),
            Map.entry("/v1/clients/{id}/keys/{key}", PathRow.ofAll(KEY, "0".repeat(16), "no-key")));

    /** What a field of an example must be for the call: the path's ids, and the department it is for. */
    interface Field {
        JsonNode value(MatrixFixtures fixtures, String department, Map<String, String> ids);
    }

    /** Fields that name a department or a thing of one: who does not see it is told that there is no such thing. */
    static final Map<String, Field> REFERENCES = Map.of(
            "department", (fixtures, department, ids) -> TextNode.valueOf(department),
            "departments",
                    (fixtures, department, ids) ->
                            JsonNodeFactory.instance.arrayNode().add(department),
            "facility", (fixtures, department, ids) -> TextNode.valueOf(fixtures.facilityIn(department)));

    /** Fields that must be unique, or agree with the path; null takes a field away. */
    static final Map<String, Field> FIELDS = Map.of(
            "externalId", (fixtures, department, ids) -> null,
            // What if nothing were different: the example's own are not there.
            "trainees", (fixtures, department, ids) -> null,
            "gaps", (fixtures, department, ids) -> null,
            "hfrId", (fixtures, department, ids) -> null,
            "credential", (fixtures, department, ids) -> TextNode.valueOf(fixtures.badge(ids.get("id"))),
            // Of a day that is not too old.
            "counters",
                    (fixtures, department, ids) -> JsonNodeFactory.instance
                            .arrayNode()
                            .add(JsonNodeFactory.instance
                                    .objectNode()
                                    .put("campaign", "never-share-otp")
                                    .put("language", "hi")
                                    .put("region", "IN-KA")
                                    .put(
                                            "day",
                                            LocalDate.now(ZoneId.of("Asia/Kolkata"))
                                                    .minusDays(1)
                                                    .toString())
                                    .put("shown", 1)),
            // What every caller that comes so far has to give.
            "scopes",
                    (fixtures, department, ids) ->
                            JsonNodeFactory.instance.arrayNode().add("clients:write"),
            "slug",
                    (fixtures, department, ids) -> {
                        String slug = ids.getOrDefault("slug", "");
                        return TextNode.valueOf(slug.matches("[a-z0-9-]+") ? slug : unique());
                    });

    private final Api administrator;
    private final Api publisher;
    private final Map<String, String> facilities = new HashMap<>();
    private final Map<String, String> shared = new HashMap<>();

    /** @param publisher another one, for what needs a second person */
    MatrixFixtures(Api administrator, Api publisher) {
        this.administrator = administrator;
        this.publisher = publisher;
    }

    /** The path parameters of an operation by name, in order, each with its row. */
    static Map<String, PathRow> rows(Operation operation) {
        Map<String, PathRow> rows = new LinkedHashMap<>();
        Matcher matcher = PARAMETER.matcher(operation.path());
        while (matcher.find()) {
            String prefix = operation.path().substring(0, matcher.end());
            PathRow row = PATHS.get(prefix);
            if (row == null) {
                throw new AssertionError("The access matrix has no fixture for \"" + prefix + "\" (" + operation.name()
                        + "). Add a row to MatrixFixtures.PATHS: PathRow.ofDepartment(maker) if each thing belongs to"
                        + " a department, PathRow.ofAll(id, unknown, malformed) if it is the same for everybody.");
            }
            rows.put(matcher.group(1), row);
        }
        return rows;
    }

    /** An id of that department that the matrix only looks at. */
    String shared(String prefix, PathRow row, String department, Operation operation) {
        return shared.computeIfAbsent(prefix + department, key -> row.maker().make(this, department, operation));
    }

    /** The first example of the operation's body, made to fit; null if it takes none. */
    Body body(Operation operation, String department, Map<String, String> ids) {
        if (operation.content().isEmpty()) {
            return null;
        }
        var media = operation.content().properties().iterator().next();
        JsonNode example = media.getValue().has("example")
                ? media.getValue().get("example")
                : Operation.resolve(media.getValue().get("examples").elements().next())
                        .get("value");
        boolean refers = false;
        if (example instanceof ObjectNode original) {
            ObjectNode fitted = original.deepCopy();
            for (String name : (Iterable<String>) original::fieldNames) {
                refers |= REFERENCES.containsKey(name);
                Field field = REFERENCES.getOrDefault(name, FIELDS.get(name));
                if (field != null) {
                    JsonNode value = field.value(this, department, ids);
                    if (value == null) {
                        fitted.remove(name);
                    } else {
                        fitted.set(name, value);
                    }
                }
            }
            example = fitted;
        }
        return new Body(media.getKey(), Operation.text(example), refers);
    }

    /** @param refers whether it names a department or a thing of one */
    record Body(String type, String text, boolean refers) {}

    String facilityIn(String department) {
        return department.equals("IN-XX")
                ? NOBODYS
                : facilities.computeIfAbsent(department, key -> facility(this, key, null));
    }

    private static String unique() {
        return "matrix-" + UUID.randomUUID();
    }

    private String made(String path, String json) {
        return made(administrator, path, json);
    }

    private String made(Api maker, String path, String json) {
        String location = maker.post(path, json).expect(201).header("Location");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static String facility(MatrixFixtures fixtures, String department, Operation operation) {
        return fixtures.made(
                "/v1/facilities",
                "{\"department\": \"%s\", \"name\": \"Matrix Hospital\", \"kind\": \"district-hospital\"}"
                        .formatted(department));
    }

    private static String gap(MatrixFixtures fixtures, String department, Operation operation) {
        return fixtures.made("/v1/gaps", """
                {"facility": "%s", "role": "PD-WRL-003", "level": "basic", "headcount": 2, "workMode": "on-site",
                 "startsOn": "2027-04-01", "priority": 3}
                """.formatted(fixtures.facilityIn(department)));
    }

    private static String trainee(MatrixFixtures fixtures, String department, Operation operation) {
        String id = fixtures.made("/v1/trainees", """
                {"department": "%s", "soughtRoles": [{"role": "PD-WRL-003", "level": "basic"}], "languages": ["en"],
                 "home": {"region": "%s"}, "relocation": {"scope": "state"}, "remote": false, "experienceMonths": 6,
                 "availableFrom": "2027-01-15"}
                """.formatted(department, department));
        String path = "/v1/trainees/" + id;
        fixtures.administrator
                .put(
                        path + "/identity",
                        "{\"name\": \"Matrix Person\", \"email\": \"%s@example.invalid\"}".formatted(unique()),
                        "*")
                .expect(200);
        fixtures.administrator
                .put(
                        path + "/consent",
                        "{\"notice\": \"2026-1\", \"language\": \"en\", \"purposes\": [\"matching\"]}",
                        "*")
                .expect(200);
        return id;
    }

    /** One that is over; to be cancelled, one that nobody has begun. */
    private static String round(MatrixFixtures fixtures, String department, Operation operation) {
        Answer made = fixtures.administrator
                .post("/v1/allocations", "{\"departments\": [\"%s\"]}".formatted(department))
                .expect(202);
        String id = made.json().get("id").asText();
        Rounds.over(fixtures.administrator, id);
        if (operation.method().equals("DELETE")) {
            Rounds.held(id);
        }
        return id;
    }

    private static String offer(MatrixFixtures fixtures, String department, Operation operation) {
        String path = Placed.offer(fixtures.administrator, department);
        // What is only looked at is looked at by the operation that tells who it was made to, too.
        if (operation.method().equals("GET")) {
            move(fixtures.administrator, path, "accept");
        }
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String accepted(MatrixFixtures fixtures, String department, Operation operation) {
        return fixtures.acceptedOffer(department).get("id").asText();
    }

    /** Who has accepted an offer. */
    private static String placed(MatrixFixtures fixtures, String department, Operation operation) {
        return fixtures.acceptedOffer(department).get("trainee").asText();
    }

    private JsonNode acceptedOffer(String department) {
        String path = Placed.offer(administrator, department);
        move(administrator, path, "accept");
        return administrator.get(path).expect(200).json();
    }

    /** A badge of that trainee; of nobody if there is none. */
    private String badge(String trainee) {
        Answer identity = administrator.get("/v1/trainees/" + trainee + "/identity");
        String email = identity.status() == 200 ? identity.json().get("email").asText() : "nobody@example.invalid";
        return Service.get().badges().badge(email);
    }

    private static String erasure(MatrixFixtures fixtures, String department, Operation operation) {
        String path = "/v1/trainees/" + trainee(fixtures, department, operation) + "/erasure";
        Answer receipt = fixtures.administrator.send("POST", path, null, "If-Match", "*");
        return receipt.expect(201).json().get("id").asText();
    }

    private static String notice(MatrixFixtures fixtures, String department, Operation operation) {
        String version = unique().substring(0, 20);
        String text = "{\"texts\": [{\"language\": \"en\", \"title\": \"t\", \"text\": \"t\", \"reviewed\": true}]}";
        fixtures.administrator
                .send("PUT", "/v1/notices/" + version, text, "If-None-Match", "*")
                .expect(201);
        return version;
    }

    private static String client(MatrixFixtures fixtures, String department, Operation operation) {
        return fixtures.made(
                "/v1/clients",
                "{\"name\": \"matrix\", \"scopes\": [\"clients:write\"], \"departments\": [\"%s\"]}"
                        .formatted(department));
    }

    private static String webhook(MatrixFixtures fixtures, String department, Operation operation) {
        // A client of its own for each, as one has few.
        return fixtures.made(
                Api.with(String.join(" ", Scope.ALL), "*"),
                "/v1/webhooks",
                "{\"url\": \"https://hooks.partner.example/m\", \"features\": [\"role\"], \"departments\": [\"%s\"]}"
                        .formatted(department));
    }

    /** The path with its ids. */
    String fill(String path, Map<String, String> ids) {
        String filled = path;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            String value = id.getValue().equals(KEY) ? keyOf(ids.get("id")) : id.getValue();
            filled = filled.replace("{" + id.getKey() + "}", value);
        }
        return filled;
    }

    private String keyOf(String client) {
        Answer answer = administrator.get("/v1/clients/" + client);
        return answer.status() == 200 ? answer.json().at("/keys/0/id").asText() : "0".repeat(16);
    }

    /** In the state from which the operation starts. */
    private static String campaign(MatrixFixtures fixtures, String department, Operation operation) {
        Operation create = Operation.all().stream()
                .filter(one -> one.name().equals("POST /v1/editorial/campaigns"))
                .findFirst()
                .orElseThrow();
        String slug = unique();
        Answer made = fixtures.administrator.post(
                create.path(),
                fixtures.body(create, department, Map.of("slug", slug)).text());
        made.expect(201);
        String path = create.path() + "/" + slug;
        fixtures.administrator
                .put(
                        path + "/translations/hi",
                        "{\"title\": \"t\", \"summary\": \"s\", \"body\": \"b\", \"callToAction\": \"c\"}",
                        "*")
                .expect(200);
        String last = operation.path().substring(operation.path().lastIndexOf('/') + 1);
        boolean proposal = operation.path().contains("/translations/{language}/");
        if (proposal || List.of("publish", "return", "archive").contains(last)) {
            move(fixtures.administrator, path, "submit");
        }
        if (proposal || last.equals("archive")) {
            move(fixtures.publisher, path, "publish");
        }
        if (proposal) {
            fixtures.administrator
                    .put(
                            path + "/translations/hi",
                            "{\"title\": \"u\", \"summary\": \"s\", \"body\": \"b\", \"callToAction\": \"c\"}",
                            "*")
                    .expect(200);
        }
        if (List.of("approve", "reject").contains(last)) {
            move(fixtures.administrator, path, "translations/hi/submit");
        }
        return slug;
    }

    private static void move(Api api, String path, String step) {
        api.send("POST", path + "/" + step, null, "If-Match", "*").expect(200);
    }
}
