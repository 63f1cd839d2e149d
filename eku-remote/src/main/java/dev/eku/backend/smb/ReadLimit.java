package dev.eku.backend.smb;

import dev.eku.backend.smb.session.SmbException;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Limits what a server can make eku read in one call. Each request has a deadline of its own. But without this limit, a
 * key without an end would block the caller for ever and fill its memory. Not thread-safe.
 */
final class ReadLimit {
    /** As long as a whole inspection may take. */
    static final Duration LONGEST = Duration.ofMinutes(5);
    /** A hundred times what the keys hold that eku reads. */
    static final int ENTRIES = 65_536;

    static final long BYTES = 64L * 1024 * 1024;

    private final Object where;
    private final LongSupplier nanoTime;
    private final long begun;
    private int entries;
    private long bytes;

    /** Starts now. */
    ReadLimit(Object where) {
        this(where, System::nanoTime);
    }

    /** @param nanoTime a clock like {@link System#nanoTime} */
    ReadLimit(Object where, LongSupplier nanoTime) {
        this.where = where;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    /**
     * Counts an entry.
     *
     * @throws EkuException {@code HOST_TOO_SLOW}, {@code UNSUPPORTED}
     */
    void entry(int size) {
        entries++;
        bytes += size;
        if (entries > ENTRIES || bytes > BYTES) {
            throw new SmbException(ErrorCode.UNSUPPORTED, "smb.too-much", where, ENTRIES, BYTES / 1024 / 1024);
        }
        inTime();
    }

    /** @throws EkuException {@code HOST_TOO_SLOW} */
    void inTime() {
        Duration taken = Duration.ofNanos(nanoTime.getAsLong() - begun);
        if (taken.compareTo(LONGEST) > 0) {
            throw new EkuException(ErrorCode.HOST_TOO_SLOW, where, taken.toSeconds(), LONGEST.toSeconds());
        }
    }
}
