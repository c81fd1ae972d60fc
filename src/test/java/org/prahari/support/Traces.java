package org.prahari.support;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds texts in bytes, in every encoding that a careless program would leave them in. */
public final class Traces {
    private static final List<String> ENCODINGS =
            List.of("utf-8", "utf-16be", "utf-16le", "hex", "HEX", "base64", "base64url", "reversed", "escaped");
    private static final int PREFIX = 4;
    private final Map<Integer, List<Trace>> byPrefix = new HashMap<>();

    private record Trace(byte[] bytes, String what) {}

    public Traces(Collection<String> texts) {
        for (String text : texts) {
            for (String encoding : ENCODINGS) {
                boolean base64 = encoding.startsWith("base64");
                // Base64 of a text depends on where among three bytes it begins; what its neighbours shape is left off.
                for (int before = 0; before < (base64 ? 3 : 1); before++) {
                    byte[] bytes = encode(encoding, "x".repeat(before) + text);
                    byte[] inner = base64
                            ? java.util.Arrays.copyOfRange(
                                    bytes, before == 0 ? 0 : before + 1, (utf8(text).length + before) / 3 * 4)
                            : bytes;
                    var trace = new Trace(inner, text.length() + " characters in " + encoding);
                    byPrefix.computeIfAbsent(prefix(inner, 0), key -> new ArrayList<>())
                            .add(trace);
                }
            }
        }
    }

    public static byte[] encode(String encoding, String text) {
        return switch (encoding) {
            case "hex" -> ascii(HexFormat.of().formatHex(utf8(text)));
            case "HEX" -> ascii(HexFormat.of().formatHex(utf8(text)).toUpperCase(Locale.ROOT));
            case "base64" -> Base64.getEncoder().encode(utf8(text));
            case "base64url" -> Base64.getUrlEncoder().encode(utf8(text));
            case "reversed" -> utf8(new StringBuilder(text).reverse().toString());
            case "escaped" -> ascii(escaped(text));
            default -> text.getBytes(Charset.forName(encoding));
        };
    }

    /** Which of the texts is in there, and how. */
    public Optional<String> in(byte[] bytes) {
        for (int i = 0; i + PREFIX <= bytes.length; i++) {
            List<Trace> candidates = byPrefix.get(prefix(bytes, i));
            if (candidates != null) {
                for (Trace trace : candidates) {
                    int end = i + trace.bytes().length;
                    if (end <= bytes.length
                            && java.util.Arrays.equals(bytes, i, end, trace.bytes(), 0, trace.bytes().length)) {
                        return Optional.of(trace.what());
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(c < 0x80 ? String.valueOf((char) c) : String.format("\\u%04x", c)));
        return escaped.toString();
    }

    private static int prefix(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | (bytes[at + 3] & 0xff);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
