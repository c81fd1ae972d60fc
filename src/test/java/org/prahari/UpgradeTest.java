package org.prahari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Crowd;
import org.prahari.support.Node;
import org.prahari.support.OwnDatabase;
import org.prahari.support.Placed;
import org.prahari.support.Release;
import org.prahari.support.Service;

/**
 * Two nodes of an earlier version and the data they wrote become two of this version, one after the other, while callers ask
 * both: the migration is killed in the middle and run again, neither version stumbles over what the other writes, and
 * nothing is lost.
 */
@EnabledIfSystemProperty(named = "drill", matches = "true", disabledReason = "starts nodes of two versions")
class UpgradeTest {
    private static final String SCOPES = Placed.SCOPES + " facilities:read matching:read";
    private static final List<String> COUNTED = List.of(
            "region",
            "district",
            "role",
            "certification",
            "campaign",
            "campaign_revision",
            "client",
            "client_key",
            "facility",
            "gap",
            "trainee",
            "trainee_identity",
            "trainee_consent",
            "allocation_round",
            "offer",
            "change_log",
            "audit_log");
    /** How a version would write that knows of no offers: what is left out had a value of its own while there was one. */
    private static final String BEFORE_OFFERS = """
            INSERT INTO gap (id, department, client, facility, role, level, headcount, filled, required_languages,
                preferred_languages, work_mode, starts_on, grace_days, priority, status, version, created_at, updated_at)
            SELECT UNHEX(REPLACE(UUID(), '-', '')), department, client, facility, role, level, headcount, 0,
                required_languages, preferred_languages, work_mode, starts_on, grace_days, priority, 'cancelled', 1, created_at,
                updated_at
            FROM gap LIMIT 1
            """;

    private final Random random = new Random(System.nanoTime());
    private OwnDatabase database;
    private Node first;
    private Node second;

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {first, second, database}) {
            if (part != null) {
                part.close();
            }
        }
    }

    private Map<String, String> settings() {
        Service service = Service.get();
        Map<String, String> settings = new TreeMap<>();
        settings.put("PRAHARI_DB_URL", database.server().jdbcUrl());
        settings.put("PRAHARI_DB_USER", database.server().user());
        settings.put("PRAHARI_DB_PASSWORD", database.server().password());
        settings.put("PRAHARI_PEPPER", System.getProperty("dw.pepper"));
        settings.put("PRAHARI_KEYSET", service.keyset().toAbsolutePath().toString());
        settings.put("PRAHARI_ENVIRONMENT", System.getProperty("dw.environment"));
        settings.put("PRAHARI_AUDIT_CHECKPOINTS", "");
        settings.put("PRAHARI_LOG_LEVEL", "WARN");
        for (String kind : List.of("CLIENT", "ANONYMOUS")) {
            settings.put("PRAHARI_LIMIT_" + kind, "1000000");
            settings.put("PRAHARI_LIMIT_" + kind + "_BURST", "1000000");
        }
        return settings;
    }

    @Test
    void nodesOfTwoVersionsServeSideBySideWhileOneReplacesTheOther() throws Exception {
        database = new OwnDatabase("upgraded-" + System.nanoTime());
        Release earlier = Release.earlier(settings());
        Release current = Release.current(settings());
        assumeThat(earlier.isThere()).as("src/test/sh/earlier.sh").isTrue();
        assumeThat(current.isThere()).as("mvn package").isTrue();
        earlier.run("db", "migrate", "config.yml");
        earlier.run("seed", "config.yml");
        Path out = database.folder().resolve("key");
        earlier.run(
                "key",
                "--name",
                "a drill",
                "--scopes",
                SCOPES.replace(' ', ','),
                "--departments",
                "IN-KA",
                "--out",
                out.toString(),
                "config.yml");
        String key = Files.readString(out).strip();
        first = Node.start("upgraded-first", earlier);
        second = Node.start("upgraded-second", earlier);
        Api one = Api.as(key).at(first.port());
        Api two = Api.as(key).at(second.port());
        Crowd ofFirst = new Crowd(first.port(), key);
        Crowd ofSecond = new Crowd(second.port(), key);
        String before = placed(one);
        database.jdbi()
                .useHandle(handle -> assertThat(handle.execute(BEFORE_OFFERS)).isOne());
        Map<String, Long> counted = count(database.jdbi());

        ofFirst.during(() -> ofSecond.during(() -> migrateThoughKilled(current)));
        assertThat(ofFirst.failures()).as("earlier nodes on the newer schema").isEmpty();
        assertThat(ofSecond.failures()).isEmpty();
        count(database.jdbi())
                .forEach((table, rows) -> assertThat(rows).as(table).isGreaterThanOrEqualTo(counted.get(table)));
        current.run("seed", "config.yml");

        ofSecond.during(() -> {
            first.stop();
            first.install(current);
            first.again();
        });
        assertThat(ofSecond.failures()).isEmpty();
        ofFirst.during(() -> ofSecond.during(() -> {
            seesTheOther(one, two);
            seesTheOther(two, one);
            Crowd.pause(3000);
        }));
        System.out.printf(
                "upgrade: side by side %d requests answered by this version, %d by the earlier, failed: %s %s%n",
                ofFirst.answered(), ofSecond.answered(), ofFirst.failures(), ofSecond.failures());
        assertThat(ofFirst.failures()).isEmpty();
        assertThat(ofSecond.failures()).isEmpty();

        ofFirst.during(() -> {
            second.stop();
            second.install(current);
            second.again();
        });
        assertThat(ofFirst.failures()).isEmpty();
        for (Api api : List.of(one, two)) {
            assertThat(name(api, before)).isEqualTo("Anandi Offered");
        }
        assertThatThrownBy(() -> database.jdbi().useHandle(handle -> handle.execute(BEFORE_OFFERS)))
                .as("what made room for an earlier version is gone")
                .hasMessageContaining("held");
        assertThat(ofFirst.lost(database.jdbi()) + ofSecond.lost(database.jdbi()))
                .isZero();
        current.run("audit", "verify", "config.yml");
    }

    /** Somebody who was found a seat and accepted it, through one node. */
    private static String placed(Api api) {
        String gap = Placed.gap(api, "IN-KA", 1);
        String trainee = Placed.trainee(api, "IN-KA");
        String round = Placed.round(api, "IN-KA");
        Placed.apply(api, round, "IN-KA").expect(201);
        String offer = api.get("/v1/offers?allocation=" + round)
                .json()
                .at("/items/0/id")
                .asText();
        api.post("/v1/offers/" + offer + "/accept", null, "If-Match", "*").expect(200);
        assertThat(api.get("/v1/gaps/" + gap).json().get("filled").asInt()).isEqualTo(1);
        return trainee;
    }

    private static String name(Api api, String trainee) {
        return api.get("/v1/trainees/" + trainee + "/identity")
                .expect(200)
                .json()
                .get("name")
                .asText();
    }

    /** What one writes, of each kind, the other reads, sealed or not, and goes on with. */
    private static void seesTheOther(Api writer, Api reader) {
        String trainee = placed(writer);
        assertThat(name(reader, trainee)).isEqualTo("Anandi Offered");
        String gap = Placed.gap(writer, "IN-KA", 1);
        Answer found = reader.get("/v1/gaps/" + gap);
        assertThat(found.text()).contains("PD-WRL-003");
        reader.patch("/v1/gaps/" + gap, "{\"headcount\": 2}", "*").expect(200);
        assertThat(writer.get("/v1/gaps/" + gap).json().get("headcount").asInt())
                .isEqualTo(2);
        reader.delete("/v1/gaps/" + gap, "*").expect(204);
        writer.get("/v1/gaps/" + gap).problem(404, "not-found");
    }

    /** Kills it at five moments, then lets it end. */
    private void migrateThoughKilled(Release release) throws Exception {
        Path log = Path.of("target/upgrade-migrate.log").toAbsolutePath();
        int killed = 0;
        for (int i = 0; i < 5; i++) {
            Process migration = release.begin(log, "db", "migrate", "config.yml");
            if (!migration.waitFor(1200 + random.nextInt(1800), TimeUnit.MILLISECONDS)) {
                migration.destroyForcibly().waitFor();
                killed++;
            }
        }
        release.run("db", "migrate", "config.yml");
        System.out.printf("upgrade: the migration was killed %d times, then ended well%n", killed);
        assertThat(killed).isPositive();
    }

    private static Map<String, Long> count(Jdbi jdbi) {
        Map<String, Long> counted = new TreeMap<>();
        jdbi.useHandle(handle -> COUNTED.forEach(table -> counted.put(
                table,
                handle.createQuery("SELECT COUNT(*) FROM " + table)
                        .mapTo(Long.class)
                        .one())));
        return counted;
    }
}
