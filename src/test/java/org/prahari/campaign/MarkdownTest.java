package org.prahari.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
    @Test
    void paragraphsListsEmphasisAndLinksBecomeHtml() {
        assertThat(Markdown.html("Do this:\n\n1. **Stop.**\n   - Look.\n2. Call [1930](tel:1930).\n"))
                .contains("<p>Do this:</p>", "<ol>", "<ul>", "<strong>Stop.</strong>", "href=\"tel:1930\"");
        assertThat(Markdown.html("[portal](https://cybercrime.gov.in)"))
                .contains("<a href=\"https://cybercrime.gov.in\" rel=\"nofollow\">portal</a>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "a <script src=https://evil.example/x.js></script> b",
                "[x](javascript:alert(1))",
                "[x](JaVaScRiPt:alert(1))",
                "[x](data:text/html;base64,PHNjcmlwdD4=)",
                "[x](&#106;avascript:alert(1))",
                "<javascript:alert(1)>",
                "<img src=x onerror=alert(1)>",
                "![x](https://evil.example/pixel.gif)",
                "[x](https://a.example/\" onclick=\"alert(1))",
                "<a href='javascript:alert(1)'>x</a>",
                "<iframe src=https://evil.example></iframe>",
                "</p><svg/onload=alert(1)>"
            })
    void nothingThatRunsOrLoadsSurvives(String body) {
        assertThat(Markdown.html(body))
                .doesNotContainPattern("(?i)<(script|img|svg|iframe)")
                .doesNotContainPattern("(?i)<[^>]*(javascript:|data:|\\son[a-z]+=)");
    }

    @Test
    void plainTextStaysPlainText() {
        assertThat(Markdown.html("${7*7} ' OR 1=1; --")).contains("${7*7}").doesNotContain("49");
        assertThat(Markdown.html("# No heading")).doesNotContain("<h1>").contains("# No heading");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "[", "> ", "- ", "**a ", "![", "`", "<", "_a*"})
    void deepNestingIsHarmless(String piece) {
        String body = piece.repeat(5000 / piece.length());
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(2), () -> assertThat(Markdown.html(body)).isNotNull());
    }
}
