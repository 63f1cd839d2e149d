package dev.eku.backend.memory;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Messages;
import dev.eku.host.HostSnapshot;
import dev.eku.host.HostSnapshotFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * The file a memory host's state is kept in, for one run at a time. A reader sees the state before a change or after it,
 * never half of it, also when the run is killed while it writes. Guarded by its machine.
 */
final class SnapshotStore implements AutoCloseable {
    private static final int ATTEMPTS = 10;
    /** Far behind the text, so that others can read who holds the lock where locked bytes cannot be read. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final Path file;
    private final Path lockFile;
    private final FileChannel lock;

    private SnapshotStore(Path file, Path lockFile, FileChannel lock) {
        this.file = file;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Takes the file for this run.
     *
     * @throws EkuException {@code FILE_FAILURE} if it does not exist, cannot be locked, or another run has it
     */
    static SnapshotStore open(Path named) {
        if (!Files.exists(named)) {
            throw new EkuException(ErrorCode.FILE_FAILURE, named, Messages.text("snapshot.missing"));
        }
        try {
            Path file = named.toRealPath();
            Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
            return new SnapshotStore(file, lockFile, lock(named, lockFile));
        } catch (IOException failure) {
            throw failed(named, failure);
        }
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
     * Puts the state in the place of the old one; returns when it is on disk.
     *
     * @throws EkuException {@code FILE_FAILURE}
     */
    void write(HostSnapshot host) {
        Path written = file.resolveSibling(file.getFileName() + ".tmp");
        ByteBuffer text = ByteBuffer.wrap(HostSnapshotFile.print(host).getBytes(StandardCharsets.UTF_8));
        try {
            try (FileChannel channel = FileChannel.open(
                    written,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                while (text.hasRemaining()) {
                    channel.write(text);
                }
                channel.force(true);
            }
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw failed(file, failure);
        }
        forceFolder();
    }

    /** Makes the new name last, where a folder can be opened for that; Windows does it by itself. */
    private void forceFolder() {
        try (FileChannel folder = FileChannel.open(lockFile.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException notPossibleHere) {
            // The file itself is on disk already.
        }
    }

    /** Leaves the file to others. The lock file goes first, so that nobody can have locked it when it does. */
    @Override
    public void close() {
        try {
            try {
                Files.deleteIfExists(lockFile);
            } finally {
                lock.close();
            }
        } catch (IOException failure) {
            throw failed(lockFile, failure);
        }
    }

    private static FileChannel lock(Path named, Path lockFile) throws IOException {
        String token = "process " + ProcessHandle.current().pid() + ", " + UUID.randomUUID();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean ours = false;
            try {
                if (!isLocked(channel)) {
                    throw new EkuException(
                            ErrorCode.FILE_FAILURE, named, Messages.text("snapshot.inUse", holder(lockFile)));
                }
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(token.getBytes(StandardCharsets.UTF_8)));
                // Not ours if the run that had it before removed it after we had opened it.
                ours = holder(lockFile).equals(token);
                if (ours) {
                    return channel;
                }
            } finally {
                if (!ours) {
                    channel.close();
                }
            }
        }
        throw new EkuException(ErrorCode.FILE_FAILURE, named, Messages.text("snapshot.inUse", holder(lockFile)));
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false) != null;
        } catch (OverlappingFileLockException byOurOwnProcess) {
            return false;
        }
    }

    private static String holder(Path lockFile) throws IOException {
        try {
            return Files.readString(lockFile);
        } catch (NoSuchFileException gone) {
            return "";
        }
    }

    private static EkuException failed(Path file, IOException failure) {
        return new EkuException(
                failure, ErrorCode.FILE_FAILURE, file, failure.getClass().getSimpleName());
    }
}
