package org.prahari.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeoutException;

/** Bounds what is read of a request body, counted after decompression, and how slowly it may come: about 1 KiB in a second. */
@Priority(Priorities.HEADER_DECORATOR)
public final class BodyLimit implements ContainerRequestFilter {
    static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_DISCARDED_BYTES = 4 * MAX_BYTES;

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        // What the server has unpacked is no longer marked as packed.
        String packed = request.getHeaderString("Content-Encoding");
        if (packed != null && !packed.equalsIgnoreCase("identity")) {
            throw Problem.UNSUPPORTED_MEDIA_TYPE.because("Bodies may be packed by gzip only");
        }
        boolean streamed = resource.getResourceMethod().isAnnotationPresent(Streamed.class);
        if (request.getLength() > MAX_BYTES && !streamed) {
            discard(request.getEntityStream());
            throw Problem.TOO_LARGE.because(null);
        }
        request.setEntityStream(new Bounded(request.getEntityStream(), streamed ? Long.MAX_VALUE : MAX_BYTES));
    }

    /** An answer sent while the body still arrives can be lost, as the connection is closed upon the caller. */
    private static void discard(InputStream body) {
        try {
            long unused = body.skip(MAX_DISCARDED_BYTES);
        } catch (IOException | RuntimeException e) {
            // The answer is the same.
        }
    }

    private interface Read {
        int some() throws IOException;
    }

    /** Only the time that is spent waiting for the caller counts against the caller. */
    private static final class Bounded extends FilterInputStream {
        private static final long NANOS_PER_BYTE = 1_000_000;
        private long patience = ArrivedBodies.TIME.toNanos();
        private long left;

        Bounded(InputStream in, long most) {
            super(in);
            left = most;
        }

        @Override
        public int read() {
            int next = timed(super::read);
            take(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int count = timed(() -> super.read(buffer, offset, length));
            take(Math.max(count, 0));
            return count;
        }

        @Override
        public int available() {
            return received(super::available);
        }

        /** A body that ends early, or is not packed as its header says, is the caller's fault and not ours. */
        private static int received(Read read) {
            try {
                return read.some();
            } catch (IOException | RuntimeException e) {
                boolean late = e.getCause() instanceof TimeoutException;
                throw late ? Problem.REQUEST_TIMEOUT.because(null) : Problem.MALFORMED.because("The body is damaged");
            }
        }

        private int timed(Read read) {
            long start = System.nanoTime();
            int result = received(read);
            patience -= System.nanoTime() - start;
            return result;
        }

        private void take(int count) {
            left -= count;
            patience += count * NANOS_PER_BYTE;
            if (patience < 0) {
                throw Problem.REQUEST_TIMEOUT.because(null);
            }
            if (left < 0) {
                throw Problem.TOO_LARGE.because(null);
            }
        }
    }
}
