package org.prahari.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.prahari.store.Doctor;
import org.prahari.support.ServiceTest;

class DoctorTest extends ServiceTest {
    @Test
    void theDatabaseUnderTestIsWell() {
        CommandLine line = new CommandLine();
        assertThat(line.run("doctor", "config.yml")).as(line.output()).isEmpty();
        assertThat(line.output().lines()).hasSizeGreaterThanOrEqualTo(7).allMatch(row -> row.startsWith("ok"));
        assertThat(line.output()).contains("migrations").contains("innodb_flush_log_at_trx_commit");
    }

    @Test
    void whatIsNotAsItMustBeIsNamed() {
        assertThat(bad(Clock.systemUTC(), "SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION'"))
                .containsExactly("sql_mode");
        assertThat(bad(Clock.systemUTC(), "SET SESSION time_zone = '+05:30'"))
                .containsExactly("time zone of the session");
        assertThat(bad(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(9)), "SET SESSION time_zone = '+00:00'"))
                .containsExactly("clock");
    }

    /** A session of its own, as the service sets its sessions up, but for one thing. */
    private List<String> bad(Clock clock, String spoiling) {
        return service.jdbi().withHandle(handle -> {
            handle.execute("SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ONLY_FULL_GROUP_BY', time_zone = '+00:00'");
            handle.execute(spoiling);
            return Doctor.examine(handle, clock).stream()
                    .filter(check -> !check.good())
                    .map(Doctor.Check::name)
                    .toList();
        });
    }
}
