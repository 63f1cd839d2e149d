package dev.eku.backend.smb.rpc;

import com.hierynomus.mssmb2.SMB2MessageCommandCode;
import com.hierynomus.mssmb2.SMBApiException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * A transport over a {@link PipeDriver}. Its server answers only once the client waits for it, and may then answer the
 * latest request first, so a client must find its answers by their call. Not thread-safe.
 */
public final class DriverPipe implements RpcTransport {
    /** In which order requests are answered that are under way together. */
    public enum Order {
        FIRST_TO_LAST,
        LAST_TO_FIRST
    }

    private final PipeDriver<Deque<byte[]>> driver = new PipeDriver<>();
    private final Function<byte[], List<byte[]>> server;
    private final Order order;
    private final Deque<byte[]> requests = new ArrayDeque<>();
    /** Reads that are under way, the oldest first; each gets one message. */
    private final Deque<Deque<byte[]>> ahead = new ArrayDeque<>();

    private int refused;

    /** @param server the messages that answer a message */
    public DriverPipe(Function<byte[], List<byte[]>> server, Order order) {
        this.server = server;
        this.order = order;
    }

    /** How many transceives were refused. */
    public int refused() {
        return refused;
    }

    @Override
    public void send(byte[] message) {
        requests.add(message);
    }

    @Override
    public byte[] exchange(byte[] message) {
        Deque<byte[]> reader = new ArrayDeque<>();
        if (!driver.transceives(reader)) {
            refused++;
            throw new SMBApiException(
                    Integer.toUnsignedLong(PipeDriver.BUSY), SMB2MessageCommandCode.SMB2_IOCTL, "pipe", null);
        }
        requests.add(message);
        return next(reader);
    }

    @Override
    public byte[] receive() {
        return next(ahead.isEmpty() ? read() : ahead.remove());
    }

    @Override
    public int readAhead(int messages) {
        for (int message = 0; message < messages; message++) {
            ahead.add(read());
        }
        return messages;
    }

    private Deque<byte[]> read() {
        Deque<byte[]> reader = new ArrayDeque<>();
        driver.reads(reader).ifPresent(reader::add);
        return reader;
    }

    /** What a read brings. If the server has nothing to say any more, that is nothing. */
    private byte[] next(Deque<byte[]> reader) {
        if (reader.isEmpty()) {
            answer();
        }
        return reader.isEmpty() ? new byte[0] : reader.remove();
    }

    private void answer() {
        List<byte[]> messages = new ArrayList<>();
        while (!requests.isEmpty()) {
            byte[] request = order == Order.FIRST_TO_LAST ? requests.removeFirst() : requests.removeLast();
            messages.addAll(server.apply(request));
        }
        messages.forEach(message -> driver.sends(message).ifPresent(waiting -> waiting.add(message)));
    }
}
