package org.prahari.campaign;

import java.util.BitSet;

/**
 * A short message and what it costs to send: 3GPP TS 23.038. One with characters outside the 7-bit alphabet goes as UCS-2.
 *
 * @param units septets or 16-bit units that the text takes
 * @param segments messages it is sent in: up to 160 septets or 70 units in one, else 153 or 67 in each, where neither an
 *     escape sequence nor a surrogate pair is parted
 */
public record Sms(String text, Encoding encoding, int units, int segments) {
    private static final BitSet BASIC = set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");
    private static final BitSet EXTENSION = set("\f^{}\\[~]|€");

    public enum Encoding {
        GSM_7,
        UCS_2
    }

    static Sms of(String text) {
        boolean septets = text.chars().allMatch(c -> BASIC.get(c) || EXTENSION.get(c));
        int[] sizes = septets
                ? text.chars().map(c -> BASIC.get(c) ? 1 : 2).toArray()
                : text.codePoints().map(Character::charCount).toArray();
        int units = 0;
        for (int size : sizes) {
            units += size;
        }
        int single = septets ? 160 : 70;
        int segments = units <= single ? 1 : parts(sizes, septets ? 153 : 67);
        return new Sms(text, septets ? Encoding.GSM_7 : Encoding.UCS_2, units, segments);
    }

    private static int parts(int[] sizes, int capacity) {
        int parts = 1;
        int used = 0;
        for (int size : sizes) {
            if (used + size > capacity) {
                parts++;
                used = 0;
            }
            used += size;
        }
        return parts;
    }

    private static BitSet set(String characters) {
        BitSet set = new BitSet();
        characters.chars().forEach(set::set);
        return set;
    }
}
