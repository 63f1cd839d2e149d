package dev.eku.backend.memory;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Messages;
import dev.eku.file.LocalFile;
import dev.eku.host.HostSnapshot;
import dev.eku.host.HostSnapshotFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The file a memory host's state is kept in, for one run at a time. A reader sees the state before a change or after it,
 * never half of it, also when the run is killed while it writes. Guarded by its machine.
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
     * @throws EkuException {@code FILE_FAILURE} if it does not exist, cannot be locked, or another run has it
     */
    static SnapshotStore open(Path named) {
        if (!Files.exists(named)) {
            throw new EkuException(ErrorCode.FILE_FAILURE, named, Messages.text("snapshot.missing"));
        }
        try {
            Path file = named.toRealPath();
            return new SnapshotStore(file, FileMutex.take(file.resolveSibling(file.getFileName() + ".lock")));
        } catch (FileMutex.HeldException held) {
            throw new EkuException(
                    ErrorCode.FILE_FAILURE, named, Messages.text("snapshot.inUse", String.valueOf(held.getMessage())));
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
        try (FileChannel folder = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException notPossibleHere) {
            // The file itself is on disk already.
        }
    }

    /** Leaves the file to others. */
    @Override
    public void close() {
        try {
            mutex.close();
        } catch (IOException failure) {
            throw failed(file, failure);
        }
    }

    private static EkuException failed(Path file, IOException failure) {
        return LocalFile.unreadable(file, failure);
    }
}
