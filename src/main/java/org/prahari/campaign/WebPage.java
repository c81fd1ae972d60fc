package org.prahari.campaign;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.owasp.html.Handler;
import org.owasp.html.HtmlStreamRenderer;

/** A campaign as a page to read and to print: in its own language and direction, without scripts, pictures or forms. */
final class WebPage {
    private static final String STYLE =
            "body{font:1.1rem/1.6 sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;"
                    + "overflow-wrap:anywhere}h1{line-height:1.25}footer{border-top:1px solid;font-size:.85rem}"
                    + "@media print{body{max-width:none;margin:0}a{color:inherit}}";
    /** Allows the page's own style, by its digest, and nothing else. */
    static final String POLICY = "default-src 'none'; style-src 'sha256-" + digest(STYLE)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private WebPage() {}

    static String of(Edition edition) {
        var page = new StringBuilder("<!DOCTYPE html>\n");
        HtmlStreamRenderer html = HtmlStreamRenderer.create(page, Handler.DO_NOTHING);
        html.openDocument();
        html.openTag("html", List.of("lang", edition.language(), "dir", direction(edition)));
        html.openTag("head", List.of());
        html.openTag("meta", List.of("charset", "utf-8"));
        html.openTag("meta", List.of("name", "viewport", "content", "width=device-width"));
        element(html, "title", edition.title());
        // The digest in the policy is of these very characters.
        page.append("<style>").append(STYLE).append("</style>");
        html.closeTag("head");
        html.openTag("body", List.of());
        element(html, "h1", edition.title());
        html.openTag("p", List.of());
        element(html, "strong", edition.summary());
        html.closeTag("p");
        // Sanitized when the shelf was read.
        page.append(edition.bodyHtml());
        html.openTag("p", List.of());
        element(html, "strong", edition.callToAction());
        html.closeTag("p");
        if (edition.helpline() != null) {
            html.openTag("p", List.of("dir", "ltr"));
            link(html, "tel:" + edition.helpline(), edition.helpline());
            html.closeTag("p");
        }
        assets(html, edition);
        footer(html, edition);
        html.closeTag("body");
        html.closeTag("html");
        html.closeDocument();
        return page.toString();
    }

    private static void assets(HtmlStreamRenderer html, Edition edition) {
        for (Translation.Asset asset : edition.assets()) {
            html.openTag("p", List.of());
            link(html, asset.url(), asset.alt() == null ? asset.url() : asset.alt());
            html.closeTag("p");
        }
    }

    private static void footer(HtmlStreamRenderer html, Edition edition) {
        html.openTag("footer", List.of("dir", "ltr", "lang", "en"));
        for (String source : edition.sources()) {
            element(html, "p", source);
        }
        element(html, "p", "Prahari: " + edition.slug() + ", revision " + edition.revision());
        if (edition.stale()) {
            element(html, "p", "This is a translation of an older revision.");
        }
        html.closeTag("footer");
    }

    private static void link(HtmlStreamRenderer html, String address, String text) {
        html.openTag("a", List.of("href", address, "rel", "nofollow"));
        html.text(text);
        html.closeTag("a");
    }

    private static void element(HtmlStreamRenderer html, String name, String text) {
        html.openTag(name, List.of());
        html.text(text);
        html.closeTag(name);
    }

    private static String direction(Edition edition) {
        return edition.direction() == LanguageChoice.Direction.RTL ? "rtl" : "ltr";
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
