package org.prahari.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no log line may show is not shown, wherever in the line it stands. */
class MaskedLogTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final String ID = "0123456789abcdef";
    private static final String SECRET = "5ec4e7".repeat(12);
    private final LoggerContext context = new LoggerContext();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key prk_live_0123456789abcdef5ec4e75ec4e7 used      | key prk_live_0123456789abcdef*** used",
                "PRK_LIVE_0123456789ABCDEF5EC4E7                     | PRK_LIVE_0123456789ABCDEF***",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw= used        | whsec_*** used",
                "Authorization: Bearer abc.def-ghi                   | Authorization: Bearer ***",
                "authorization=bearer%20abcdef                       | authorization=bearer ***",
                "Authorization: Basic dXNlcjpwYXNz                   | Authorization: Basic ***",
                "token eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln end  | token [token] end",
                "t=%20eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.           | t=%20[token]",
                "to asha.rao+x@example.co.in, please                 | to [e-mail], please",
                "to asha%40example.in                                | to [e-mail]",
                "to आशा@उदाहरण.भारत now                                | to [e-mail] now",
                "call +919876543210 or +91 98765 43210 or %2B919876543210 | call [phone] or [phone] or [phone]"
            })
    void secretsAreMasked(String line, String masked) {
        assertThat(MaskedLog.mask(line)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "019364c8-1f2e-7a3b-8c4d-5e6f70819203",
                "prk_live_0123456789abcdef...",
                "Answered 503: java.sql.SQLTransientConnectionException",
                "at org.prahari.app.MaskedLog.mask(MaskedLog.java:42)",
                "java.lang.Object@1b2c3d4e",
                "2026-11-23T12:00:00+0530 took 1234567890 ns",
                "GET /v1/roles/PD-WRL-003 HTTP/1.1",
                "1+1=2"
            })
    void whatOperatorsNeedIsNot(String line) {
        assertThat(MaskedLog.mask(line)).isEqualTo(line);
    }

    @Test
    void aLongLineIsMaskedInTime() {
        for (String part :
                new String[] {"a", "a@", "a.", "%40", "+1", "1 ", "eyJ", "prk_live_", "whsec_", "Bearer ", "-@a.a"}) {
            String line = part.repeat(100_000 / part.length());
            long start = THREADS.getCurrentThreadCpuTime();
            assertThat(MaskedLog.mask(line)).isNotEmpty();
            assertThat(THREADS.getCurrentThreadCpuTime() - start).as(part).isLessThan(2_000_000_000L);
        }
    }

    @Test
    void messageArgumentsExceptionsAndContextAreMasked() throws IOException {
        String key = "prk_live_" + ID + SECRET;
        String line = line(
                event("\nasha@example.in asked with {}", new IllegalStateException("no key " + key, cause(key)), key));
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(line).doesNotContain(SECRET).doesNotContain("asha@").doesNotContain("9876543210");
        assertThat(json.get("message").asText()).isEqualTo("\n[e-mail] asked with prk_live_" + ID + "***");
        assertThat(json.get("exception").asText()).contains("[phone]", "MaskedLogTest");
        assertThat(json.at("/mdc/caller").asText()).isEqualTo("[e-mail]");
    }

    private static Exception cause(String key) {
        return new IOException("+919876543210 " + key);
    }

    private ILoggingEvent event(String format, Throwable thrown, Object... arguments) {
        var event = new LoggingEvent(
                "x", context.getLogger("org.prahari"), ch.qos.logback.classic.Level.INFO, format, thrown, arguments);
        event.setMDCPropertyMap(Map.of("caller", "asha@example.in"));
        return event;
    }

    private String line(ILoggingEvent event) {
        LayoutBase<ILoggingEvent> layout = new MaskedLog.Events().build(context, TimeZone.getTimeZone("UTC"));
        layout.start();
        return layout.doLayout(event);
    }

    @Test
    void theServiceIsConfiguredToMask() throws IOException {
        String config = Files.readString(Path.of("config.yml"));
        assertThat(config).contains("layout: {type: masked-json}", "requestLog: {type: lines}");
        assertThat(config.split("layout:")).hasSize(2);
        assertThat(config).contains("loggers: {org.eclipse.jetty: INFO, org.apache.hc: INFO}");
    }
}
