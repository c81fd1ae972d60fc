package org.prahari.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.prahari.support.Api;
import org.prahari.support.Instance;
import org.prahari.support.Node;
import org.prahari.support.ServiceTest;

/** Several nodes over one database: each message is sent by one of them, also when one dies in the middle. */
class DeliveryNodesTest extends ServiceTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private final Api karnataka = Api.with(Hook.SCOPES, "IN-KA");

    @Test
    void twoNodesTellEachThingOnce() {
        try (Instance other = Instance.start();
                Receiver one = new Receiver();
                Receiver two = new Receiver()) {
            other.touch();
            one.will(Receiver.after(Duration.ofMillis(20), Receiver.status(200)));
            Hook.of(karnataka, one);
            Hook.of(karnataka, two);
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Api node = i % 2 == 0 ? karnataka : karnataka.at(other.port());
                ids.add(Hook.facility(node, "IN-KA", "Hospital " + i));
            }
            for (Receiver receiver : List.of(one, two)) {
                await().atMost(SOON).until(() -> receiver.items().size() >= 100);
                assertThat(receiver.items().stream().map(item -> item.get("id").asText()))
                        .containsExactlyElementsOf(ids);
                assertThat(receiver.messages().stream().map(Receiver.Message::id))
                        .doesNotHaveDuplicates();
                assertThat(receiver.mostAtOnce()).isEqualTo(1);
            }
        }
    }

    /** The node that has a message on the way is killed: another sends it again, under the same id, and goes on. */
    @Test
    @EnabledIfSystemProperty(named = "drill", matches = "true", disabledReason = "waits for a lease of 30 s to end")
    void aNodeThatIsKilledWithAMessageOnTheWayLeavesItToAnother() throws Exception {
        CourierRounds here = service.part(CourierRounds.class);
        var goOn = new CountDownLatch(1);
        List<Receiver> receivers = new ArrayList<>();
        try (Node node = Node.start("killed-courier")) {
            Receiver caught = null;
            while (caught == null) {
                assertThat(receivers)
                        .as("webhooks that the other node left alone")
                        .hasSizeLessThan(12);
                Receiver receiver = new Receiver();
                receivers.add(receiver);
                receiver.will(exchange -> {
                    try {
                        var unused = goOn.await(60, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    exchange.sendResponseHeaders(200, -1);
                });
                Hook hook = Hook.of(Api.with(Hook.SCOPES, "IN-KA"), receiver);
                Hook.facility(karnataka, "IN-KA", "Hospital " + receivers.size());
                await().atMost(SOON).until(() -> receiver.present() == 1);
                if (!here.isVisiting(UUID.fromString(hook.id()))) {
                    caught = receiver;
                }
            }
            node.kill();
            long killed = System.nanoTime();
            goOn.countDown();
            String last = Hook.facility(karnataka, "IN-KA", "Last");
            for (Receiver receiver : receivers) {
                await().atMost(SOON)
                        .until(() -> receiver.items().stream()
                                .anyMatch(item -> item.get("id").asText().equals(last)));
            }
            System.out.printf(
                    "webhooks: told by another node %.1f s after the one that was at it was killed%n",
                    (System.nanoTime() - killed) / 1e9);
            List<Receiver.Message> messages = caught.messages();
            assertThat(messages.get(1).id())
                    .as("sent again")
                    .isEqualTo(messages.get(0).id());
            assertThat(messages.get(1).body()).isEqualTo(messages.get(0).body());
            for (int r = 0; r < receivers.size(); r++) {
                List<String> told = receivers.get(r).items().stream()
                        .map(item -> item.get("event").asText())
                        .distinct()
                        .toList();
                assertThat(told).as("nothing is missed").hasSize(receivers.size() - r + 1);
            }
            assertThat(inOrder(caught.items())).isTrue();
        } finally {
            receivers.forEach(Receiver::close);
        }
    }

    private static boolean inOrder(List<JsonNode> items) {
        List<String> times = items.stream().map(item -> item.get("at").asText()).toList();
        return times.equals(times.stream().sorted().toList());
    }
}
