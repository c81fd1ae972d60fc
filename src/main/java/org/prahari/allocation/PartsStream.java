package org.prahari.allocation;

import java.io.InputStream;
import java.util.function.IntFunction;

/** Reads parts one after the other, and holds one at a time. */
final class PartsStream extends InputStream {
    private final int parts;
    private final IntFunction<byte[]> fetch;
    private byte[] part = new byte[0];
    private int at;
    private int next;

    PartsStream(int parts, IntFunction<byte[]> fetch) {
        this.parts = parts;
        this.fetch = fetch;
    }

    @Override
    public int read() {
        return ready() ? part[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (!ready()) {
            return -1;
        }
        int some = Math.min(length, part.length - at);
        System.arraycopy(part, at, bytes, offset, some);
        at += some;
        return some;
    }

    /** By this, whoever unpacks knows whether another member follows. */
    @Override
    public int available() {
        return ready() ? part.length - at : 0;
    }

    private boolean ready() {
        while (at == part.length && next < parts) {
            part = fetch.apply(next++);
            at = 0;
        }
        return at < part.length;
    }
}
