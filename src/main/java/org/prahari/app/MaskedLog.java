package org.prahari.app;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.logging.json.EventJsonLayoutBaseFactory;
import io.dropwizard.logging.json.layout.JsonFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Log lines in JSON in which keys, tokens, e-mail addresses and telephone numbers are masked, wherever in the line they
 * stand. It is the second line of defence: nothing of ours logs such a thing, but a caller may write it into an address, and
 * a library into a message.
 */
public final class MaskedLog {
    /** A thing to hide, and what is shown of it. Each repetition is bounded, so that a long line costs no more than its length. */
    private record Mask(Pattern pattern, String shown) {
        Mask(String pattern, String shown) {
            this(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), shown);
        }
    }

    private static final List<Mask> MASKS = List.of(
            new Mask("(prk_[a-z]{1,10}_[0-9a-f]{16})[0-9a-z]{1,200}", "$1***"),
            new Mask("(whsec_)[a-z0-9+/=]{1,200}", "$1***"),
            new Mask("\\b(bearer|basic)(?: |\\+|%20){1,3}[a-z0-9._~+/=-]{4,9000}", "$1 ***"),
            new Mask(
                    "(?:(?<![a-z0-9_-])|(?<=%[0-9a-f]{2}))eyJ[a-z0-9_-]{8,4000}+(?:\\.[a-z0-9_-]{0,8000}+){1,4}+",
                    "[token]"),
            new Mask(
                    "[\\p{L}\\p{M}\\p{N}._%+-]{1,64}(?:@|%40)[\\p{L}\\p{M}\\p{N}-]{1,63}"
                            + "(?:\\.[\\p{L}\\p{M}\\p{N}-]{1,63}){0,6}\\.[\\p{L}\\p{M}]{2,24}",
                    "[e-mail]"),
            new Mask("(?:\\+|%2b)[1-9](?:[ -]?[0-9]){7,14}", "[phone]"));

    private MaskedLog() {}

    static String mask(String text) {
        String masked = text;
        for (Mask mask : MASKS) {
            masked = mask.pattern().matcher(masked).replaceAll(mask.shown());
        }
        return masked;
    }

    /** The layout of the service's log. */
    @JsonTypeName("masked-json")
    public static final class Events extends EventJsonLayoutBaseFactory {
        @Override
        protected JsonFormatter createDropwizardJsonFormatter() {
            return new Formatter(isPrettyPrint(), isAppendLineSeparator());
        }
    }

    /** Masks values before they are written: in JSON text, an escape could take part in a match. */
    private static final class Formatter extends JsonFormatter {
        Formatter(boolean pretty, boolean separated) {
            super(Jackson.newObjectMapper(), pretty, separated);
        }

        @Override
        @SuppressWarnings("unchecked")
        public String toJson(Map<String, Object> line) {
            return super.toJson((Map<String, Object>) masked(line));
        }

        private static Object masked(Object value) {
            if (value instanceof Map<?, ?> map) {
                Map<Object, Object> all = new LinkedHashMap<>();
                map.forEach((key, item) -> all.put(key, masked(item)));
                return all;
            }
            if (value instanceof Collection<?> items) {
                return items.stream().map(Formatter::masked).toList();
            }
            return value instanceof CharSequence text ? mask(text.toString()) : value;
        }
    }
}
