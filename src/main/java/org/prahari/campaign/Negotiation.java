package org.prahari.campaign;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.prahari.http.Languages;

/** What of the headers by which a caller negotiates makes a difference. Pure functions of a header's text. */
final class Negotiation {
    private static final int MAX_LENGTH = 256;
    private static final Pattern RANGE =
            Pattern.compile(" *(\\*/\\*|[a-z]+/(?:\\*|[a-z+.-]+))(; *q=(0\\.[0-9]{0,2}[1-9]|1(\\.0{0,3})?))? *");

    private Negotiation() {}

    /**
     * Accept-Language in the one spelling that asks for the same: the ranges in their order, without weights, then those
     * that are refused; empty if the header says nothing, and null if there is any doubt.
     */
    static String languages(String header) {
        List<Locale.LanguageRange> ranges = Languages.ranges(header.length() <= MAX_LENGTH ? header : "");
        String canonical = Stream.concat(
                        ranges.stream().filter(range -> range.getWeight() > 0).map(Locale.LanguageRange::getRange),
                        ranges.stream().filter(range -> range.getWeight() == 0).map(range -> range.getRange() + ";q=0"))
                .collect(Collectors.joining(","));
        return header.length() <= MAX_LENGTH
                        && says(Languages.ranges(canonical)).equals(says(ranges))
                ? canonical
                : null;
    }

    /** All that the choice of a language looks at. */
    private static List<String> says(List<Locale.LanguageRange> ranges) {
        return Stream.of(true, false)
                .flatMap(wanted -> ranges.stream()
                        .filter(range -> range.getWeight() > 0 == wanted)
                        .map(range -> wanted + range.getRange()))
                .toList();
    }

    /** Whether Accept-Encoding allows gzip, as the server understands it. */
    static boolean gzip(String header) {
        return new HttpField(HttpHeader.ACCEPT_ENCODING, header).contains("gzip");
    }

    /** Whether Accept surely allows a media type; if not, that is for others to say. */
    static boolean accepts(String header, String type) {
        String group = type.substring(0, type.indexOf('/') + 1) + "*";
        boolean found = false;
        for (String part : header.split(",", -1)) {
            var range = RANGE.matcher(part);
            if (!range.matches()) {
                return false;
            }
            String asked = range.group(1);
            found |= asked.equals(type) || asked.equals(group) || asked.equals("*/*");
        }
        return found;
    }
}
