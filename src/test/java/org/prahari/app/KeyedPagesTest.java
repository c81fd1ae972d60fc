package org.prahari.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.prahari.support.Api;
import org.prahari.support.Browser;
import org.prahari.support.ServiceTest;
import org.prahari.support.Tab;

/** The pages that need a department's key, in a real browser, on the data of the demo; most of it in the drill. Without Chromium they are skipped. */
class KeyedPagesTest extends ServiceTest {
    private static final String SCOPES =
            "allocations:read allocations:write facilities:read gaps:read matching:read" + " offers:read trainees:read";
    private static final List<String> PAGES = List.of("department", "readiness");

    /** Filling takes longest, so all are tried on one population. */
    @TestFactory
    Stream<DynamicTest> pages() throws IOException {
        assumeTrue(Browser.binary().isPresent(), "Chromium is not installed");
        assertThat(new CommandLine().run("demo", "config.yml")).isEmpty();
        service.touch();
        String axe = PagesTest.axe();
        List<DynamicTest> tests = new ArrayList<>();
        for (String page : PAGES) {
            tests.add(dynamicTest(page + " without a key", () -> keyless(page, axe)));
        }
        tests.add(dynamicTest(
                "a round is run and looked at, in English, wide", () -> round("en", PagesTest.DESKTOP, axe)));
        if (PagesTest.DRILL) {
            tests.add(dynamicTest(
                    "a round is run and looked at, in Hindi, on a phone", () -> round("hi", PagesTest.PHONE, axe)));
            tests.add(dynamicTest(
                    "a facility is looked at, in English, wide", () -> facility("en", PagesTest.DESKTOP, axe)));
            tests.add(dynamicTest(
                    "a facility is looked at, in Hindi, on a phone", () -> facility("hi", PagesTest.PHONE, axe)));
            tests.add(dynamicTest("a key revoked while the page is open is told in words", this::revoked));
            tests.add(dynamicTest("a key that lacks a scope is told of it where it matters", this::lacking));
            tests.add(dynamicTest("links that were tampered with are told in words", this::tampered));
        }
        return tests.stream();
    }

    private void keyless(String page, String axe) {
        try (Tab tab = open(PagesTest.DESKTOP)) {
            tab.go("/pages/" + page + ".html?lang=en");
            assertThat(tab.text("document.querySelector('#keyed').hidden")).isEqualTo("true");
            assertThat(tab.text("document.activeElement.tagName")).isEqualTo("BODY");
            assertSound(tab, page + "-keyless-en", axe);
            assertWell(tab);
        }
    }

    private void round(String language, int width, String axe) {
        String secret = service.key(SCOPES, "*");
        try (Tab tab = open(width)) {
            enter(tab, "/pages/department.html?lang=" + language, secret);
            assertThat(tab.evaluate("document.querySelectorAll('#gaps .item').length")
                            .asInt())
                    .isGreaterThan(10);
            tab.click("[data-focus=\"" + wanted(secret) + "\"]")
                    .until("location.search.includes('gap=')")
                    .drawn();
            assertThat(tab.evaluate("document.querySelectorAll('#candidates meter').length")
                            .asInt())
                    .isPositive();
            tab.click("#run").until("location.search.includes('round=')").drawn();
            tab.until("document.querySelector('[data-gain]')");
            String id = tab.text("new URLSearchParams(location.search).get('round')");
            var told = Api.as(secret).get("/v1/allocations/" + id).expect(200).json();
            assertThat(told.get("filled").asInt()).isPositive();
            assertThat(tab.text("document.querySelector('[data-round=filled] b').textContent.normalize('NFKC')"))
                    .isEqualTo(told.get("filled").asText());
            assertThat(tab.evaluate("document.querySelectorAll('#seated .who').length")
                            .asInt())
                    .isEqualTo(Math.min(50, told.get("filled").asInt()));
            int unfilled = Api.as(secret)
                    .get("/v1/allocations/" + id + "/unfilled?limit=50")
                    .json()
                    .get("items")
                    .size();
            assertThat(tab.evaluate("document.querySelectorAll('#unfilled .who').length")
                            .asInt())
                    .isEqualTo(unfilled)
                    .isPositive();
            int gain = tab.evaluate("Number(document.querySelector('[data-gain]').dataset.gain)")
                    .asInt();
            tab.choose("#budget", "0").until("document.querySelector('[data-budget=\"0\"]')");
            assertThat(tab.text("document.querySelector('[data-gain]').dataset.gain"))
                    .isEqualTo("0");
            tab.choose("#budget", "50").until("document.querySelector('[data-budget=\"50\"]')");
            assertThat(tab.text("document.querySelector('[data-gain]').dataset.gain"))
                    .isEqualTo(String.valueOf(gain));
            assertThat(gain).isPositive();
            assertThat(tab.text("document.querySelector('#budget').getAttribute('aria-valuetext')"))
                    .contains("50,00,000");
            assertSound(tab, "department-" + language + "-" + width, axe);
            assertWell(tab);
        }
    }

    /** A gap that somebody fits. */
    private static String wanted(String secret) {
        Api api = Api.as(secret);
        for (var gap :
                api.get("/v1/gaps?status=open&limit=200").expect(200).json().get("items")) {
            String id = gap.get("id").asText();
            if (!api.get("/v1/gaps/" + id + "/candidates?limit=1")
                    .json()
                    .get("items")
                    .isEmpty()) {
                return id;
            }
        }
        throw new AssertionError("nobody fits any gap");
    }

    private void facility(String language, int width, String axe) {
        String secret = service.key(SCOPES, "IN-KA");
        try (Tab tab = open(width)) {
            enter(tab, "/pages/readiness.html?lang=" + language, secret);
            assertThat(tab.evaluate("document.querySelectorAll('#ranked .item').length")
                            .asInt())
                    .isEqualTo(10);
            assertThat(tab.text("document.querySelector('[data-sum=facilities] b').textContent"))
                    .isEqualTo("10");
            tab.click("#ranked li:first-child .item").drawn();
            assertThat(tab.text("location.search")).contains("facility=");
            assertThat(tab.text("document.activeElement.getAttribute('aria-pressed') ?? 'none'"))
                    .isIn("true", "none");
            for (String part : List.of("cover", "staffing", "due", "campaigns")) {
                assertThat(tab.evaluate("document.querySelectorAll('#" + part + " li, #" + part + " p').length")
                                .asInt())
                        .as(part)
                        .isGreaterThan(1);
            }
            assertSound(tab, "readiness-" + language + "-" + width, axe);
            assertWell(tab);
        }
    }

    private void revoked() {
        Api administrator = Api.with("clients:write gaps:read trainees:read", "IN-KA");
        var made = administrator
                .post(
                        "/v1/clients",
                        "{\"name\": \"a page\", \"scopes\": [\"gaps:read\", \"trainees:read\"], \"departments\": [\"IN-KA\"]}")
                .expect(201);
        try (Tab tab = open(PagesTest.DESKTOP)) {
            enter(tab, "/pages/department.html?lang=en", made.json().get("key").asText());
            administrator.delete(made.header("Location"), made.etag()).expect(204);
            tab.until("document.querySelector('.refusal')");
            assertThat(tab.text("document.querySelector('.refusal h2').textContent"))
                    .isEqualTo("This key does not open any more.");
            assertThat(tab.text("document.querySelector('#keyed').hidden")).isEqualTo("true");
            assertThat(tab.text("document.querySelector('#gaps .content').textContent"))
                    .isEmpty();
            assertThat(tab.text("String(sessionStorage.length)")).isEqualTo("0");
            enter(tab, null, service.key(SCOPES, "IN-KA"));
            assertThat(tab.text("String(document.querySelector('.refusal'))")).isEqualTo("null");
            assertThat(tab.complaints()).allMatch(said -> said.contains("status of 40"));
        }
    }

    private void lacking() {
        try (Tab tab = open(PagesTest.DESKTOP)) {
            enter(tab, "/pages/department.html?lang=en", service.key("gaps:read trainees:read", "IN-KA"));
            assertThat(tab.text("document.querySelector('#candidates .content').textContent"))
                    .contains("does not open");
            assertThat(tab.evaluate("document.querySelectorAll('#gaps .item').length")
                            .asInt())
                    .isPositive();
            tab.click("#run").until("document.querySelector('#round .content').textContent.includes('does not open')");
            tab.click("#forget").until("document.querySelector('#secret')");
            assertThat(tab.complaints()).allMatch(said -> said.contains("status of 403"));
        }
    }

    private void tampered() {
        try (Tab tab = open(PagesTest.DESKTOP)) {
            String secret = service.key(SCOPES, "IN-KA");
            enter(tab, "/pages/department.html?lang=en", secret);
            tab.go("/pages/department.html?lang=en&round=..%2F..%2Fclients&gap=%3Cscript%3E");
            assertThat(tab.text("document.querySelector('#round .content').textContent"))
                    .startsWith("This link asks for something that does not exist");
            tab.go("/pages/department.html?lang=en&department=IN-XX");
            assertThat(tab.text("document.querySelector('#sums').textContent"))
                    .startsWith("This link asks for something that does not exist");
            tab.go("/pages/readiness.html?lang=en&facility=nothing");
            assertThat(tab.text("document.querySelector('#cover .content').textContent"))
                    .startsWith("There is no such thing here");
            assertThat(tab.complaints()).allMatch(said -> said.contains("status of 40"));
        }
    }

    /** Pastes a key, as its user does; on the page that is open if there is no path. */
    private static void enter(Tab tab, String path, String secret) {
        if (path != null) {
            tab.go(path);
        }
        tab.evaluate("document.querySelector('#secret').value = ' " + secret + " '");
        tab.click("#key button")
                .until("!document.querySelector('#keyed').hidden")
                .drawn();
        assertThat(tab.text("document.body.dataset.drawn")).isEqualTo("yes");
        assertThat(tab.text("location.href")).doesNotContain(secret);
    }

    private static void assertSound(Tab tab, String picture, String axe) {
        assertThat(
                        tab.text(
                                "document.body.innerText.match(/\\b(department|round|readiness|key|rules|components|facilityKinds|levels)\\.\\w+/g)?.join() ?? ''"))
                .as("texts that are not there")
                .isEmpty();
        assertThat(tab.text(PagesTest.SPILLS)).as("wider than the screen").isIn("false", "");
        tab.evaluate(axe + ";0");
        assertThat(tab.text(PagesTest.FAULTS)).as("faults found by axe").isEmpty();
        assertThat(tab.picture(picture).colours()).as("a blank picture has few").isGreaterThan(60);
    }

    /** Nothing was complained of, and nobody else was asked. */
    private void assertWell(Tab tab) {
        assertThat(tab.complaints()).isEmpty();
        assertThat(tab.requests())
                .isNotEmpty()
                .allMatch(each -> each.getScheme().equals("data") || each.getPort() == service.port(), "stays here");
    }

    private Tab open(int width) {
        return Browser.get().open(service.port(), width, width == PagesTest.PHONE ? 844 : 900);
    }
}
