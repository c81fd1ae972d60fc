package org.prahari.http;

import java.util.Locale;

/** Enum constants as they stand in JSON and in addresses: {@code ON_HOLD} is {@code on-hold}. */
public final class Kebab {
    private Kebab() {}

    /** The word for a constant. */
    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The constant, or null. */
    static Object parse(Class<?> type, String text) {
        for (Object constant : type.getEnumConstants()) {
            if (of((Enum<?>) constant).equals(text)) {
                return constant;
            }
        }
        return null;
    }
}
