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
                "</p><svg/onload=alert(1)>",
                "<ScRiPt>alert(1)</ScRiPt>",
                "<script\n>alert(1)</script\n>",
                "<<script>alert(1)//<</script>",
                "<svg><script>alert(1)</script></svg>",
                "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
                "<body onload=alert(1)>",
                "<input autofocus onfocus=alert(1)>",
                "<details open ontoggle=alert(1)>x</details>",
                "<object data=javascript:alert(1)></object>",
                "<embed src=data:text/html,x>",
                "<base href=https://evil.example/>",
                "<meta http-equiv=refresh content=0;url=javascript:alert(1)>",
                "<link rel=stylesheet href=https://evil.example/x.css>",
                "<style>@import 'https://evil.example';</style>",
                "<p style=background:url(javascript:alert(1))>x</p>",
                "<form action=javascript:alert(1)><button>x</button></form>",
                "<!-- --><script>alert(1)</script>",
                "<![CDATA[<script>alert(1)</script>]]>",
                "<?php echo 1 ?><script>alert(1)</script>",
                "<a href=\"https://a.example\" onclick=\"alert(1)\">x</a>",
                "[x](vbscript:msgbox(1))",
                "[x](file:///etc/passwd)",
                "[x](blob:https://evil.example/1)",
                "[x](http://evil.example)",
                "[x](//evil.example)",
                "[x](evil,1)",
                "[x](/v1/roles)",
                "[x](#y)",
                "[x](java\tscript:alert(1))",
                "[x](java&NewLine;script:alert(1))",
                "[x](&#x6A;&#x61;vascript&colon;alert(1))",
                "[x](%6aavascript:alert(1))",
                "[x](\u0001javascript:alert(1))",
                "[x](\u2028javascript:alert(1))",
                "[x](<javascript:alert(1)>)",
                "[x](https://a.example 'onmouseover=alert(1)')",
                "[x](https://a.example \"><script>alert(1)</script>\")",
                "[x]: javascript:alert(1)\n\n[x]",
                "![x](javascript:alert(1))",
                "![x\" onerror=\"alert(1)](https://a.example/y.png)",
                "[![x](data:image/svg+xml,<svg onload=alert(1)>)](javascript:alert(1))",
                "<https://a.example/\"onclick=alert(1)>",
                "<data:text/html,<script>alert(1)</script>>",
                "```html\n<script>alert(1)</script>\n```",
                "`<script>alert(1)</script>`",
                "    <script>alert(1)</script>",
                "# <img src=x onerror=alert(1)>",
                "> <iframe srcdoc='<script>alert(1)</script>'>",
                "- <svg onload=alert(1)>\n- [x](data:,x)",
                "\\<script>alert(1)</script>",
                "&lt;script&gt;alert(1)&lt;/script&gt;",
                "[x](mailto:a@b.example?subject=<script>alert(1)</script>)",
                "<xss contenteditable onbeforeinput=alert(1)>x"
            })
    void nothingThatRunsOrLoadsSurvives(String body) {
        assertThat(Markdown.html(body))
                .doesNotContainPattern("(?i)<(?!/?(p|ul|ol|li|strong|em|br|a)[ >/])[a-z!?/]")
                .doesNotContainPattern("(?i)<[^>]*\\s(on[a-z]+|style|src|id|class|title)\\s*=")
                .doesNotContainPattern("(?i)href=\"(?!https://|mailto:|tel:)");
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
