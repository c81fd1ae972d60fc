package org.prahari.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The query of an address in the one spelling that stands for all spellings of it: parameters and their values sorted, each
 * once, and encoded where it may be. Of several values of one parameter neither order nor number means anything.
 */
public final class Query {
    private static final String PLAIN = "-._~";
    private static final String TAKEN = "-._~:@/,*!$'()";
    private static final int MAX_LENGTH = 2048;
    private static final int MAX_PAIRS = 100;

    private Query() {}

    /** Its text, without the question mark. */
    public static String of(Map<String, ? extends Collection<String>> parameters) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(parameters)
                .forEach((name, values) -> new TreeSet<>(values).forEach(value -> {
                    text.append(text.length() == 0 ? "" : "&");
                    encode(name, text);
                    text.append('=');
                    encode(value, text);
                }));
        return text.toString();
    }

    /**
     * The parameters of a query that is beyond doubt: only names that are declared, with a value each, in well-formed UTF-8.
     *
     * @param raw the query as it came, or null
     * @param declared the names there may be, and whether each may be repeated
     * @return null if there is any doubt; what is wrong is for others to say
     */
    public static SortedMap<String, SortedSet<String>> parse(String raw, Map<String, Boolean> declared) {
        SortedMap<String, SortedSet<String>> parameters = new TreeMap<>();
        if (raw == null) {
            return parameters;
        }
        if (raw.length() > MAX_LENGTH) {
            return null;
        }
        String[] pairs = raw.split("&", -1);
        if (pairs.length > MAX_PAIRS) {
            return null;
        }
        for (String pair : pairs) {
            int sign = pair.indexOf('=');
            String name = sign < 0 ? null : decode(pair.substring(0, sign));
            String value = sign < 0 ? null : decode(pair.substring(sign + 1));
            Boolean repeatable = name == null ? null : declared.get(name);
            if (repeatable == null || value == null || value.isEmpty() || Text.fault(value) != null) {
                return null;
            }
            SortedSet<String> values = parameters.computeIfAbsent(name, unused -> new TreeSet<>());
            if ((!repeatable && !values.isEmpty()) || value.indexOf('\uFFFD') >= 0) {
                return null;
            }
            values.add(value);
        }
        return parameters;
    }

    private static String decode(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' && i + 2 < text.length()) {
                int high = Character.digit(text.charAt(i + 1), 16);
                int low = Character.digit(text.charAt(i + 2), 16);
                if (high < 0 || low < 0 || text.charAt(i + 1) > 'f' || text.charAt(i + 2) > 'f') {
                    return null;
                }
                bytes.put((byte) (high << 4 | low));
                i += 2;
            } else if (c == '+') {
                bytes.put((byte) ' ');
            } else if (isPlain(c, TAKEN)) {
                bytes.put((byte) c);
            } else {
                return null;
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static void encode(String value, StringBuilder text) {
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (isPlain(c, PLAIN)) {
                text.append(c);
            } else {
                text.append('%').append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
            }
        }
    }

    private static boolean isPlain(char c, String others) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || others.indexOf(c) >= 0;
    }
}
