package org.prahari;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.prahari.access.Scope;
import org.prahari.store.Change;
import org.prahari.store.ChangeLog;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Fuzz;
import org.prahari.support.Operation;
import org.prahari.support.ServiceTest;

/**
 * Requests of all kinds, to all operations by all kinds of callers: whatever comes, the answer is one that the contract
 * describes, and none is a fault of the service. {@code -Dfuzz.seed=} makes other requests,
 * {@code -Dfuzz.requests=} so many. Nearly last, for it archives what others look at.
 */
@Order(Integer.MAX_VALUE - 1)
class FuzzTest extends ServiceTest {
    private static final boolean DRILL = Boolean.getBoolean("drill");
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", DRILL ? 20_000 : 500);
    /** The same each time, so that it fails for what was changed and for nothing else. */
    private static final long ALWAYS = 20_261_130;

    private static final int MOST_TOLD = 25;
    /** It would send to whatever address was made up. */
    private static final Set<String> LEFT_OUT = Set.of("POST /v1/webhooks/{id}/test");

    interface Log extends ChangeLog {}

    @AfterEach
    void removeTheCampaigns() {
        service.jdbi().useTransaction(handle -> {
            handle.execute("DELETE FROM campaign WHERE author <> 'seed:author'");
            handle.attach(Log.class).log(Change.of("campaign", "all", 0, Change.Kind.DELETED, "test", Instant.now()));
        });
    }

    @Test
    void whateverComesIsAnsweredAsTheContractSays() {
        long seed = Long.getLong("fuzz.seed", ALWAYS);
        Random random = new Random(seed);
        Map<String, Api> callers = callers();
        Fuzz fuzz = new Fuzz(seed);
        List<Operation> operations = Operation.all().stream()
                .filter(operation -> !LEFT_OUT.contains(operation.name()))
                .toList();
        Map<Integer, Integer> statuses = new TreeMap<>();
        Set<String> succeeded = new TreeSet<>();
        List<String> faults = new ArrayList<>();
        List<String> names = List.copyOf(callers.keySet());
        int sent = 0;
        for (; sent < REQUESTS && faults.size() < MOST_TOLD; sent++) {
            Fuzz.Request request = fuzz.request(operations.get(sent % operations.size()));
            // Who may do all makes what the others meet.
            String caller = names.get(Math.max(0, random.nextInt(2 * names.size()) - names.size()));
            try {
                Answer answer = callers.get(caller)
                        .send(
                                request.operation().method(),
                                request.address(),
                                request.body(),
                                request.headers().toArray(new String[0]));
                statuses.merge(answer.status(), 1, Integer::sum);
                fuzz.learn(request, answer);
                if (answer.status() < 300) {
                    succeeded.add(request.operation().name());
                }
                if (!isDescribed(request, answer.status())) {
                    faults.add(answer.status() + " " + answer.text() + "\n  to " + caller + ": " + request);
                }
            } catch (AssertionError | RuntimeException e) {
                faults.add(e + "\n  to " + caller + ": " + request);
            }
        }
        System.out.printf(
                "fuzz: seed %d, %d requests to %d operations by %d callers, %s; %d operations succeeded at times; %d faults%n",
                seed, sent, operations.size(), callers.size(), statuses, succeeded.size(), faults.size());
        assertThat(faults)
                .as("seed " + seed + "\n" + faults.stream().collect(Collectors.joining("\n\n")))
                .isEmpty();
        assertThat(succeeded.size()).as("requests are not all nonsense").isGreaterThan(operations.size() / 4);
    }

    /** What Accept may lead to is told of once for all operations. */
    private static boolean isDescribed(Fuzz.Request request, int status) {
        return status < 500
                && (request.operation().statuses().contains(Integer.toString(status))
                        || (status == 406 && request.headers().contains("Accept")));
    }

    private Map<String, Api> callers() {
        String all = String.join(" ", Scope.ALL);
        String reading =
                Scope.ALL.stream().filter(scope -> scope.endsWith(":read")).collect(Collectors.joining(" "));
        Map<String, Api> callers = new LinkedHashMap<>();
        callers.put("who may do all", Api.with(all, "*"));
        callers.put("a department", Api.with(all, "IN-KA"));
        callers.put("who only reads", Api.with(reading, "IN-KA", "IN-TN"));
        callers.put("who has no scope", Api.with("changes:read", "IN-TN"));
        callers.put("nobody", Api.anonymous());
        callers.put("a forged key", Api.as("pk_" + "0".repeat(16) + "_" + "A".repeat(43)));
        return callers;
    }
}
