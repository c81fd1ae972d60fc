package org.prahari.partner;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which addresses a webhook may have, by their text alone: https, a public name, nothing else that could lead elsewhere than
 * it seems. What the name leads to is looked at when it is called, each time: see {@link PublicAddresses}.
 */
final class Target {
    private static final Pattern NAME =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final int MOST_OF_NAME = 253;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int HTTPS = 443;
    private static final int FIRST_FREE_PORT = 1024;
    private static final int LAST_PORT = 65_535;
    /** Ends of names that lead nowhere in public (RFC 6761, 6762, 8375, and what resolvers of clouds and clusters add). */
    private static final List<String> PRIVATE_ENDS = List.of(
            ".localhost",
            ".local",
            ".localdomain",
            ".internal",
            ".intranet",
            ".lan",
            ".home.arpa",
            ".arpa",
            ".onion",
            ".svc");

    private Target() {}

    /**
     * Why it is refused, or null.
     *
     * @param loopback whether http to a loopback host is let through, for development
     */
    static String fault(String url, boolean loopback) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return "is not a URL";
        }
        if (uri.getHost() == null || uri.getScheme() == null || uri.isOpaque()) {
            return "is not a URL with a host";
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return "holds a user or a fragment";
        }
        if (!url.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            return "holds characters that are to be encoded";
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (loopback && scheme.equals("http") && LOOPBACK.contains(host)) {
            return null;
        }
        if (!scheme.equals("https")) {
            return "is not https";
        }
        // A last label with a letter in front is no address, however written: decimal, octal, hexadecimal, IPv6.
        if (host.length() > MOST_OF_NAME || !NAME.matcher(host).matches()) {
            return "does not name a host in public: addresses and single words are not taken";
        }
        if (PRIVATE_ENDS.stream().anyMatch(host::endsWith)) {
            return "does not name a host in public";
        }
        int port = uri.getPort();
        return port == -1 || port == HTTPS || (port >= FIRST_FREE_PORT && port <= LAST_PORT)
                ? null
                : "has a port that is neither 443 nor above 1023";
    }
}
