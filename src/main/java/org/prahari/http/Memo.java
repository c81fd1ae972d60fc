package org.prahari.http;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * Remembers what a pure function made of texts that others send, in a fixed number of places: a text may take the place of
 * another, so that who sends many costs the others time and never memory. Texts are compared whole; long ones are not kept.
 */
public final class Memo<T> {
    private static final int MAX_LENGTH = 512;
    private final Function<String, T> function;
    private final AtomicReferenceArray<Known<T>> places;

    private record Known<T>(String text, T value) {}

    /** @param places a power of two */
    public Memo(int places, Function<String, T> function) {
        this.function = function;
        this.places = new AtomicReferenceArray<>(places);
    }

    /** What the function makes of the text; null where it makes null. */
    public T get(String text) {
        if (text.length() > MAX_LENGTH) {
            return function.apply(text);
        }
        int hash = text.hashCode();
        int place = (hash ^ (hash >>> 15)) & (places.length() - 1);
        Known<T> known = places.getPlain(place);
        if (known == null || !known.text().equals(text)) {
            known = new Known<>(text, function.apply(text));
            places.setRelease(place, known);
        }
        return known.value();
    }
}
