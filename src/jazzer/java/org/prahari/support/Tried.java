package org.prahari.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import jakarta.ws.rs.WebApplicationException;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.function.Supplier;

/** What a parser made of an input: that it took neither long nor much memory, and refused as all is refused here. */
public final class Tried {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MOST_NANOS = 500_000_000;
    private static final long MOST_BYTES = 64L << 20;
    /** What is reached for the first time is loaded and instrumented. */
    private static final int TRIES = 4;

    private Tried() {}

    /** What the parser gives, or nothing if that is null or it refuses the input with a 4xx. Whatever else it throws is a finding. */
    public static <T> Optional<T> of(Supplier<T> parser) {
        for (int again = 1; ; again++) {
            long nanos = THREADS.getCurrentThreadCpuTime();
            long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            Optional<T> made = made(parser);
            nanos = THREADS.getCurrentThreadCpuTime() - nanos;
            bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes;
            if (nanos <= MOST_NANOS && bytes <= MOST_BYTES) {
                return made;
            }
            if (again == TRIES) {
                throw new AssertionError("It takes " + nanos + " ns of processor time and " + bytes + " bytes");
            }
        }
    }

    private static <T> Optional<T> made(Supplier<T> parser) {
        try {
            return Optional.ofNullable(parser.get());
        } catch (WebApplicationException e) {
            assertThat(e.getResponse().getStatus()).isBetween(400, 499);
            return Optional.empty();
        }
    }
}
