package dev.eku.backend.smb;

import dev.eku.backend.smb.session.SmbClock;
import dev.eku.backend.smb.session.WireFiles.Stamp;
import dev.eku.time.FileTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was read of files, as long as the answer that opens a file says that it is still the same: its size, and the
 * times at which it was created, written and changed. A file that was changed a moment before it was read is not kept,
 * because a second change within the same tick of the host's clock would not show. Not thread-safe.
 */
final class FileMemory {
    /** Longer than a tick of any clock and file system: FAT counts two seconds. */
    private static final Duration SETTLED = Duration.ofSeconds(5);
    /** The header of a program and its .config file have some thousand bytes. */
    private static final int LARGEST = 64 * 1024;

    private static final int MOST = 64;

    private final SmbClock clock;
    private final Map<Part, Kept> parts = new LinkedHashMap<>();

    private record Part(String path, long offset, long length) {}

    private static final class Kept {
        private final Stamp stamp;
        private final byte[] content;

        Kept(Stamp stamp, byte[] content) {
            this.stamp = stamp;
            this.content = content;
        }
    }

    FileMemory(SmbClock clock) {
        this.clock = clock;
    }

    /** That part, if it was read while the file had the same stamp. */
    Optional<byte[]> part(String path, Optional<Stamp> stamp, long offset, long length) {
        return Optional.ofNullable(parts.get(new Part(path, offset, length)))
                .filter(kept -> stamp.equals(Optional.of(kept.stamp)))
                .map(kept -> kept.content.clone());
    }

    /** Keeps that part. */
    void keep(String path, Optional<Stamp> stamp, long offset, long length, byte[] content) {
        Part part = new Part(path, offset, length);
        parts.remove(part);
        if (content.length <= LARGEST && stamp.isPresent() && isSettled(stamp.get())) {
            parts.put(part, new Kept(stamp.get(), content.clone()));
            if (parts.size() > MOST) {
                parts.remove(parts.keySet().iterator().next());
            }
        }
    }

    /** A file system that does not tell when a file was changed tells 0. */
    private boolean isSettled(Stamp stamp) {
        return stamp.changed() > 0
                && FileTime.of(Math.max(stamp.changed(), stamp.written()))
                        .filter(time -> time.isBefore(clock.now().minus(SETTLED)))
                        .isPresent();
    }
}
