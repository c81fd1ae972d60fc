package org.prahari.trainee;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that holds the keyset, which its owner alone may read. A node follows what becomes of it; a command changes it
 * as a whole or not at all.
 */
public final class KeysetFile {
    private static final Logger LOG = LoggerFactory.getLogger(KeysetFile.class);
    /** How long a node may use what it has read. */
    static final Duration FRESH = Duration.ofSeconds(1);

    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
    private static final int LARGEST = 1 << 20;
    private final Path path;
    private final ReentrantLock rereading = new ReentrantLock();
    private volatile String text;
    private volatile Keyset keyset;
    private volatile long read;
    private volatile boolean broken;

    private KeysetFile(Path path) {
        this.path = path;
        this.text = read(path);
        this.keyset = parse(path, text);
        this.read = System.nanoTime();
    }

    /** Reads the file; what is wrong with it is said in an {@link IllegalStateException}. */
    public static KeysetFile open(Path path) {
        return new KeysetFile(path);
    }

    /** Makes a keyset in a new file. */
    public static Keyset create(Path path) throws IOException, GeneralSecurityException {
        Keyset keyset = Keyset.create();
        try {
            write(path, keyset.json());
        } catch (FileAlreadyExistsException e) {
            throw new IllegalStateException(path + " is there already and is left as it is", e);
        }
        return keyset;
    }

    /** The keys as they are in the file, or were a second ago. */
    public Keyset current() {
        if (System.nanoTime() - read > FRESH.toNanos() && rereading.tryLock()) {
            try {
                reread();
            } finally {
                rereading.unlock();
            }
        }
        return keyset;
    }

    /** The keys as they are in the file now: asked for when something is sealed under an unknown key. */
    public Keyset latest() {
        rereading.lock();
        try {
            reread();
        } finally {
            rereading.unlock();
        }
        return keyset;
    }

    /** A node goes on with the keys it has when their file is gone or damaged. */
    private void reread() {
        try {
            String now = read(path);
            if (!now.equals(text)) {
                keyset = parse(path, now);
                text = now;
                LOG.info("The keyset has changed: it seals under the key {} now", keyset.primary());
            }
            broken = false;
        } catch (IllegalStateException e) {
            if (!broken) {
                LOG.error("The keyset is used as it was: {}", e.getMessage());
            }
            broken = true;
        }
        read = System.nanoTime();
    }

    /** What becomes of a keyset. */
    public interface Step {
        Keyset apply(Keyset keyset) throws GeneralSecurityException;
    }

    /** Replaces the file by what a step makes of it. One command at a time: the new file beside it is the lock. */
    public Keyset change(Step step) throws IOException, GeneralSecurityException {
        Path target = path.toRealPath();
        Path beside = target.resolveSibling(target.getFileName() + ".new");
        try {
            write(beside, "");
        } catch (FileAlreadyExistsException e) {
            throw new IllegalStateException(
                    beside + " is there: another command is at work, or was stopped; if so, remove it", e);
        }
        try {
            Keyset changed = step.apply(parse(path, read(path)));
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                fill(channel, changed.json());
            }
            if (!Files.getOwner(beside).equals(Files.getOwner(target))) {
                // An administrator's command must not take the file from the service.
                Files.setOwner(beside, Files.getOwner(target));
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
            sync(target.toAbsolutePath().getParent());
            latest();
            return changed;
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static Keyset parse(Path path, String text) {
        try {
            return Keyset.parse(text);
        } catch (GeneralSecurityException e) {
            // Without the cause, which has seen the keys.
            throw new IllegalStateException(path + " holds no keyset that can be used: " + e.getMessage());
        }
    }

    private static String read(Path path) {
        try {
            if (posix(path)) {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
                if (!Collections.disjoint(permissions, OTHERS)) {
                    throw new IllegalStateException("the keyset " + path + " is open to others ("
                            + PosixFilePermissions.toString(permissions)
                            + "): make it its owner's alone with 'chmod 600 "
                            + path + "'");
                }
            }
            if (Files.size(path) > LARGEST) {
                throw new IllegalStateException(path + " is too large to be a keyset");
            }
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw new IllegalStateException(
                    "there is no keyset at " + path + ": copy that of the other nodes (PRAHARI_KEYSET names the file),"
                            + " or make the first one with 'keys create --out " + path + "'",
                    e);
        } catch (IOException e) {
            throw new IllegalStateException("the keyset " + path + " cannot be read: " + e, e);
        }
    }

    /** Writes a new file that its owner alone can read, and that is there after a power cut. */
    private static void write(Path path, String text) throws IOException {
        FileAttribute<?>[] owner = posix(path.toAbsolutePath().getParent())
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                : new FileAttribute<?>[0];
        try (FileChannel channel =
                FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
            fill(channel, text);
        }
        sync(path.toAbsolutePath().getParent());
    }

    private static void fill(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    /** A folder can be opened to be synchronised on POSIX only. */
    private static void sync(Path folder) throws IOException {
        if (posix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
