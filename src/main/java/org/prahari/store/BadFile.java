package org.prahari.store;

/** A file to import that is damaged or not what it should be; the message names the line or the JSON Pointer. */
public final class BadFile extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadFile(String where, String what) {
        super(where + ": " + what);
    }
}
