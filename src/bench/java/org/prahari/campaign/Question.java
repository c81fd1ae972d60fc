package org.prahari.campaign;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an app asks: a list, or one campaign.
 *
 * @param slug of the one campaign; null for a list
 * @param parameters of the query
 * @param tongue what the reader speaks, for the header; the query need not name it
 */
record Question(String slug, Map<String, String> parameters, String tongue) {
    Question {
        parameters = new TreeMap<>(parameters);
    }

    /** Path and query as the service takes them. */
    String target() {
        return "/v1/campaigns" + (slug == null ? "" : "/" + slug) + query();
    }

    /** What a server of files is asked: a short name, and the same query, which it does not look at. */
    String file(String name) {
        return "/v1/campaigns/" + name + query();
    }

    private String query() {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                        .collect(Collectors.joining("&", "?", ""));
    }

    /** How many headers come with a question. */
    enum Headers {
        /** Host, and the one that the case is about. */
        TWO,
        /** As an app on Android sends them. */
        TWELVE;

        /** @param held the entity tag that the asker holds, or null */
        String request(String target, String tongue, boolean gzip, String held) {
            String coding = "Accept-Encoding: " + (gzip ? "gzip" : "identity");
            String tag = "If-None-Match: " + held;
            List<String> lines = this == TWO
                    ? List.of("GET " + target + " HTTP/1.1", "Host: prahari.example", held == null ? coding : tag)
                    : List.of(
                            "GET " + target + " HTTP/1.1",
                            "Host: prahari.example",
                            "Connection: Keep-Alive",
                            "User-Agent: PrahariAwareness/3.4.1 (Android 14; Redmi Note 12) okhttp/4.12.0",
                            "Accept: application/json",
                            coding,
                            "Accept-Language: %s-IN,%s;q=0.9,en-IN;q=0.8,en;q=0.7".formatted(tongue, tongue),
                            "Cache-Control: max-age=0",
                            "X-App-Version: 3.4.1",
                            "X-App-Platform: android",
                            "X-Device-Class: low-memory",
                            "X-Time-Zone: Asia/Kolkata",
                            held == null ? "Priority: u=3" : tag);
            return String.join("\r\n", lines) + "\r\n\r\n";
        }
    }
}
