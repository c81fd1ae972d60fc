package org.prahari.insight;

import java.util.List;

/** What a filter lets through. */
final class Chosen {
    private Chosen() {}

    /**
     * @param named what is asked for; everything if nothing is named
     * @param one what may be absent, and is not asked for by any name then
     */
    static <T> boolean has(List<T> named, T one) {
        return named.isEmpty() || (one != null && named.contains(one));
    }
}
