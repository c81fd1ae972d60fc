package org.prahari.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.ws.rs.WebApplicationException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.prahari.store.Change;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Instance;
import org.prahari.support.ServiceTest;

/** Access tokens against a real provider and a real instance that believes it. */
class TokensTest extends ServiceTest {
    private static final byte[] PEPPER =
            "a pepper that is used by tests and nowhere else".getBytes(StandardCharsets.UTF_8);
    private static final String GUARDED = "/v1/facilities";
    private static Issuer issuer;
    private static Instance instance;
    private final List<Tokens> made = new ArrayList<>();

    @BeforeAll
    static void start() {
        issuer = new Issuer();
        instance = Instance.start(
                "openid[0].issuer",
                issuer.name(),
                "openid[0].audience",
                Issuer.AUDIENCE,
                "openid[0].jwks",
                issuer.jwks(),
                "limits.failures.requests",
                "1000000",
                "limits.failures.burst",
                "1000000");
    }

    @AfterAll
    static void stop() {
        instance.close();
        issuer.close();
    }

    @AfterEach
    void close() throws Exception {
        for (Tokens tokens : made) {
            tokens.stop();
        }
    }

    private Tokens tokens(OpenIdProvider... providers) {
        return tokens(Clock.systemUTC(), providers);
    }

    private Tokens tokens(Clock clock, OpenIdProvider... providers) {
        var tokens = new Tokens(List.of(providers), PEPPER, clock);
        made.add(tokens);
        return tokens;
    }

    private static Answer get(String token) {
        return Api.as(token).at(instance.port()).get(GUARDED);
    }

    @Test
    void aGoodTokenOpens() {
        get(issuer.token()).expect(200);
        get(Issuer.sign(
                        Issuer.header("PS256", "rsa-1").build(),
                        issuer.claims().build().toString(),
                        issuer.rsa))
                .expect(200);
        get(Issuer.sign(
                        Issuer.header("ES256", "ec-1").build(),
                        issuer.claims().build().toString(),
                        issuer.ec))
                .expect(200);
        get(issuer.token(issuer.claims().audience(List.of("https://other.example", Issuer.AUDIENCE))))
                .expect(200);
        Instant now = Instant.now();
        get(issuer.token(issuer.claims()
                        .expirationTime(Date.from(now.minusSeconds(20)))
                        .notBeforeTime(Date.from(now.plusSeconds(20)))
                        .issueTime(Date.from(now.plusSeconds(20)))))
                .expect(200);
    }

    @TestFactory
    Stream<DynamicTest> everyAlgorithmThatCanBeAllowedOpensWhereItIs() {
        Map<String, JWK> keys = new LinkedHashMap<>();
        Stream.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512").forEach(name -> keys.put(name, issuer.rsa));
        keys.put("ES256", issuer.ec);
        keys.put("ES384", Issuer.ec("ec-384", Curve.P_384));
        keys.put("ES512", Issuer.ec("ec-512", Curve.P_521));
        return keys.entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> {
                    try (var other = new Issuer()) {
                        other.publish(entry.getValue().toPublicJWK());
                        String token = Issuer.sign(
                                Issuer.header(entry.getKey(), entry.getValue().getKeyID())
                                        .build(),
                                other.claims().build().toString(),
                                entry.getValue());
                        assertThat(tokens(other.settings(entry.getKey())).authenticate(token))
                                .isPresent();
                        String another = entry.getKey().equals("RS256") ? "ES256" : "RS256";
                        assertThat(tokens(other.settings(another)).authenticate(token))
                                .isEmpty();
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatIsNoGoodTokenDoesNotOpenAndIsNotToldWhy() {
        String reference = withoutInstance(get("x.y.z").problem(401, "unauthenticated"));
        Map<String, String> forgeries = Forgeries.of(issuer);
        forgeries.put("nothing but a word", "token");
        forgeries.putAll(badKeys());
        assertThat(forgeries.size()).isGreaterThan(100);
        return forgeries.entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> {
                    Answer answer = get(entry.getValue());
                    assertThat(answer.status()).as(entry.getKey()).isEqualTo(401);
                    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer ");
                    assertThat(withoutInstance(answer)).isEqualTo(reference);
                }));
    }

    /** Client keys that must not open, by what is wrong with each. */
    private Map<String, String> badKeys() {
        Clients clients = service.clients();
        ClientKey key = clients.mint("good", List.of("facilities:read"), List.of("IN-KA"), null);
        ClientKey other = clients.mint("other", List.of("facilities:read"), List.of("IN-KA"), null);
        ClientKey revoked = clients.mint("revoked", List.of("facilities:read"), List.of("IN-KA"), null);
        service.jdbi().useTransaction(handle -> {
            ClientDao dao = handle.attach(ClientDao.class);
            assertThat(dao.revokeKey(revoked.id(), Instant.now())).isEqualTo(1);
            dao.log(Change.of("client", "all", 0, Change.Kind.UPDATED, "a test", Instant.now()));
        });
        ClientKey expired = clients.mint(
                "expired",
                List.of("facilities:read"),
                List.of("IN-KA"),
                Instant.now().minusSeconds(1));
        String text = key.text();
        instance.touch();
        get(text).expect(200);
        char last = text.charAt(text.length() - 1);
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("a key nobody minted", ClientKey.mint("test").text());
        bad.put("a key of another environment", new ClientKey("live", key.id(), key.secret()).text());
        bad.put("a key with a wrong checksum", text.substring(0, text.length() - 1) + (last == '0' ? '1' : '0'));
        bad.put("a key without its checksum", text.substring(0, text.length() - 8));
        bad.put("a key with a secret of another id", new ClientKey("test", key.id(), other.secret()).text());
        bad.put("a key with an id of another secret", new ClientKey("test", other.id(), key.secret()).text());
        bad.put("a revoked key", revoked.text());
        bad.put("an expired key", expired.text());
        bad.put("a key in capitals", text.toUpperCase(Locale.ROOT));
        bad.put("a key cut short", text.substring(0, 60));
        bad.put("a key with a character more", text + "0");
        bad.put("a key too long", "prk_test_" + "0".repeat(6000));
        bad.put("a key with a full stop", text + ".");
        bad.put("the beginning of a key", "prk_");
        bad.put("a key id alone", "prk_test_" + key.id());
        bad.put("a key's hash", key.hash(PEPPER));
        bad.put("SQL for a key", "prk_test_' OR 1=1 --");
        return bad;
    }

    private static String withoutInstance(Answer answer) {
        return answer.text().replace(answer.json().path("instance").asText(), "");
    }

    @Test
    void whatNoHttpLibrarySendsDoesNotOpenEither() {
        Tokens tokens = tokens(issuer.settings());
        String token = issuer.token();
        assertThat(tokens.authenticate(token)).isPresent();
        for (String bad : List.of(
                "",
                "\0",
                token + "\0",
                "\0" + token,
                token.replaceFirst("\\.", ".\0"),
                token + "\n",
                token.replace(".", "\r\n."),
                token + "é",
                token.replaceFirst("\\.", "\u3002"),
                token + ".".repeat(10_000),
                issuer.token(issuer.claims().claim("padding", "x".repeat(8000))))) {
            assertThat(tokens.authenticate(bad)).isEmpty();
        }
    }

    @Test
    void whatATokenSaysIsAllTheViewerMay() {
        Tokens tokens = tokens(issuer.settings());
        Viewer viewer = tokens.authenticate(issuer.token()).orElseThrow();
        assertThat(viewer.scopes()).isEqualTo(Set.of("facilities:read", "facilities:write"));
        assertThat(viewer.departments()).isEqualTo(Set.of("IN-KA"));
        assertThat(viewer.everywhere()).isFalse();
        assertThat(viewer.isAnonymous()).isFalse();

        Viewer odd = viewer(
                tokens,
                issuer.claims()
                        .claim("scope", List.of("gaps:read", "everything", "openid", "GAPS:WRITE", ""))
                        .claim("departments", "IN-TN in-kl IN-KAR US-CA  IN-KL"));
        assertThat(odd.scopes()).isEqualTo(Set.of("gaps:read"));
        assertThat(odd.departments()).isEqualTo(Set.of("IN-TN", "IN-KL"));
        assertThat(odd.everywhere()).isFalse();

        Viewer all = viewer(tokens, issuer.claims().claim("departments", "*"));
        assertThat(all.everywhere()).isTrue();
        assertThat(viewer(tokens, issuer.claims().claim("departments", List.of("*", "IN-KA")))
                        .everywhere())
                .isTrue();
        assertThat(viewer(tokens, issuer.claims().claim("departments", "**")).everywhere())
                .isFalse();

        Viewer none = viewer(tokens, issuer.claims().claim("departments", null).claim("scope", null));
        assertThat(none.scopes()).isEmpty();
        assertThat(none.departments()).isEmpty();
        assertThat(none.everywhere()).isFalse();
    }

    private static Viewer viewer(Tokens tokens, JWTClaimsSet.Builder claims) {
        return tokens.authenticate(issuer.token(claims)).orElseThrow();
    }

    @Test
    void withoutDepartmentsOrScopesATokenSeesNothing() {
        Api karnataka = Api.as(issuer.token()).at(instance.port());
        String made = karnataka.post(GUARDED, facility("IN-KA")).expect(201).header("Location");
        karnataka.get(made).expect(200);
        karnataka.post(GUARDED, facility("IN-TN")).expect(422);
        Api nowhere =
                Api.as(issuer.token(issuer.claims().claim("departments", null))).at(instance.port());
        nowhere.get(made).problem(404, "not-found");
        assertThat(nowhere.get(GUARDED).expect(200).json().path("items")).isEmpty();
        Api tamilNadu = Api.as(issuer.token(issuer.claims().claim("departments", "IN-TN")))
                .at(instance.port());
        tamilNadu.get(made).problem(404, "not-found");
        Api.as(issuer.token(issuer.claims().claim("departments", "*")))
                .at(instance.port())
                .get(made)
                .expect(200);
        get(issuer.token(issuer.claims().claim("scope", null))).problem(403, "forbidden");
        get(issuer.token(issuer.claims().claim("scope", "openid profile"))).problem(403, "forbidden");
    }

    private static String facility(String department) {
        return "{\"department\":\"" + department + "\",\"name\":\"A hospital\",\"kind\":\"district-hospital\"}";
    }

    @Test
    void whoItWasIsInTheLogWithoutAnAddressOfAnyone() {
        String mail = "asha.rao@example.in";
        Api.as(issuer.token(issuer.claims().subject(mail)))
                .at(instance.port())
                .post(GUARDED, facility("IN-KA"))
                .expect(201);
        List<String> actors = service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT actor FROM change_log WHERE actor LIKE 'oidc:%'")
                        .mapTo(String.class)
                        .list());
        assertThat(actors).isNotEmpty().allMatch(actor -> actor.matches("oidc:[0-9a-f]{8}:[A-Za-z0-9-]{1,50}"));
        assertThat(actors.toString()).doesNotContain("asha").doesNotContain("@");
    }

    @Test
    void aSubjectHasOneNameAndNoTwoHaveTheSame() {
        Tokens tokens = tokens(issuer.settings());
        String plain = viewer(tokens, issuer.claims().subject("user-17")).name();
        assertThat(plain).matches("oidc:[0-9a-f]{8}:user-17");
        assertThat(viewer(tokens(issuer.settings()), issuer.claims().subject("user-17"))
                        .name())
                .isEqualTo(plain);
        assertThat(viewer(tokens, issuer.claims().subject("x".repeat(50))).name())
                .hasSize(64);
        assertThat(viewer(tokens, issuer.claims().claim("sub", 7)).name())
                .as("some providers number people")
                .endsWith(":7");
        String mail = viewer(tokens, issuer.claims().subject("asha@example.in")).name();
        assertThat(mail).matches("oidc:[0-9a-f]{8}:[0-9a-f]{32}");
        String hash = mail.substring(mail.length() - 32);
        assertThat(viewer(tokens, issuer.claims().subject(hash)).name())
                .as("a subject that was chosen to look like another's hash")
                .isNotEqualTo(mail)
                .matches("oidc:[0-9a-f]{8}:[0-9a-f]{32}");
        for (String odd : List.of("x".repeat(51), "a b", "a\u0000b", "a\nb", "ा", "-".repeat(51), "a:b")) {
            assertThat(viewer(tokens, issuer.claims().subject(odd)).name()).matches("oidc:[0-9a-f]{8}:[0-9a-f]{32}");
        }
    }

    @Test
    void howLongItTakesToJudgeAToken() {
        Tokens tokens = tokens(issuer.settings("RS256", "ES256"));
        String elliptic = Issuer.sign(
                Issuer.header("ES256", "ec-1").build(), issuer.claims().build().toString(), issuer.ec);
        for (String token : List.of(issuer.token(), elliptic, issuer.token())) {
            int opened = 0;
            long start = System.nanoTime();
            for (int i = 0; i < 500; i++) {
                opened += tokens.authenticate(token).isPresent() ? 1 : 0;
            }
            System.out.println("A token takes " + (System.nanoTime() - start) / 500_000 + " us to judge");
            assertThat(opened).isEqualTo(500);
        }
    }

    @Test
    void whatWasVerifiedOnceVouchesForNothingElse() {
        Tokens tokens = tokens(issuer.settings("RS256", "ES256"));
        String good = issuer.token();
        assertThat(tokens.authenticate(good)).isPresent();
        String other = Issuer.sign(
                Issuer.header("ES256", "ec-1").build(), issuer.claims().build().toString(), issuer.ec);
        assertThat(tokens.authenticate(other)).isPresent();
        String crossed = good.substring(0, good.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
        assertThat(tokens.authenticate(crossed)).isEmpty();
        assertThat(tokens.authenticate(crossed)).isEmpty();
        assertThat(tokens.authenticate(good)).isPresent();
    }

    @Test
    void twoProvidersNeverMeet() throws Exception {
        try (var other = new Issuer()) {
            Tokens both = tokens(issuer.settings(), other.settings());
            Viewer one = both.authenticate(issuer.token()).orElseThrow();
            Viewer two = both.authenticate(other.token()).orElseThrow();
            assertThat(one.name()).isNotEqualTo(two.name());
            String crossed = other.token(other.claims().issuer(issuer.name()));
            assertThat(both.authenticate(crossed))
                    .as("signed by one provider in the name of the other")
                    .isEmpty();
            assertThatThrownBy(() -> tokens(issuer.settings(), issuer.settings()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("twice");
        }
    }

    @Test
    void theTimesAreJudgedByTheClock() {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = issuer.claims()
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)));
        String token = issuer.token(claims);
        for (int second : new int[] {-40, -20, 0, 59, 80, 95, 1000}) {
            Clock clock = Clock.fixed(now.plusSeconds(second), java.time.ZoneOffset.UTC);
            assertThat(tokens(clock, issuer.settings()).authenticate(token).isPresent())
                    .as("after " + second + " seconds")
                    .isEqualTo(second > -30 && second < 90);
        }
    }

    @Test
    void typJwtOpensWhereTheProviderMayUseIt() {
        var settings = new OpenIdProvider(
                issuer.name(),
                Issuer.AUDIENCE,
                issuer.jwks(),
                null,
                List.of("JWT"),
                "scp",
                "dept",
                null,
                null,
                null,
                null);
        String payload = issuer.claims()
                .claim("scp", "gaps:read")
                .claim("dept", List.of("IN-KL"))
                .build()
                .toString();
        String token = Issuer.sign(
                Issuer.header("RS256", "rsa-1")
                        .type(com.nimbusds.jose.JOSEObjectType.JWT)
                        .build(),
                payload,
                issuer.rsa);
        Viewer viewer = tokens(settings).authenticate(token).orElseThrow();
        assertThat(viewer.scopes()).isEqualTo(Set.of("gaps:read"));
        assertThat(viewer.departments()).isEqualTo(Set.of("IN-KL"));
        assertThat(tokens(settings).authenticate(issuer.token())).isEmpty();
        String full = Issuer.sign(
                Issuer.header("RS256", "rsa-1")
                        .type(new com.nimbusds.jose.JOSEObjectType("application/at+jwt"))
                        .build(),
                payload,
                issuer.rsa);
        assertThat(tokens(issuer.settings()).authenticate(full)).isPresent();
    }

    @Test
    void withoutAProviderNoTokenOpens() {
        Api.as(issuer.token()).get(GUARDED).problem(401, "unauthenticated");
        var off = new OpenIdProvider("", "", "", null, null, null, null, null, null, null, null);
        assertThat(tokens(off).authenticate(issuer.token())).isEmpty();
    }

    @Test
    void aNewKeyIsFetchedOnceSomebodyShowsIt() {
        try (var other = new Issuer()) {
            Tokens tokens = tokens(patient(other));
            assertThat(tokens.authenticate(other.token())).isPresent();
            var fresh = Issuer.rsa("rsa-2");
            other.publish(other.rsa.toPublicJWK(), fresh.toPublicJWK());
            assertThat(tokens.authenticate(signed(other, fresh))).isPresent();
            assertThat(tokens.authenticate(other.token())).isPresent();
        }
    }

    @Test
    void aKeyThatTheProviderHasWithdrawnDoesNotOpenOnceTheCacheEnds() throws Exception {
        try (var other = new Issuer()) {
            Tokens tokens = tokens(other.settings());
            assertThat(tokens.authenticate(other.token())).isPresent();
            var fresh = Issuer.rsa("rsa-2");
            other.publish(fresh.toPublicJWK());
            Thread.sleep(2500);
            assertThat(tokens.authenticate(signed(other, fresh))).isPresent();
            assertThat(tokens.authenticate(other.token())).isEmpty();
        }
    }

    private static String signed(Issuer by, RSAKey key) {
        return Issuer.sign(
                Issuer.header("RS256", key.getKeyID()).build(),
                by.claims().build().toString(),
                key);
    }

    /** With the times that are the default. */
    private static OpenIdProvider patient(Issuer provider) {
        return new OpenIdProvider(
                provider.name(), Issuer.AUDIENCE, provider.jwks(), null, null, null, null, null, null, null, null);
    }

    @Test
    void unknownKeysDoNotMakeTheServiceFetchAgainAndAgain() throws Exception {
        try (var other = new Issuer()) {
            Tokens tokens = tokens(patient(other));
            assertThat(tokens.authenticate(other.token())).isPresent();
            var stranger = Issuer.rsa("x");
            String payload = other.claims().build().toString();
            for (int i = 0; i < 200; i++) {
                assertThat(tokens.authenticate(Issuer.sign(
                                Issuer.header("RS256", "stranger-" + i).build(), payload, stranger)))
                        .isEmpty();
            }
            assertThat(other.fetches.get()).isLessThanOrEqualTo(2);
            assertThat(tokens.authenticate(other.token())).isPresent();
        }
    }

    @Test
    void theKeysAreKeptWhileTheProviderIsAway() throws Exception {
        Map<Issuer, Tokens> away = new LinkedHashMap<>();
        for (Issuer.Mood mood :
                List.of(Issuer.Mood.FAILING, Issuer.Mood.HTML, Issuer.Mood.HUGE, Issuer.Mood.REDIRECTING)) {
            var other = new Issuer();
            away.put(other, tokens(other.settings()));
            assertThat(away.get(other).authenticate(other.token())).isPresent();
            other.is(mood);
        }
        Instant until = Instant.now().plusMillis(3000);
        while (Instant.now().isBefore(until)) {
            away.forEach((other, tokens) -> {
                assertThat(tokens.authenticate(other.token())).isPresent();
                assertThat(tokens.authenticate(Issuer.sign(
                                Issuer.header("RS256", "unknown").build(),
                                other.claims().build().toString(),
                                other.rsa)))
                        .as("judged by the keys that are there")
                        .isEmpty();
            });
            Thread.sleep(20);
        }
        away.keySet().forEach(other -> {
            assertThat(other.fetches.get()).isGreaterThan(1);
            other.close();
        });
    }

    /** The keys are fetched in the background before the old ones end, and strangers wait elsewhere. */
    @Test
    void aProviderThatHangsHoldsUpNobodyWhoseKeyIsKnown() throws Exception {
        try (var other = new Issuer()) {
            var settings = new OpenIdProvider(
                    other.name(),
                    Issuer.AUDIENCE,
                    other.jwks(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    io.dropwizard.util.Duration.seconds(6),
                    io.dropwizard.util.Duration.seconds(1),
                    null);
            Tokens tokens = tokens(settings);
            String good = other.token();
            assertThat(tokens.authenticate(good)).isPresent();
            other.is(Issuer.Mood.HANGING);
            String unknown = Issuer.sign(
                    Issuer.header("RS256", "unknown").build(),
                    other.claims().build().toString(),
                    other.rsa);
            Instant end = Instant.now().plusSeconds(7);
            var strangers = Executors.newFixedThreadPool(4);
            AtomicInteger opened = new AtomicInteger();
            for (int i = 0; i < 4; i++) {
                strangers.execute(() -> {
                    while (Instant.now().isBefore(end)) {
                        opened.addAndGet(tokens.authenticate(unknown).isPresent() ? 1 : 0);
                    }
                });
            }
            long longest = 0;
            while (Instant.now().isBefore(end)) {
                long before = System.nanoTime();
                assertThat(tokens.authenticate(good)).isPresent();
                longest = Math.max(longest, System.nanoTime() - before);
                Thread.sleep(5);
            }
            strangers.shutdown();
            assertThat(strangers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            assertThat(opened).hasValue(0);
            System.out.println("The longest a good token took while the provider hung: " + longest / 1_000_000 + " ms");
            assertThat(longest).isLessThan(1_000_000_000L);
        }
    }

    @Test
    void withoutAnyKeysAGoodTokenIsNeitherGoodNorBad() throws Exception {
        try (var other = new Issuer()) {
            other.is(Issuer.Mood.FAILING);
            Tokens tokens = tokens(other.settings());
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> tokens.authenticate(other.token()))
                        .isInstanceOfSatisfying(WebApplicationException.class, problem -> {
                            assertThat(problem.getResponse().getStatus()).isEqualTo(503);
                            assertThat(problem.getResponse().getHeaderString("Retry-After"))
                                    .isNotNull();
                        });
            }
            assertThat(tokens.authenticate(other.token(other.claims().issuer("https://elsewhere.example"))))
                    .as("of another issuer")
                    .isEmpty();
            assertThat(tokens.authenticate("x.y.z")).isEmpty();
            other.is(Issuer.Mood.WELL);
            Thread.sleep(1100);
            assertThat(tokens.authenticate(other.token())).isPresent();
        }
    }

    @Test
    void overHttpAnUnreachableProviderIsA503ThatSaysWhenToTryAgain() {
        try (var other = new Issuer();
                Instance alone = Instance.start(
                        "openid[0].issuer",
                        other.name(),
                        "openid[0].audience",
                        Issuer.AUDIENCE,
                        "openid[0].jwks",
                        "http://127.0.0.1:1/keys")) {
            Answer answer = Api.as(other.token()).at(alone.port()).get(GUARDED).problem(503, "unavailable");
            assertThat(answer.header("Retry-After")).isNotNull();
            assertThat(answer.header("RateLimit")).startsWith("\"anonymous\"");
            String key = service.key("facilities:read", "IN-KA");
            alone.touch();
            Api.as(key).at(alone.port()).get(GUARDED).expect(200);
        }
    }

    @TestFactory
    Stream<DynamicTest> senselessSettingsStopTheStart() {
        Map<String, String[]> senseless = new LinkedHashMap<>();
        senseless.put("issuer 'http://id.example' must be https", new String[] {"issuer", "http://id.example"});
        senseless.put("issuer 'id.example' is not a URL", new String[] {"issuer", "id.example"});
        senseless.put(
                "jwks 'http://localhost.example/k' must be https", new String[] {"jwks", "http://localhost.example/k"});
        senseless.put("jwks 'file:///etc/passwd' is not a URL", new String[] {"jwks", "file:///etc/passwd"});
        senseless.put("jwks 'ftp://localhost/k' must be https", new String[] {"jwks", "ftp://localhost/k"});
        senseless.put("jwks is missing", new String[] {"jwks", ""});
        senseless.put("audience is missing", new String[] {"audience", " "});
        senseless.put("algorithms [none]", new String[] {"algorithms[0]", "none"});
        senseless.put("algorithms [HS256]", new String[] {"algorithms[0]", "HS256"});
        senseless.put("types [id+jwt]", new String[] {"types[0]", "id+jwt"});
        senseless.put("clockSkew is more than 120 seconds", new String[] {"clockSkew", "121s"});
        senseless.put("jwksInterval is less than a second", new String[] {"jwksInterval", "10ms"});
        senseless.put("jwksInterval is not shorter than jwksCache", new String[] {"jwksCache", "20s"});
        senseless.put("jwksCache is more than a day", new String[] {"jwksCache", "2d"});
        senseless.put("must name claims", new String[] {"scopes", ""});
        return senseless.entrySet().stream()
                .map(entry -> dynamicTest(
                        entry.getKey(),
                        () -> assertThatThrownBy(() -> {
                                    Map<String, String> settings = new LinkedHashMap<>();
                                    settings.put("openid[0].issuer", "https://id.example");
                                    settings.put("openid[0].audience", "a");
                                    settings.put("openid[0].jwks", "https://id.example/keys");
                                    if (entry.getValue()[0].startsWith("algorithms")) {
                                        settings.put("openid[0].algorithms", entry.getValue()[1]);
                                    } else if (entry.getValue()[0].startsWith("types")) {
                                        settings.put("openid[0].types", entry.getValue()[1]);
                                    } else {
                                        settings.put("openid[0]." + entry.getValue()[0], entry.getValue()[1]);
                                    }
                                    Instance.start(settings.entrySet().stream()
                                                    .flatMap(setting -> Stream.of(setting.getKey(), setting.getValue()))
                                                    .toArray(String[]::new))
                                            .close();
                                })
                                .hasStackTraceContaining(entry.getKey())));
    }
}
