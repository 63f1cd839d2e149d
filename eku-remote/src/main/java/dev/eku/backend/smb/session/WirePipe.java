package dev.eku.backend.smb.session;

import com.hierynomus.mserref.NtStatus;
import com.hierynomus.mssmb2.SMB2Packet;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.mssmb2.messages.SMB2Close;
import com.hierynomus.mssmb2.messages.SMB2IoctlRequest;
import com.hierynomus.mssmb2.messages.SMB2IoctlResponse;
import com.hierynomus.mssmb2.messages.SMB2ReadRequest;
import com.hierynomus.mssmb2.messages.SMB2ReadResponse;
import com.hierynomus.mssmb2.messages.SMB2WriteRequest;
import com.hierynomus.mssmb2.messages.SMB2WriteResponse;
import com.hierynomus.protocol.commons.concurrent.Futures;
import com.hierynomus.protocol.transport.TransportException;
import com.hierynomus.smbj.common.SMBRuntimeException;
import com.hierynomus.smbj.io.ArrayByteChunkProvider;
import com.hierynomus.smbj.session.Session;
import com.hierynomus.smbj.share.NamedPipe;
import dev.eku.backend.smb.rpc.RpcTransport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

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
    private final NamedPipe pipe;
    private final Duration deadline;
    private final TrafficMeter meter;
    private final Queue<Future<SMB2Packet>> ahead = new ArrayDeque<>();
    private long begun;
    private boolean isBegun;
    private boolean isAnswered;

    /**
     * @param tree the number of its share
     * @param deadline for each call, however many messages the call and its answer take
     */
    WirePipe(Session session, long tree, NamedPipe pipe, Duration deadline, TrafficMeter meter) {
        this.session = session;
        this.tree = tree;
        this.pipe = pipe;
        this.deadline = deadline;
        this.meter = meter;
    }

    @Override
    public void send(byte[] message) {
        begin();
        isBegun = true;
        SMB2WriteResponse answer = answerTo(
                new SMB2WriteRequest(
                        session.getConnection().getNegotiatedProtocol().getDialect(),
                        pipe.getFileId(),
                        session.getSessionId(),
                        tree,
                        content(message),
                        ROOM),
                SMB2WriteResponse.class);
        if (answer.getBytesWritten() != message.length) {
            throw new SMBRuntimeException("the server took a part of the message only");
        }
    }

    @Override
    public byte[] exchange(byte[] message) {
        begin();
        isBegun = false;
        SMB2IoctlResponse answer = answerTo(
                new SMB2IoctlRequest(
                        session.getConnection().getNegotiatedProtocol().getDialect(),
                        session.getSessionId(),
                        tree,
                        FSCTL_PIPE_TRANSCEIVE,
                        pipe.getFileId(),
                        content(message),
                        true,
                        ROOM),
                SMB2IoctlResponse.class);
        isAnswered = true;
        byte[] output = answer.getOutputBuffer();
        return output == null ? new byte[0] : output;
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
        SMB2ReadResponse answer =
                asked == null ? answerTo(read(), SMB2ReadResponse.class) : answer(asked, SMB2ReadResponse.class);
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
                        pipe.getFileId()));
            } catch (RuntimeException lost) {
                // The next request finds that out, and the server closes the pipe with the connection.
            }
        });
    }

    private SMB2ReadRequest read() {
        return new SMB2ReadRequest(
                session.getConnection().getNegotiatedProtocol().getDialect(),
                pipe.getFileId(),
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

    private <T extends SMB2Packet> T answerTo(SMB2Packet request, Class<T> type) {
        meter.awaited();
        return answer(send(request), type);
    }

    private Future<SMB2Packet> send(SMB2Packet request) {
        try {
            return session.send(request);
        } catch (TransportException lost) {
            throw new SMBRuntimeException(lost);
        }
    }

    private <T extends SMB2Packet> T answer(Future<SMB2Packet> asked, Class<T> type) {
        long left = deadline.toNanos() - (System.nanoTime() - begun);
        try {
            SMB2Packet answer = Futures.get(asked, Math.max(left, 0), TimeUnit.NANOSECONDS, TransportException.Wrapper);
            long status = answer.getHeader().getStatusCode();
            if (status != NtStatus.STATUS_SUCCESS.getValue() && status != NtStatus.STATUS_BUFFER_OVERFLOW.getValue()) {
                throw new SMBApiException(answer.getHeader(), pipe.getName());
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
