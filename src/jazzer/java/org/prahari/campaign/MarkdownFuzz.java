package org.prahari.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.code_intelligence.jazzer.mutation.annotation.WithUtf8Length;
import java.util.regex.Pattern;
import org.junit.jupiter.params.provider.ValueSource;
import org.prahari.support.Tried;

class MarkdownFuzz {
    private static final Pattern TAG = Pattern.compile(
            "</?(p|ul|ol|li|strong|em|br|a)( ?/)?>|<!-- -->|<ol start=\"[0-9]{1,4}\">"
                    + "|<a href=\"(?i:https:|mailto:|tel:)[^\"<>\\s]*\" rel=\"nofollow\">");

    @ValueSource(
            strings = {
                "# A\n\n* b **c** _d_\n1. [e](https://example.org/?a=b&c)\n",
                "[e](https://example.`org)",
                "<script>alert(1)</script>\n[x](javascript:alert(1)) ![i](data:text/html,1)",
                "999999999. a\n\n> b\n\n```\nc\n```\n<a href='mailto:a@b.c' onclick=x>"
            })
    @FuzzTest
    void nothingIsShownButTextListsEmphasisAndHarmlessLinks(@NotNull @WithUtf8Length(max = 16_384) String body) {
        String html = Tried.of(() -> Markdown.html(body)).orElseThrow();
        assertThat(TAG.matcher(html).replaceAll("")).doesNotContain("<", ">");
        assertThat(html.chars().filter(c -> c < ' ' && c != '\n' && c != '\t').count()).isZero();
    }
}
