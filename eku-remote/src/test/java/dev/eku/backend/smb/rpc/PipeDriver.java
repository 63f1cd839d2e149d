package dev.eku.backend.smb.rpc;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * One named pipe in message mode, as Windows' own driver is believed to serve it: a transceive while something is
 * unread, or while somebody waits to read, is refused with {@link #BUSY}, and nothing of it is written. So two of them
 * cannot be under way at once. This is what the driver of ReactOS does (npfs, NpTransceive), and MS-FSCC says as much
 * of unread data (2.3.45); nobody has asked Windows. Samba takes any number of them. Not thread-safe.
 *
 * @param <R> who waits for a message
 */
public final class PipeDriver<R> {
    /** STATUS_PIPE_BUSY. */
    public static final int BUSY = 0xC000_00AE;

    private final Deque<byte[]> unread = new ArrayDeque<>();
    private final Deque<R> readers = new ArrayDeque<>();

    /**
     * The client writes and then reads, in one request.
     *
     * @param reader waits for the next message
     * @return whether that was accepted, so that the message was written
     */
    public boolean transceives(R reader) {
        if (!unread.isEmpty() || !readers.isEmpty()) {
            return false;
        }
        readers.add(reader);
        return true;
    }

    /**
     * The client reads.
     *
     * @return the next message; if there is none, the reader waits for it
     */
    public Optional<byte[]> reads(R reader) {
        if (unread.isEmpty()) {
            readers.add(reader);
        }
        return Optional.ofNullable(unread.poll());
    }

    /**
     * The server sends a message.
     *
     * @return who gets it; if nobody waits, it is unread
     */
    public Optional<R> sends(byte[] message) {
        if (readers.isEmpty()) {
            unread.add(message);
        }
        return Optional.ofNullable(readers.poll());
    }
}
