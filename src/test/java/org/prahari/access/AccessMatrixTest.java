package org.prahari.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.prahari.access.MatrixFixtures.ONE;
import static org.prahari.access.MatrixFixtures.OTHER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.prahari.access.MatrixFixtures.Body;
import org.prahari.access.MatrixFixtures.PathRow;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Operation;
import org.prahari.support.ServiceTest;

/**
 * Who gets which answer: every operation of the contract, called by every kind of caller, for every kind of id. What is
 * expected follows from what is declared: the scopes of the operation, the departments of the key, the kind of the id.
 */
class AccessMatrixTest extends ServiceTest {
    private static final String REQUEST_ID = "matrix-0000-0000";
    /** Told by the clock and by how often one has called, not by what was asked for. */
    private static final Set<String> OF_THE_MOMENT = Set.of("date", "ratelimit");

    /** Operations on what all departments share, for those who are for all departments. */
    private static final Set<String> EVERYWHERE = Set.of(
            "PUT /v1/notices/{version}",
            "POST /v1/imports/certifications",
            "POST /v1/imports/regions",
            "POST /v1/imports/roles");

    /** Whose a thing is that belongs to a client: to none of the callers here. */
    private static final String CLIENTS = "another client";

    private static final AtomicInteger CELLS = new AtomicInteger();
    private static final AtomicInteger COMPARED = new AtomicInteger();
    private static final Map<String, Integer> ANSWERS = new TreeMap<>();

    /**
     * @param live whether the key opens; null if there is no key
     * @param departments those it is for; {@code *} for all
     */
    private record Caller(String name, Api api, Boolean live, Set<String> scopes, Set<String> departments) {
        boolean sees(String department) {
            return departments.contains("*") || departments.contains(department);
        }
    }

    /** A path parameter's value, and the department whose it is; null if nobody's is, or it is everybody's. */
    private record Id(String kind, String value, String department, boolean exists) {
        boolean isThereFor(Caller caller) {
            return exists && (department == null || (!department.equals(CLIENTS) && caller.sees(department)));
        }
    }

    private final Map<Set<String>, Map<String, Caller>> callers = new HashMap<>();
    private final MatrixFixtures fixtures =
            new MatrixFixtures(Api.with(String.join(" ", Scope.ALL), "*"), Api.with(String.join(" ", Scope.ALL), "*"));

    @TestFactory
    Stream<DynamicNode> matrix() {
        return Operation.all().stream().map(operation -> dynamicContainer(operation.name(), tests(operation).stream()));
    }

    private List<DynamicTest> tests(Operation operation) {
        return callers(operation.scopes()).values().stream()
                .map(caller -> dynamicTest(caller.name(), () -> cells(operation, caller)))
                .toList();
    }

    private void cells(Operation operation, Caller caller) {
        Map<String, PathRow> rows = MatrixFixtures.rows(operation);
        boolean passes = caller.scopes().containsAll(operation.scopes());
        for (Map<String, Id> ids : passes ? combinations(operation, rows) : alike(operation, rows)) {
            if (rows.values().stream().noneMatch(PathRow::departments)) {
                for (String department : refers(operation) ? List.of(ONE, OTHER) : List.of(ONE)) {
                    cell(operation, caller, ids, department);
                }
            } else {
                cell(operation, caller, ids, department(ids));
            }
        }
        sameBytes(operation, caller, rows);
    }

    private void cell(Operation operation, Caller caller, Map<String, Id> ids, String department) {
        int expected = expected(operation, caller, ids, department);
        Map<String, String> values = new LinkedHashMap<>();
        ids.forEach((name, id) -> values.put(name, id.value()));
        if (expected == 200 && !operation.method().equals("GET")) {
            freshen(operation, ids, values);
        }
        Body body = fixtures.body(operation, department, values);
        Answer answer = send(operation.method(), operation, caller, values, body);
        String what = operation.name() + " by " + caller.name() + " for " + kinds(ids) + " of " + department + ": "
                + answer.text();
        if (expected == 200) {
            assertThat(answer.status()).as(what).isBetween(200, 299);
            assertThat(operation.statuses()).as(what).contains(Integer.toString(answer.status()));
        } else {
            assertThat(answer.status()).as(what).isEqualTo(expected);
        }
        count(answer.status());
        if (operation.method().equals("GET")) {
            Answer head = send("HEAD", operation, caller, values, null);
            assertThat(head.status()).as("HEAD for " + what).isEqualTo(answer.status());
            assertThat(head.text()).isEmpty();
            count(head.status());
        }
    }

    private static int expected(Operation operation, Caller caller, Map<String, Id> ids, String department) {
        if (caller.live() == null ? !operation.scopes().isEmpty() : !caller.live()) {
            return 401;
        }
        if (!caller.scopes().containsAll(operation.scopes())) {
            return 403;
        }
        if (EVERYWHERE.contains(operation.name()) && !caller.departments().contains("*")) {
            return 403;
        }
        if (!ids.values().stream().allMatch(id -> id.isThereFor(caller))) {
            return 404;
        }
        return refers(operation) && !caller.sees(department) ? 422 : 200;
    }

    private static boolean refers(Operation operation) {
        return operation.method().equals("POST")
                && operation.parameters("path").isEmpty()
                && operation.content().findValues("example").stream()
                        .anyMatch(example ->
                                MatrixFixtures.REFERENCES.keySet().stream().anyMatch(example::has));
    }

    /** What is not this caller's to see is answered as what does not exist, byte for byte. */
    private void sameBytes(Operation operation, Caller caller, Map<String, PathRow> rows) {
        if (caller.live() == Boolean.FALSE || !caller.scopes().containsAll(operation.scopes())) {
            return;
        }
        for (Map<String, Id> ids : combinations(operation, rows)) {
            Map<String, String> values = new LinkedHashMap<>();
            Map<String, String> nobodys = new LinkedHashMap<>();
            ids.forEach((name, id) -> {
                values.put(name, id.value());
                boolean hidden = id.exists() && !id.isThereFor(caller);
                nobodys.put(name, hidden ? rows.get(name).unknown() : id.value());
            });
            if (!values.equals(nobodys)) {
                Body body = fixtures.body(operation, ONE, values);
                Answer hidden = send(operation.method(), operation, caller, values, body);
                same(hidden, send(operation.method(), operation, caller, nobodys, body));
                ids.values().stream()
                        .filter(Id::exists)
                        .forEach(id -> assertThat(hidden.text()).doesNotContain(id.value()));
            }
        }
        if (refers(operation)) {
            for (String department : List.of(ONE, OTHER)) {
                if (!caller.sees(department)) {
                    same(
                            send(
                                    operation.method(),
                                    operation,
                                    caller,
                                    Map.of(),
                                    fixtures.body(operation, department, Map.of())),
                            send(
                                    operation.method(),
                                    operation,
                                    caller,
                                    Map.of(),
                                    fixtures.body(operation, "IN-XX", Map.of())));
                }
            }
        }
    }

    private static void same(Answer hidden, Answer unknown) {
        assertThat(hidden.status()).isEqualTo(unknown.status());
        assertThat(hidden.text()).isEqualTo(unknown.text());
        assertThat(lasting(hidden)).isEqualTo(lasting(unknown));
        COMPARED.incrementAndGet();
    }

    private static Map<String, List<String>> lasting(Answer answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeIf(name -> OF_THE_MOMENT.contains(name.toLowerCase(java.util.Locale.ROOT)));
        return headers;
    }

    /** Every path parameter in turn as each department's, unknown and malformed, the others being of the first. */
    private List<Map<String, Id>> combinations(Operation operation, Map<String, PathRow> rows) {
        List<Map<String, Id>> all = new ArrayList<>(List.of(Map.of()));
        for (Map.Entry<String, PathRow> entry : rows.entrySet()) {
            List<Map<String, Id>> longer = new ArrayList<>();
            for (Map<String, Id> start : all) {
                for (Id id : ids(operation, entry.getKey(), entry.getValue())) {
                    Map<String, Id> one = new LinkedHashMap<>(start);
                    one.put(entry.getKey(), id);
                    longer.add(one);
                }
            }
            all = longer;
        }
        return all;
    }

    /** Those whose parameters are all of one kind: enough for whom it does not depend on them. */
    private List<Map<String, Id>> alike(Operation operation, Map<String, PathRow> rows) {
        return combinations(operation, rows).stream()
                .filter(ids -> ids.values().stream().map(Id::kind).distinct().count() <= 1
                        || rows.values().stream().anyMatch(row -> row.unknown() == null))
                .toList();
    }

    private List<Id> ids(Operation operation, String name, PathRow row) {
        String prefix = operation.path().substring(0, operation.path().indexOf("{" + name + "}"));
        List<Id> ids = new ArrayList<>();
        for (String department : row.departments() ? List.of(ONE, OTHER) : List.of(ONE)) {
            ids.add(new Id(
                    row.departments() ? department + "'s" : row.clients() ? "another client's" : "known",
                    fixtures.shared(prefix, row, department, operation),
                    row.departments() ? department : row.clients() ? CLIENTS : null,
                    true));
        }
        if (row.unknown() != null) {
            ids.add(new Id("unknown", row.unknown(), null, false));
        }
        if (row.malformed() != null) {
            ids.add(new Id("malformed", row.malformed(), null, false));
        }
        return ids;
    }

    /** A write that is to succeed gets a thing of its own, so that the others find theirs as it was. */
    private void freshen(Operation operation, Map<String, Id> ids, Map<String, String> values) {
        MatrixFixtures.rows(operation)
                .forEach((name, row) -> values.put(
                        name,
                        row.maker()
                                .make(
                                        fixtures,
                                        ids.get(name).department() == null
                                                ? ONE
                                                : ids.get(name).department(),
                                        operation)));
    }

    private static String department(Map<String, Id> ids) {
        return ids.values().stream()
                .map(Id::department)
                .filter(department -> department != null)
                .findFirst()
                .orElse(ONE);
    }

    private static String kinds(Map<String, Id> ids) {
        Map<String, String> kinds = new LinkedHashMap<>();
        ids.forEach((name, id) -> kinds.put(name, id.kind()));
        return kinds.toString();
    }

    private Answer send(String method, Operation operation, Caller caller, Map<String, String> ids, Body body) {
        String path = fixtures.fill(operation.path(), ids) + (method.equals("POST") ? operation.query() : "");
        List<String> headers = new ArrayList<>(List.of("X-Request-Id", REQUEST_ID));
        if (operation.parameters("header").stream()
                .anyMatch(header -> header.get("name").asText().equals("If-Match"))) {
            headers.addAll(List.of("If-Match", "*"));
        }
        if (body != null) {
            headers.addAll(List.of("Content-Type", body.type()));
        }
        return caller.api().send(method, path, body == null ? null : body.text(), headers.toArray(new String[0]));
    }

    private Map<String, Caller> callers(Set<String> needed) {
        return callers.computeIfAbsent(needed, this::mint);
    }

    private Map<String, Caller> mint(Set<String> needed) {
        Set<String> all = Set.copyOf(Scope.ALL);
        List<Caller> made = new ArrayList<>();
        made.add(new Caller("nobody", Api.anonymous(), null, Set.of(), Set.of()));
        made.add(key("a key without scopes", Set.of(), ONE));
        made.add(key("the scopes needed, one department", needed, ONE));
        made.add(key("the scopes needed, another department", needed, OTHER));
        made.add(key("the scopes needed, no department", needed));
        made.add(key("all that only read", ending(":read"), ONE));
        made.add(key("all that only write", ending(":write"), ONE));
        made.add(key("an auditor", Set.of("audit:read"), "*"));
        made.add(key("an administrator of one department", all, ONE));
        made.add(key("an administrator everywhere", all, "*"));
        for (String one : needed) {
            Set<String> others = new TreeSet<>(all);
            others.remove(one);
            made.add(key("all but " + one, others, "*"));
        }
        Instant now = Instant.now();
        made.add(dead("a revoked key", clients().mint("matrix", Scope.ALL, List.of("*"), null), now));
        made.add(dead("an expired key", clients().mint("matrix", Scope.ALL, List.of("*"), now.minusSeconds(1)), null));
        service.touch();
        Map<String, Caller> byName = new LinkedHashMap<>();
        made.forEach(caller -> byName.put(caller.name(), caller));
        return byName;
    }

    private Clients clients() {
        return service.clients();
    }

    private static Set<String> ending(String end) {
        Set<String> scopes = new TreeSet<>(Scope.ALL);
        scopes.removeIf(scope -> !scope.endsWith(end));
        return scopes;
    }

    private Caller key(String name, Set<String> scopes, String... departments) {
        ClientKey key = clients().mint("matrix", List.copyOf(scopes), List.of(departments), null);
        return new Caller(name, Api.as(key.text()), true, scopes, Set.of(departments));
    }

    private Caller dead(String name, ClientKey key, Instant revoked) {
        if (revoked != null) {
            service.jdbi()
                    .useExtension(
                            ClientDao.class,
                            dao -> assertThat(dao.revokeKey(key.id(), revoked)).isEqualTo(1));
        }
        return new Caller(name, Api.as(key.text()), false, Set.copyOf(Scope.ALL), Set.of("*"));
    }

    private static void count(int status) {
        CELLS.incrementAndGet();
        ANSWERS.merge(Integer.toString(status), 1, Integer::sum);
    }

    @Test
    void aParameterWithoutAFixtureIsReportedWithWhatToAdd() {
        var operation = new Operation(
                "GET",
                "/v1/things/{thing}",
                com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode(),
                List.of());
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> MatrixFixtures.rows(operation))
                .hasMessageContaining("/v1/things/{thing}")
                .hasMessageContaining("MatrixFixtures.PATHS");
    }

    @Test
    void everyRowIsUsed() {
        Set<String> used = new TreeSet<>();
        for (Operation operation : Operation.all()) {
            MatrixFixtures.PATHS.keySet().stream()
                    .filter(prefix -> operation.path().startsWith(prefix))
                    .forEach(used::add);
        }
        assertThat(used).containsExactlyInAnyOrderElementsOf(MatrixFixtures.PATHS.keySet());
    }

    @AfterAll
    static void print() throws IOException {
        String report =
                "access matrix: " + CELLS + " cells of " + Operation.all().size() + " operations, answers " + ANSWERS
                        + "; " + COMPARED + " hidden things compared with unknown ones\n";
        System.out.print(report);
        Files.writeString(Path.of("target/access-matrix.txt"), report);
    }
}
