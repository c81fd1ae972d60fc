package org.prahari.campaign;

/**
 * All that the answer depends on, besides what is on the air.
 *
 * @param languages the header Accept-Language in canonical spelling; empty if it does not matter
 * @param gzip whether the caller takes it
 */
record AnswerKey(String path, String query, String languages, boolean gzip, boolean head) {
    /** About how many bytes it takes. */
    int size() {
        return 2 * (path.length() + languages.length() + (query == null ? 0 : query.length()));
    }
}
