package dev.eku.backend.smb;

import dev.eku.backend.smb.FakeServer.Reply;
import dev.eku.backend.smb.rpc.PipeDriver;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The pipes of a {@link FakeServer} as {@link PipeDriver} serves them: one transceive at a time, and calls may also be
 * written and their answers read. A call that is written has the name of a call, too. Answers go in whole messages, and
 * not through sealed pipes. Not thread-safe.
 */
final class DriverPipes implements FakeServer.Script {
    private static final int PIPE = FakeSession.HEADER + 48;
    private static final int IOCTL = FakeSession.HEADER + 56;
    private static final byte REQUEST = 0;
    private static final int LAST = 2;

    private final FakeServer.Script inner;
    private final Set<String> late = new HashSet<>();
    private final Map<Long, Pipe> pipes = new HashMap<>();
    private int refused;

    private static final class Pipe {
        private final String name;
        private final PipeDriver<byte[]> driver = new PipeDriver<>();
        private Optional<byte[]> held = Optional.empty();

        Pipe(String name) {
            this.name = name;
        }
    }

    /** @param inner what the server says to calls */
    DriverPipes(FakeServer.Script inner) {
        this.inner = inner;
    }

    /**
     * The next such call is answered only after the next message on its pipe, so that a client that has only one call
     * under way waits in vain.
     */
    DriverPipes late(String call) {
        late.add(call);
        return this;
    }

    /** How many transceives were refused because the pipe was busy. */
    int refused() {
        return refused;
    }

    @Override
    public Reply reply(String request, byte[] message, Reply usual) {
        int command = little(message).getShort(12);
        if (request.startsWith("pipe ")) {
            Reply opened = inner.reply(request, message, usual);
            if (opened.bytes().length > FakeSession.HEADER + 80) {
                pipes.put(little(opened.bytes()).getLong(FakeSession.HEADER + 64), new Pipe(request.substring(5)));
            }
            return opened;
        }
        Pipe pipe = pipes.get(
                switch (command) {
                    case 8, 9 -> little(message).getLong(FakeSession.HEADER + 16);
                    case 11 -> little(message).getLong(FakeSession.HEADER + 8);
                    default -> -1L;
                });
        if (pipe == null) {
            return inner.reply(request, message, usual);
        }
        return switch (command) {
            case 8 -> released(pipe, read(pipe, message));
            case 9 -> written(pipe, message, usual);
            default -> transceived(pipe, request, message, usual);
        };
    }

    private Reply transceived(Pipe pipe, String request, byte[] message, Reply usual) {
        if (!pipe.driver.transceives(message)) {
            refused++;
            return released(pipe, Reply.message(FakeSession.status(message, PipeDriver.BUSY)));
        }
        return answered(pipe, request, inner.reply(request, message, usual), Reply.silence());
    }

    private Reply written(Pipe pipe, byte[] message, Reply usual) {
        byte[] pdu = Arrays.copyOfRange(
                message,
                little(message).getShort(FakeSession.HEADER + 2),
                little(message).getShort(FakeSession.HEADER + 2)
                        + little(message).getInt(FakeSession.HEADER + 4));
        if (pdu[2] != REQUEST || (pdu[3] & LAST) == 0) {
            return released(pipe, usual);
        }
        byte[] call = Arrays.copyOf(Arrays.copyOf(message, FakeSession.HEADER), IOCTL + pdu.length);
        System.arraycopy(pdu, 0, call, IOCTL, pdu.length);
        little(call).putInt(88, IOCTL).putInt(92, pdu.length);
        String name = pipe.name + " " + little(pdu).getShort(22);
        Reply answer = inner.reply(name, call, Reply.message(FakeSession.usual(call, name)));
        return answered(pipe, name, answer, usual);
    }

    /** The answer of the server goes to who waits for it, now or after the next message. */
    private Reply answered(Pipe pipe, String call, Reply answer, Reply first) {
        byte[] pdu = Arrays.copyOfRange(answer.bytes(), Math.min(PIPE, answer.bytes().length), answer.bytes().length);
        if (late.remove(call)) {
            pipe.held = Optional.of(pdu);
            return first;
        }
        return released(pipe, sent(pipe, pdu, first));
    }

    private static Reply released(Pipe pipe, Reply first) {
        Optional<byte[]> held = pipe.held;
        pipe.held = Optional.empty();
        return held.isPresent() ? sent(pipe, held.get(), first) : first;
    }

    private static Reply sent(Pipe pipe, byte[] pdu, Reply first) {
        return pipe.driver
                .sends(pdu)
                .map(reader -> first.andThen(brought(reader, pdu)))
                .orElse(first);
    }

    private static Reply read(Pipe pipe, byte[] message) {
        return pipe.driver.reads(message).map(pdu -> brought(message, pdu)).orElseGet(Reply::silence);
    }

    private static Reply brought(byte[] reader, byte[] pdu) {
        return Reply.message(
                little(reader).getShort(12) == 8 ? FakeSession.read(reader, pdu) : FakeSession.piped(reader, pdu));
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
