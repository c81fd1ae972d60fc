package org.prahari.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The log of requests keeps nobody waiting, and loses no line without saying so. */
class RequestWriterTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void everyLineIsWrittenInItsOrderBeforeTheEnd() throws Exception {
        var writer = new RequestWriter(written);
        writer.start();
        for (int i = 0; i < 5000; i++) {
            writer.add(line("/v1/" + i, "a \"reader\"\n"));
        }
        writer.stop();
        List<JsonNode> lines = lines();
        assertThat(lines).hasSize(5000);
        for (int i = 0; i < 5000; i++) {
            assertThat(lines.get(i).get("uri").asText()).isEqualTo("/v1/" + i);
        }
        assertThat(lines.get(0).get("userAgent").asText()).isEqualTo("a \"reader\"\n");
    }

    @Test
    void aLogThatIsNotReadKeepsNobodyWaitingAndTellsWhatIsMissing() throws Exception {
        var read = new CountDownLatch(1);
        var writer = new RequestWriter(new Blocked(read));
        writer.start();
        for (int i = 0; i < 40_000; i++) {
            writer.add(line("/v1/" + i, null));
        }
        assertThat(written.size()).isZero();
        read.countDown();
        writer.stop();
        long dropped = lines().stream()
                .mapToLong(line -> line.path("dropped").asLong())
                .sum();
        long whole = lines().stream().filter(line -> line.has("uri")).count();
        assertThat(dropped).isPositive();
        assertThat(whole + dropped).isEqualTo(40_000);
    }

    @Test
    void whatACallerWritesIntoARequestIsMaskedWhereverItStands() throws Exception {
        var writer = new RequestWriter(written);
        writer.start();
        writer.add(line("/v1/trainees/asha@example.in", "call +919876543210"));
        writer.add(line("/v1/%65ngagement", "somebody's device"));
        writer.stop();
        assertThat(lines().get(0).get("uri").asText()).isEqualTo("/v1/trainees/[e-mail]");
        assertThat(lines().get(0).get("userAgent").asText()).isEqualTo("call [phone]");
        assertThat(lines().get(0).get("remoteAddress").asText()).isEqualTo("192.0.2.1");
        assertThat(lines().get(1).has("userAgent")).isFalse();
        assertThat(lines().get(1).has("remoteAddress")).isFalse();
    }

    @Test
    void theIdOfARequestIsToldAndMaskedIfACallerMadeItUp() throws Exception {
        var writer = new RequestWriter(written);
        writer.start();
        String ours = java.util.UUID.randomUUID().toString();
        String key = "prk_live_0123456789abcdef";
        writer.add(line("/v1/roles", null, ours));
        writer.add(line("/v1/roles", null, key + "5ec4e75ec4e7"));
        writer.stop();
        assertThat(lines().get(0).get("requestId").asText()).isEqualTo(ours);
        assertThat(lines().get(1).get("requestId").asText()).isEqualTo(key + "***");
    }

    private static RequestLine line(String path, String agent) {
        return line(path, agent, null);
    }

    private static RequestLine line(String path, String agent, String id) {
        return new RequestLine(1, "GET", path, "HTTP/1.1", 200, 2, 3, "192.0.2.1", agent, id);
    }

    private List<JsonNode> lines() throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : written.toString(StandardCharsets.UTF_8).split("\n", -1)) {
            if (!line.isEmpty()) {
                lines.add(new ObjectMapper().readTree(line));
            }
        }
        return lines;
    }

    /** Takes nothing until it is told to. */
    private final class Blocked extends OutputStream {
        private final CountDownLatch read;

        private Blocked(CountDownLatch read) {
            this.read = read;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            boolean interrupted = false;
            while (read.getCount() > 0) {
                try {
                    read.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            written.write(bytes, from, length);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
