package dev.eku.backend.memory;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.file.LocalFile;
import dev.eku.host.HostSnapshot;
import dev.eku.host.HostSnapshotFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file with a memory host's state, for one run at a time. A reader sees the state before or after a change, never
 * half of it, even if the run is killed while it writes. Guarded by its machine.
 */
final class SnapshotStore implements AutoCloseable {
    private final Path file;
    private final FileMutex mutex;

    private SnapshotStore(Path file, FileMutex mutex) {
        this.file = file;
        this.mutex = mutex;
    }

    /**
     * Takes the file for this run.
     *
     * @throws EkuException {@code FILE_FAILURE} if it does not exist, cannot be locked, or another run uses it
     */
    static SnapshotStore open(Path named) {
        if (isMissing(named)) {
            throw EkuException.worded(ErrorCode.FILE_FAILURE, "snapshot.missing", named);
        }
        return take(named, LocalFile.ordinary(named));
    }

    /**
     * Takes a file for this run that need not exist yet; the first {@link #write} makes it.
     *
     * @throws EkuException {@code FILE_FAILURE} as {@link #open}
     */
    static SnapshotStore openOrNew(Path named) {
        return take(named, isMissing(named) ? named.toAbsolutePath().normalize() : LocalFile.ordinary(named));
    }

    private static boolean isMissing(Path named) {
        return Files.notExists(named) && !Files.isSymbolicLink(named);
    }

    private static SnapshotStore take(Path named, Path file) {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try {
            return new SnapshotStore(file, FileMutex.take(lock));
        } catch (FileMutex.HeldException held) {
            throw EkuException.worded(
                    held, ErrorCode.FILE_FAILURE, "snapshot.inUse", named, String.valueOf(held.getMessage()));
        } catch (IOException failure) {
            throw LocalFile.unwritten(lock, 0, failure);
        }
    }

    /** Whether there is a state to read. */
    boolean isNew() {
        return Files.notExists(file);
    }

    /**
     * Reads the state.
     *
     * @throws EkuException {@code FILE_FAILURE}, {@code MALFORMED_FILE} or {@code FILE_TOO_LARGE}
     */
    HostSnapshot read() {
        return HostSnapshotFile.read(file);
    }

    /**
     * Replaces the old state, and returns when the new one is on disk.
     *
     * @throws EkuException {@code FILE_FAILURE}
     */
    void write(HostSnapshot host) {
        LocalFile.replace(file, HostSnapshotFile.print(host).getBytes(StandardCharsets.UTF_8));
    }

    /** Frees the file for others. */
    @Override
    public void close() {
        try {
            mutex.close();
        } catch (IOException failure) {
            throw LocalFile.unwritten(file, 0, failure);
        }
    }
}
