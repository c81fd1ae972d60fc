package org.prahari.campaign;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.ListBlock;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlRenderer;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Turns a campaign's body into HTML that is safe to show: paragraphs, lists, emphasis, and links to https, mail and
 * telephone. What else Markdown knows stays plain text, HTML included; a sanitizer has the last word.
 */
final class Markdown {
    // Bounds on nesting, so that no text can make the parser's or the renderer's stack overflow.
    private static final Parser PARSER = Parser.builder()
            .enabledBlockTypes(Set.of(ListBlock.class))
            .maxOpenBlockParsers(20)
            .maxInlineNesting(20)
            .build();
    private static final List<String> PROTOCOLS = List.of("https", "mailto", "tel");
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .escapeHtml(true)
            .sanitizeUrls(true)
            .urlSanitizer(new DefaultUrlSanitizer(PROTOCOLS))
            .build();
    // All of ASCII that is seen but the backtick, which no address has, and after which the sanitizer adds a space.
    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements("p", "ul", "ol", "li", "strong", "em", "br", "a")
            .allowAttributes("href")
            .matching(Pattern.compile("(?i)(" + String.join("|", PROTOCOLS) + "):[!-_a-~]+"))
            .onElements("a")
            .allowAttributes("start")
            .matching(Pattern.compile("[0-9]{1,4}"))
            .onElements("ol")
            .allowUrlProtocols(PROTOCOLS.toArray(new String[0]))
            .requireRelNofollowOnLinks()
            .toFactory();

    private Markdown() {}

    static String html(String body) {
        return POLICY.sanitize(RENDERER.render(PARSER.parse(body)));
    }
}
