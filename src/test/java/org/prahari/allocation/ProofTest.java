package org.prahari.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prahari.matching.MatchingDao;
import org.prahari.matching.Pool;
import org.prahari.matching.Weights;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Rounds;
import org.prahari.support.ServiceTest;

/** A partner checks a real proof in another language, and is not taken in by any that was tampered with. */
class ProofTest extends ServiceTest {
    private static final Path CHECKER = Path.of("src/test/js/check-proof.js");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> ROLES = List.of("PD-WRL-003", "PD-WRL-001");
    private static final List<String> CODES = List.of("GIAC-GCIH", "ECC-ECIH", "COMPTIA-CYSA", "COMPTIA-SECPLUS");
    private static final List<String> LEVELS = List.of("basic", "intermediate", "advanced");
    private final Random random = new Random(20261124);
    private final Api api = Api.with(
            "allocations:read allocations:write gaps:write facilities:write trainees:write trainees:read matching:read",
            "IN-KA",
            "IN-KL");

    @TempDir
    Path folder;

    @Test
    void theCheckerAcceptsTheRealProofAndRejectsEveryTamperedOne() throws Exception {
        assumeThat(node()).as("node is there").isTrue();
        world();
        String proof = api.get("/v1/allocations/" + solved("optimal") + "/proof")
                .expect(200)
                .text();
        List<ObjectNode> lines = lines(proof);
        long seated = lines.stream().filter(line -> line.has("at")).count();
        long empty = lines.stream()
                .filter(line -> line.has("person") && !line.has("at"))
                .count();
        assertThat(seated).isGreaterThan(5);
        assertThat(empty).isGreaterThan(0);
        assertThat(check(proof)).isEqualTo("proven");
        Map<String, Consumer<List<ObjectNode>>> tamperings = tamperings();
        assertThat(tamperings).hasSizeGreaterThanOrEqualTo(20);
        Map<String, String> said = new LinkedHashMap<>();
        for (var tampering : tamperings.entrySet()) {
            List<ObjectNode> copy =
                    new ArrayList<>(lines.stream().map(ObjectNode::deepCopy).toList());
            tampering.getValue().accept(copy);
            StringBuilder text = new StringBuilder();
            copy.forEach(line -> text.append(line).append('\n'));
            assertThat(text.toString()).as(tampering.getKey()).isNotEqualTo(proof);
            String verdict = check(text.toString());
            said.put(tampering.getKey(), verdict);
            assertThat(verdict).as(tampering.getKey()).isNotEqualTo("proven");
        }
        System.out.println("proof: accepted with " + seated + " seated; rejected: " + said);
    }

    @Test
    void whatPrioritiesCountIsInTheProofAndChecked() throws Exception {
        assumeThat(node()).as("node is there").isTrue();
        world();
        String id = solved("optimal");
        JsonNode before = api.get("/v1/allocations/" + id).json();
        service.jdbi().useHandle(handle -> {
            for (String table : List.of("allocation_gap", "allocation_person", "allocation_proof")) {
                handle.execute("DELETE FROM " + table);
            }
        });
        Rounds.unbegun(id);
        List<Integer> weights = List.of(1, 3, 9, 27, 81);
        Supplier<Pool> pool = () -> service.jdbi()
                .inTransaction(handle -> handle.attach(MatchingDao.class).pool(Weights.DEFAULT));
        new RoundJob(
                        service.jdbi().onDemand(RoundDao.class),
                        pool,
                        new Markets(pool, new PriorityWeights(weights), Clock.systemUTC()),
                        MAPPER,
                        () -> false,
                        Duration.ofMinutes(1),
                        Clock.systemUTC())
                .run(id);
        JsonNode round = api.get("/v1/allocations/" + id).json();
        assertThat(round.get("filled"))
                .as("weights that rise fill the same seats")
                .isEqualTo(before.get("filled"));
        String proof = api.get("/v1/allocations/" + id + "/proof").expect(200).text();
        List<ObjectNode> lines = lines(proof);
        assertThat(lines.get(0).get("priorities")).isEqualTo(MAPPER.valueToTree(weights));
        long weight = 0;
        for (ObjectNode line : lines) {
            if (line.has("at")) {
                weight += weights.get(gap(lines, line).get("priority").asInt() - 1);
            }
        }
        assertThat(round.get("weight").asLong())
                .isEqualTo(weight)
                .isGreaterThan(before.get("weight").asLong());
        assertThat(check(proof)).isEqualTo("proven");
    }

    @Test
    void theProofOfAStableRoundIsCheckedToo() throws Exception {
        assumeThat(node()).as("node is there").isTrue();
        world();
        String proof = api.get("/v1/allocations/" + solved("stable") + "/proof")
                .expect(200)
                .text();
        assertThat(check(proof)).isEqualTo("proven");
        List<ObjectNode> lines = lines(proof);
        ObjectNode someone = seated(lines, 0);
        ObjectNode head = lines.get(0);
        head.put(
                "weight",
                head.get("weight").asLong()
                        - lines.get(1 + someone.get("at").asInt()).get("weight").asLong());
        head.put("score", head.get("score").asLong() - someone.get("score").asLong());
        someone.remove("at");
        someone.remove("score");
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        assertThat(check(text.toString())).contains("would rather have each other");
    }

    @Test
    void aDamagedProofIsNeverGivenAsIfItWereWhole() {
        world();
        String id = solved("optimal");
        String path = "/v1/allocations/" + id + "/proof";
        api.get(path).expect(200);
        service.jdbi()
                .useHandle(
                        handle -> handle.execute(
                                "UPDATE allocation_proof SET bytes = INSERT(bytes, 40, 1, CHAR(ASCII(SUBSTRING(bytes, 40, 1)) ^ 1))"));
        api.get(path).problem(410, "gone");
        service.jdbi().useHandle(handle -> handle.execute("DELETE FROM allocation_proof"));
        api.get(path).problem(410, "gone");
        api.get("/v1/allocations/" + id + "/assignments").expect(200);
    }

    /** Each as somebody would who wants a place for a friend, or to hide that a better allocation exists. */
    private static Map<String, Consumer<List<ObjectNode>>> tamperings() {
        Map<String, Consumer<List<ObjectNode>>> all = new LinkedHashMap<>();
        all.put("a higher score", lines -> bump(seated(lines, 0), "score", 1));
        all.put("a lower score", lines -> bump(seated(lines, 1), "score", -1));
        all.put("a score moved from one to another", lines -> {
            bump(seated(lines, 0), "score", 1);
            bump(seated(lines, 1), "score", -1);
        });
        all.put("somebody unseated", lines -> unseat(seated(lines, 0)));
        all.put("somebody unseated, and the sums mended", lines -> {
            ObjectNode one = seated(lines, 0);
            bump(lines.get(0), "score", -one.get("score").asLong());
            bump(lines.get(0), "weight", -gap(lines, one).get("weight").asLong());
            unseat(one);
        });
        all.put("somebody ineligible seated", lines -> {
            ObjectNode one = unseated(lines);
            one.put("at", 0);
            one.put("score", 5000);
        });
        all.put(
                "a seat too many where they are dear",
                lines -> lines.stream()
                        .filter(line -> line.has("price")
                                && line.get("price").get(0).asLong()
                                                + line.get("price").get(1).asLong()
                                        > 0)
                        .findFirst()
                        .ifPresent(line -> bump(line, "seats", 1)));
        all.put("a seat too few", lines -> gap(lines, seated(lines, 0)).put("seats", 0));
        all.put("a debt of seats that pays for a dearer seat", lines -> {
            ObjectNode gap = gap(lines, seated(lines, 0));
            ObjectNode debtor = lines.get(1 + (gap.get("gap").asInt() + 1) % 12);
            int empty = gap.get("seats").asInt() + 1;
            gap.put("seats", empty);
            debtor.put("seats", -1);
            debtor.set("price", gap.get("price").deepCopy());
        });
        all.put("components that weigh less than nothing", lines -> {
            bump((ObjectNode) lines.get(0).get("weights"), "level", -200);
            bump((ObjectNode) lines.get(0).get("weights"), "waiting", 200);
        });
        all.put("a price raised", lines -> price(gap(lines, seated(lines, 0)), 1, 1));
        all.put("a price lowered", lines -> price(gap(lines, seated(lines, 0)), 0, -1));
        all.put("a negative price", lines -> price(gap(lines, seated(lines, 0)), 0, -100));
        all.put("a weight raised", lines -> bump(gap(lines, seated(lines, 0)), "weight", 1));
        all.put("a gap made more urgent", lines -> bump(gap(lines, seated(lines, 0)), "priority", 1));
        all.put(
                "a priority made to count more",
                lines -> ((ArrayNode) lines.get(0).get("priorities")).set(4, MAPPER.valueToTree(50)));
        all.put("a certificate taken away", lines -> {
            for (ObjectNode line : lines) {
                if (line.has("held")) {
                    line.putArray("held");
                }
            }
        });
        all.put("a consent taken away", lines -> seated(lines, 0).putArray("purposes"));
        all.put("a language taken away", lines -> seated(lines, 0).putArray("languages"));
        all.put("somebody moved to another state", lines -> {
            seated(lines, 0).put("region", "IN-TN");
            seated(lines, 0).put("relocation", "district");
            seated(lines, 0).put("remote", false);
        });
        all.put("an earlier registration", lines -> seated(lines, 0).put("registeredOn", "2020-01-01"));
        all.put("somebody left out", lines -> lines.remove(lines.size() - 1));
        all.put("a gap left out", lines -> lines.remove(1));
        all.put("somebody twice", lines -> lines.add(lines.get(lines.size() - 1)));
        all.put("the total score raised", lines -> bump(lines.get(0), "score", 1));
        all.put("the total weight raised", lines -> bump(lines.get(0), "weight", 1));
        all.put("a small unit", lines -> lines.get(0).put("unit", "1"));
        all.put("other weights", lines -> {
            bump((ObjectNode) lines.get(0).get("weights"), "preference", 1);
            bump((ObjectNode) lines.get(0).get("weights"), "waiting", -1);
        });
        all.put("another format", lines -> lines.get(0).put("format", "prahari-proof-0"));
        return all;
    }

    private static void bump(ObjectNode line, String field, long by) {
        line.put(field, line.get(field).asLong() + by);
    }

    private static void unseat(ObjectNode one) {
        one.remove("at");
        one.remove("score");
    }

    private static void price(ObjectNode gap, int part, long by) {
        ArrayNode price = (ArrayNode) gap.get("price");
        price.set(part, MAPPER.getNodeFactory().numberNode(price.get(part).asLong() + by));
    }

    private static ObjectNode seated(List<ObjectNode> lines, int which) {
        return lines.stream()
                .filter(line -> line.has("at"))
                .skip(which)
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode unseated(List<ObjectNode> lines) {
        return lines.stream()
                .filter(line -> line.has("person") && !line.has("at"))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode gap(List<ObjectNode> lines, JsonNode person) {
        return lines.get(1 + person.get("at").asInt());
    }

    private static List<ObjectNode> lines(String proof) throws IOException {
        List<ObjectNode> lines = new ArrayList<>();
        for (String line : proof.lines().toList()) {
            lines.add((ObjectNode) MAPPER.readTree(line));
        }
        return lines;
    }

    private static boolean node() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private String check(String proof) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("proof.ndjson"), proof);
        Process process = new ProcessBuilder("node", CHECKER.toString())
                .redirectInput(file.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue() == 0).isEqualTo(said.equals("proven"));
        return said;
    }

    private String solved(String mode) {
        String id = api.post("/v1/allocations", "{\"mode\": \"%s\"}".formatted(mode))
                .expect(202)
                .json()
                .get("id")
                .asText();
        assertThat(Rounds.over(api, id).json().get("state").asText()).isEqualTo("succeeded");
        return id;
    }

    /** Twelve gaps and forty people, of all kinds: certificates, levels, languages, moves, remote work, other departments. */
    private void world() {
        LocalDate start = LocalDate.now().plusDays(60);
        for (String department : List.of("IN-KA", "IN-KL")) {
            String facility = api.post("/v1/facilities", """
                            {"department": "%s", "name": "Proof hospital", "kind": "district-hospital"}
                            """.formatted(department))
                    .expect(201)
                    .json()
                    .get("id")
                    .asText();
            for (int i = 0; i < 6; i++) {
                String required = i % 3 == 0 ? "[[\"%s\", \"%s\"]]".formatted(CODES.get(0), CODES.get(1)) : "[]";
                api.post("/v1/gaps", """
                                {"facility": "%s", "role": "%s", "level": "%s", "headcount": %d, "priority": %d,
                                 "workMode": "%s", "startsOn": "%s", "graceDays": 10, "requiredCertifications": %s,
                                 "preferredCertifications": ["COMPTIA-CYSA", "COMPTIA-SECPLUS"],
                                 "requiredLanguages": %s, "preferredLanguages": ["en"]}
                                """.formatted(
                                        facility,
                                        ROLES.get(i % 2),
                                        LEVELS.get(i % 2),
                                        1 + i % 2,
                                        1 + random.nextInt(5),
                                        i % 4 == 0 ? "remote" : "on-site",
                                        start.plusDays(i),
                                        required,
                                        i % 2 == 0 ? "[]" : "[\"en\"]"))
                        .expect(201);
            }
        }
        for (int i = 0; i < 40; i++) {
            String department = i % 3 == 0 ? "IN-KL" : "IN-KA";
            String held =
                    "{\"certification\": \"%s\", \"issuedOn\": \"2026-01-01\", \"expiresOn\": \"%s\", \"verification\": \"self-declared\"}"
                            .formatted(CODES.get(i % 4), start.plusDays(random.nextInt(8) - 3));
            Answer made = api.post("/v1/trainees", """
                            {"department": "%s", "soughtRoles": [{"role": "%s", "level": "%s"},
                               {"role": "%s", "level": "basic"}],
                             "held": [%s], "languages": ["en", "kn"], "home": {"region": "%s"},
                             "relocation": {"scope": "%s"}, "remote": %b, "experienceMonths": %d, "availableFrom": "%s"}
                            """.formatted(
                                    department,
                                    ROLES.get(i % 2),
                                    LEVELS.get(random.nextInt(3)),
                                    ROLES.get((i + 1) % 2),
                                    held,
                                    department,
                                    List.of("state", "anywhere", "district").get(i % 3),
                                    i % 2 == 0,
                                    random.nextInt(70),
                                    start.plusDays(random.nextInt(25) - 10)))
                    .expect(201);
            String purposes = i % 4 == 0 ? "\"matching\"" : "\"matching\", \"cross-department\"";
            api.put(
                            made.header("Location") + "/consent",
                            "{\"notice\": \"2026-1\", \"language\": \"kn\", \"purposes\": [%s]}".formatted(purposes),
                            made.etag())
                    .expect(200);
        }
    }
}
