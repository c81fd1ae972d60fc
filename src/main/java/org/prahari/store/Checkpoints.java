package org.prahari.store;

import io.dropwizard.lifecycle.Managed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs the heads of the audit trail's chains from time to time and writes them where who rules the database does not: to
 * a file, and to the log. Each node does so for all chains, into a file of its own.
 */
public final class Checkpoints implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger("org.prahari.audit");
    private static final int BLOCK = 64 * 1024;
    private final Jdbi jdbi;
    private final CheckpointKey key;
    private final Optional<Path> file;
    private final Duration interval;
    private final String node;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final Map<String, Long> signed = new TreeMap<>();
    private FileChannel channel;
    private String previous = "";

    /** @param file where to, beside the log */
    public Checkpoints(Jdbi jdbi, CheckpointKey key, Optional<Path> file, Duration interval, String node, Clock clock) {
        this.jdbi = jdbi;
        this.key = key;
        this.file = file;
        this.interval = interval;
        this.node = node;
        this.clock = clock;
        this.timer = Executors.newSingleThreadScheduledExecutor(Daemons.named("audit-checkpoints"));
    }

    @Override
    public void start() throws IOException {
        if (file.isPresent()) {
            open(file.get().toAbsolutePath());
        }
        var unused = timer.scheduleWithFixedDelay(
                this::write, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() throws IOException, InterruptedException {
        timer.shutdown();
        if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
            timer.shutdownNow();
        }
        write();
        if (channel != null) {
            channel.close();
        }
    }

    /** Writes one line, if a head has moved since the last one. */
    synchronized void write() {
        try {
            List<AuditChain.Head> moved = new ArrayList<>();
            for (AuditChain.Head head : jdbi.withExtension(AuditTrail.class, AuditTrail::heads)) {
                long last = signed.getOrDefault(head.chain(), 0L);
                if (head.sequence() < last || !isSealed(head)) {
                    LOG.error(
                            "The head of the audit chain {} was changed by another hand: row {}, and row {} is signed",
                            head.chain(),
                            head.sequence(),
                            last);
                } else if (head.sequence() > last) {
                    moved.add(head);
                }
            }
            if (!moved.isEmpty()) {
                String line = Checkpoint.line(clock.instant(), node, moved, previous, key);
                LOG.info("{}", line);
                if (channel != null) {
                    append(line);
                }
                previous = Checkpoint.hash(line);
                moved.forEach(head -> signed.put(head.chain(), head.sequence()));
            }
        } catch (RuntimeException | IOException e) {
            LOG.error("No checkpoint of the audit trail was written: {}", e.toString());
        }
    }

    private boolean isSealed(AuditChain.Head head) {
        return jdbi.getConfig(AuditKey.class).chain().isSealed(head);
    }

    private void append(String line) throws IOException {
        long end = channel.size();
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes, end + bytes.position());
            }
            channel.force(true);
        } catch (IOException e) {
            // Half a line would spoil the next one.
            channel.truncate(end);
            throw e;
        }
    }

    /** Opens the file for this node alone, and takes up where its last line ends. */
    private void open(Path path) throws IOException {
        Files.createDirectories(path.getParent());
        channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            // Far behind the end, because on some systems what is locked cannot be read.
            if (channel.tryLock(Long.MAX_VALUE - 1, 1, false) == null) {
                throw new OverlappingFileLockException();
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IllegalStateException(path + " is being written by another node; each needs its own", e);
        }
        long end = endOfLine(channel.size());
        if (end < channel.size()) {
            LOG.warn("{} ended in half a line, which was cut off", path);
            channel.truncate(end);
        }
        if (end > 0) {
            long start = endOfLine(end - 1);
            previous = Checkpoint.hash(new String(read(start, end - 1), StandardCharsets.UTF_8));
        }
    }

    /** The place after the last end of a line before {@code limit}, or 0. */
    private long endOfLine(long limit) throws IOException {
        for (long end = limit; end > 0; end -= BLOCK) {
            long start = Math.max(0, end - BLOCK);
            byte[] block = read(start, end);
            for (int i = block.length - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return start + i + 1;
                }
            }
        }
        return 0;
    }

    private byte[] read(long start, long end) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(end - start));
        int count = 0;
        while (bytes.hasRemaining() && count >= 0) {
            count = channel.read(bytes, start + bytes.position());
        }
        return bytes.array();
    }
}
