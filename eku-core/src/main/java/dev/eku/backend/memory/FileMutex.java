package dev.eku.backend.memory;

import dev.eku.error.EkuException;
import dev.eku.file.LocalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock file that only one run on the machine can hold at a time. The operating system frees it when the run is
 * killed; the file that remains then locks nothing. Thread-safe.
 */
final class FileMutex implements AutoCloseable {
    /**
     * The files that this process holds. The system's locks belong to the process: on Unix, the process loses a lock
     * when it closes <em>any</em> channel on the file. So a second attempt of this process must be refused before it
     * opens the file.
     */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private static final int ATTEMPTS = 10;
    /** In bytes; the text is one line. */
    private static final int MOST_OF_A_HOLDER = 100;
    /** Far behind the text, so that others can read the holder even if locked bytes cannot be read. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final Path file;
    private final FileChannel channel;

    private FileMutex(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Another run holds the lock; the message names it. */
    static final class HeldException extends Exception {
        private static final long serialVersionUID = 1L;

        HeldException(String holder) {
            super(holder);
        }
    }

    /**
     * Takes the lock, or fails at once.
     *
     * @param file the lock file, as a real path
     * @throws dev.eku.error.EkuException {@code FILE_FAILURE} if the path is not an ordinary file, but for example a
     *     pipe, which must not be read
     */
    static FileMutex take(Path file) throws IOException, HeldException {
        if (!OURS.add(file)) {
            throw new HeldException(ourselves());
        }
        boolean taken = false;
        try {
            FileMutex mutex = new FileMutex(file, open(file));
            taken = true;
            return mutex;
        } finally {
            if (!taken) {
                OURS.remove(file);
            }
        }
    }

    private static FileChannel open(Path file) throws IOException, HeldException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                Object before = identity(file);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                boolean locked = false;
                try {
                    locked = lock(file, channel) && Objects.equals(before, identity(file));
                    if (locked) {
                        channel.truncate(0);
                        channel.write(ByteBuffer.wrap(ourselves().getBytes(StandardCharsets.UTF_8)));
                        return channel;
                    }
                } finally {
                    if (!locked) {
                        channel.close();
                    }
                }
            } catch (NoSuchFileException removedByWhoeverHadIt) {
                // The next attempt creates a new file.
            }
        }
        throw new HeldException(holder(file));
    }

    /** What distinguishes the file from a later file at the same path. The file is created if it does not exist. */
    private static Object identity(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException usual) {
            // A killed run has left it, or a run holds it.
        }
        LocalFile.ordinary(file);
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        // Windows has no such key, but on Windows an open file keeps its name.
        return key == null ? file : key;
    }

    private static boolean lock(Path file, FileChannel channel) throws IOException, HeldException {
        try {
            if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
                throw new HeldException(holder(file));
            }
            return true;
        } catch (OverlappingFileLockException byAnotherLoadersCopyOfThisClass) {
            throw new HeldException(ourselves());
        }
    }

    private static String holder(Path file) {
        try {
            return new String(LocalFile.read(file, MOST_OF_A_HOLDER), StandardCharsets.UTF_8).strip();
        } catch (EkuException goneOrLocked) {
            return "";
        }
    }

    private static String ourselves() {
        return "process " + ProcessHandle.current().pid();
    }

    /** Frees the lock. The file is deleted first, so that nobody can have locked it by then. */
    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(file);
        } finally {
            channel.close();
            OURS.remove(file);
        }
    }
}
