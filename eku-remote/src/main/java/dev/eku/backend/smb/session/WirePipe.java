package dev.eku.backend.smb.session;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.mserref.NtStatus;
import com.hierynomus.msfscc.FileAttributes;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2CreateOptions;
import com.hierynomus.mssmb2.SMB2FileId;
import com.hierynomus.mssmb2.SMB2ImpersonationLevel;
import com.hierynomus.mssmb2.SMB2Packet;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.mssmb2.messages.SMB2Close;
import com.hierynomus.mssmb2.messages.SMB2CreateRequest;
import com.hierynomus.mssmb2.messages.SMB2CreateResponse;
import com.hierynomus.mssmb2.messages.SMB2IoctlRequest;
import com.hierynomus.mssmb2.messages.SMB2IoctlResponse;
import com.hierynomus.mssmb2.messages.SMB2ReadRequest;
import com.hierynomus.mssmb2.messages.SMB2ReadResponse;
import com.hierynomus.mssmb2.messages.SMB2WriteRequest;
import com.hierynomus.mssmb2.messages.SMB2WriteResponse;
import com.hierynomus.protocol.commons.concurrent.Futures;
import com.hierynomus.protocol.transport.TransportException;
import com.hierynomus.smbj.common.SMBRuntimeException;
import com.hierynomus.smbj.common.SmbPath;
import com.hierynomus.smbj.io.ArrayByteChunkProvider;
import com.hierynomus.smbj.session.Session;
import dev.eku.backend.smb.rpc.RpcTransport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A named pipe of the server. Writing and reading are one request if possible. The library's own calls are not used for
 * that, because they treat an answer with more to read as a failure. Failures are the library's exceptions. Not
 * thread-safe.
 */
final class WirePipe implements RpcTransport {
    private static final long FSCTL_PIPE_TRANSCEIVE = 0x0011_C017L;
    /** The size for one credit, which is larger than any fragment. */
    private static final int ROOM = 65_536;

    private final Session session;
    private final long tree;
    private final String name;
    private final Duration deadline;
    private final TrafficMeter meter;
    private final Queue<Future<SMB2Packet>> ahead = new ArrayDeque<>();
    /** The open pipe. */
    private @Nullable SMB2FileId file;

    private long begun;
    private boolean isBegun;
    private boolean isAnswered;

    /**
     * @param tree the number of its share
     * @param name as the server knows it
     * @param deadline for each call, however many messages the call and its answer take
     */
    WirePipe(Session session, long tree, String name, Duration deadline, TrafficMeter meter) {
        this.session = session;
        this.tree = tree;
        this.name = name;
        this.deadline = deadline;
        this.meter = meter;
    }

    /** Opens it. What is returned waits for that. */
    Supplier<WirePipe> open(SmbPath path) {
        begin();
        SMB2CreateRequest request = new SMB2CreateRequest(
                session.getConnection().getNegotiatedProtocol().getDialect(),
                session.getSessionId(),
                tree,
                SMB2ImpersonationLevel.Impersonation,
                EnumSet.of(AccessMask.GENERIC_READ, AccessMask.GENERIC_WRITE),
                EnumSet.noneOf(FileAttributes.class),
                SMB2ShareAccess.ALL,
                SMB2CreateDisposition.FILE_OPEN,
                EnumSet.noneOf(SMB2CreateOptions.class),
                path);
        Future<SMB2Packet> sent = meter.awaitedLater(() -> send(request));
        return () -> {
            file = answer(sent, SMB2CreateResponse.class).getFileId();
            return this;
        };
    }

    private SMB2FileId file() {
        return Objects.requireNonNull(file);
    }

    @Override
    public void send(byte[] message) {
        begin();
        isBegun = true;
        meter.awaited();
        requireTaken(answer(send(write(message)), SMB2WriteResponse.class), message);
    }

    /** Its deadline counts from now. */
    @Override
    public void repost(byte[] message) {
        begin();
        meter.awaited();
        requireTaken(answer(send(write(message)), SMB2WriteResponse.class), message);
    }

    private SMB2WriteRequest write(byte[] message) {
        return new SMB2WriteRequest(
                session.getConnection().getNegotiatedProtocol().getDialect(),
                file(),
                session.getSessionId(),
                tree,
                content(message),
                ROOM);
    }

    private static void requireTaken(SMB2WriteResponse answer, byte[] message) {
        if (answer.getBytesWritten() != message.length) {
            throw new SMBRuntimeException("the server took a part of the message only");
        }
    }

    @Override
    public byte[] exchange(byte[] message) {
        meter.awaited();
        return start(message).get();
    }

    @Override
    public Supplier<byte[]> start(byte[] message) {
        begin();
        isBegun = false;
        Future<SMB2Packet> sent = send(new SMB2IoctlRequest(
                session.getConnection().getNegotiatedProtocol().getDialect(),
                session.getSessionId(),
                tree,
                FSCTL_PIPE_TRANSCEIVE,
                file(),
                content(message),
                true,
                ROOM));
        return () -> {
            SMB2IoctlResponse answer = answer(sent, SMB2IoctlResponse.class);
            isAnswered = true;
            byte[] output = answer.getOutputBuffer();
            return output == null ? new byte[0] : output;
        };
    }

    /**
     * Messages and answers are requests of their own here, since a pipe of Windows is believed to refuse a second
     * request that both writes and reads while the first one waits.
     */
    @Override
    public Optional<Supplier<BitSet>> post(List<byte[]> messages) {
        begin();
        isBegun = false;
        List<Future<SMB2Packet>> written = new ArrayList<>();
        for (byte[] message : messages) {
            written.add(send(write(message)));
            ahead.add(send(read()));
        }
        return Optional.of(() -> {
            BitSet refused = new BitSet();
            for (int i = 0; i < written.size(); i++) {
                try {
                    requireTaken(answer(written.get(i), SMB2WriteResponse.class), messages.get(i));
                } catch (SMBApiException busy) {
                    if (busy.getStatusCode() != SmbStatus.PIPE_BUSY) {
                        throw busy;
                    }
                    refused.set(i);
                }
            }
            return refused;
        });
    }

    /**
     * Whether the server has accepted the last call. Then a failure concerns the rest of its answer, and the call may
     * have been carried out.
     */
    boolean isAnswered() {
        return isAnswered;
    }

    @Override
    public byte[] receive() {
        Future<SMB2Packet> asked = ahead.poll();
        if (asked == null) {
            meter.awaited();
            asked = send(read());
        }
        SMB2ReadResponse answer = answer(asked, SMB2ReadResponse.class);
        byte[] data = answer.getData();
        return data == null ? new byte[0] : data;
    }

    @Override
    public int readAhead(int messages) {
        meter.awaited();
        for (int message = 0; message < messages; message++) {
            ahead.add(send(read()));
        }
        return messages;
    }

    /**
     * Closes the pipe, and does not wait for the answer, since nothing depends on it. Nothing may be asked through it
     * any more.
     */
    void closeUnawaited() {
        meter.unawaited(() -> {
            try {
                Future<SMB2Packet> unused = send(new SMB2Close(
                        session.getConnection().getNegotiatedProtocol().getDialect(),
                        session.getSessionId(),
                        tree,
                        file()));
            } catch (RuntimeException lost) {
                // The next request finds that out, and the server closes the pipe with the connection.
            }
        });
    }

    private SMB2ReadRequest read() {
        return new SMB2ReadRequest(
                session.getConnection().getNegotiatedProtocol().getDialect(),
                file(),
                session.getSessionId(),
                tree,
                0,
                ROOM);
    }

    /** The deadline of a call counts from the first message of its request. */
    private void begin() {
        isAnswered = false;
        if (!isBegun) {
            begun = System.nanoTime();
        }
    }

    private static ArrayByteChunkProvider content(byte[] message) {
        ArrayByteChunkProvider content = new ArrayByteChunkProvider(message, 0);
        content.prepareWrite(message.length);
        return content;
    }

    private Future<SMB2Packet> send(SMB2Packet request) {
        try {
            return session.send(request);
        } catch (TransportException lost) {
            throw new SMBRuntimeException(lost);
        }
    }

    private <T extends SMB2Packet> T answer(Future<SMB2Packet> asked, Class<T> type) {
        // The library takes 0 for a wait without an end.
        long left = deadline.toNanos() - (System.nanoTime() - begun);
        try {
            SMB2Packet answer = Futures.get(asked, Math.max(left, 1), TimeUnit.NANOSECONDS, TransportException.Wrapper);
            long status = answer.getHeader().getStatusCode();
            if (status != NtStatus.STATUS_SUCCESS.getValue() && status != NtStatus.STATUS_BUFFER_OVERFLOW.getValue()) {
                throw new SMBApiException(answer.getHeader(), name);
            }
            if (!type.isInstance(answer)) {
                throw new SMBRuntimeException("an answer to another request");
            }
            return type.cast(answer);
        } catch (TransportException lost) {
            throw new SMBRuntimeException(lost);
        }
    }
}
