package dev.eku.backend.smb.rpc;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Calls one interface over one named pipe, which is bound once. A request that is larger than a fragment is sent in
 * several fragments, and an answer in several fragments is put together. After an {@link RpcException} of kind
 * {@code MALFORMED} or {@code TAMPERED}, or a failure of the transport, the pipe must not be used again, because what
 * follows may belong to another call. A sealed pipe must not be used after any exception, since only a complete answer
 * keeps both ends at the same place of the encryption. For the same reason it has one call at a time. Not thread-safe.
 */
public final class RpcPipe {
    /** No answer that eku asks for is larger. A longer answer is refused. */
    static final int LARGEST_ANSWER = 8 * 1024 * 1024;

    private static final int REQUEST = 0;
    private static final int RESPONSE = 2;
    private static final int FAULT = 3;
    private static final int BIND = 11;
    private static final int BIND_ACK = 12;
    private static final int BIND_NAK = 13;

    private static final int TYPE = 2;
    private static final int FLAGS = 3;
    private static final int LITTLE_ENDIAN = 0x10;
    private static final int FIRST = 1;
    private static final int LAST = 2;
    private static final int HEADER = 16;
    /** Header, size hint, context and operation. */
    private static final int REQUEST_HEADER = 24;

    private static final int RESPONSE_HEADER = 24;
    /** Where the server says how many bytes the answer has from this fragment on. */
    private static final int SIZE_HINT = 16;
    /** Far fewer than the messages that a server lets a client have under way. */
    private static final int MOST_AHEAD = 32;
    /** The size that Windows' own client offers. */
    private static final int FRAGMENT = 4280;

    private static final int SMALLEST_FRAGMENT = 1024;

    private final RpcTransport transport;
    /** Absent if others protect the pipe. */
    private final @Nullable RpcSealing sealing;

    private int largestFragment = FRAGMENT;
    private int lastCall;
    private byte[] unread = new byte[0];
    /** The messages that were asked for and not yet received. */
    private int ahead;

    private RpcPipe(RpcTransport transport, @Nullable RpcSealing sealing) {
        this.transport = transport;
        this.sealing = sealing;
    }

    /**
     * Agrees with the server on the interface.
     *
     * @throws RpcException {@code BIND_REFUSED}, or {@code MALFORMED}
     */
    public static RpcPipe bind(RpcTransport transport, RpcInterface wanted) {
        RpcPipe pipe = new RpcPipe(transport, null);
        pipe.bind(wanted);
        return pipe;
    }

    /**
     * Agrees with the server on the interface and on the encryption of each call.
     *
     * @throws RpcException {@code BIND_REFUSED}, {@code NOT_SEALED}, or {@code MALFORMED}
     */
    public static RpcPipe bind(RpcTransport transport, RpcInterface wanted, RpcSecurity security) {
        RpcPipe pipe = new RpcPipe(transport, new RpcSealing(security));
        pipe.bind(wanted);
        return pipe;
    }

    /**
     * Makes a call.
     *
     * @throws RpcException {@code FAULT}, {@code MALFORMED}, or {@code TAMPERED}
     */
    public <T> RpcCall.Answer<T> call(RpcCall<T> call) {
        byte[] stub = call.rawStub();
        int id = ++lastCall;
        int most = sealing == null ? largestFragment - REQUEST_HEADER : RpcSealing.room(largestFragment);
        int sent = 0;
        while (stub.length - sent > most) {
            transport.send(request(call.operation(), id, stub, sent, most));
            sent += most;
        }
        unread = transport.exchange(request(call.operation(), id, stub, sent, stub.length - sent));
        return call.decode(answer(id));
    }

    private void bind(RpcInterface wanted) {
        byte[] bind = new byte[HEADER + 12 + 4 + 20 + 20];
        ByteBuffer body = little(bind);
        header(body, BIND, FIRST | LAST, body.capacity(), ++lastCall);
        body.putShort((short) FRAGMENT).putShort((short) FRAGMENT).putInt(0);
        body.putInt(1); // one context
        body.putShort((short) 0).putShort((short) 1);
        syntax(body, wanted);
        syntax(body, RpcInterface.NDR);
        unread = transport.exchange(sealing == null ? bind : sealing.bind(bind));
        byte[] answer = fragment(lastCall);
        NdrReader reader = new NdrReader(answer);
        reader.skip(HEADER);
        if (answer[TYPE] == BIND_NAK) {
            throw RpcException.bindRefused(reader.u16());
        }
        if (answer[TYPE] != BIND_ACK) {
            throw RpcException.malformed("an answer of type " + answer[TYPE] + " to a bind");
        }
        reader.u16(); // what they send at most
        int theirs = reader.u16();
        reader.u32(); // the association group
        reader.skip(reader.u16()); // the pipe's name
        int results = reader.u32();
        int result = reader.u16();
        int reason = reader.u16();
        if ((results & 0xFF) != 1 || theirs < SMALLEST_FRAGMENT) {
            throw RpcException.malformed(results + " results for one bind, fragments of at most " + theirs + " bytes");
        }
        if (result != 0) {
            throw RpcException.bindRefused(reason);
        }
        largestFragment = Math.min(FRAGMENT, theirs);
        if (sealing != null) {
            transport.send(sealing.authenticate(answer));
        }
    }

    private byte[] request(int operation, int id, byte[] stub, int from, int length) {
        byte[] request = new byte[REQUEST_HEADER + length];
        ByteBuffer fragment = little(request);
        int flags = (from == 0 ? FIRST : 0) | (from + length == stub.length ? LAST : 0);
        header(fragment, REQUEST, flags, fragment.capacity(), id);
        fragment.putInt(stub.length - from).putShort((short) 0).putShort((short) operation);
        fragment.put(stub, from, length);
        return sealing == null ? request : sealing.seal(request);
    }

    private byte[] answer(int id) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        boolean first = true;
        while (true) {
            byte[] fragment = fragment(id);
            // A fault need not be signed (SMB signs it), and nobody takes it for success.
            if (fragment[TYPE] == FAULT && fragment.length >= RESPONSE_HEADER + 4) {
                RpcException fault = RpcException.fault(little(fragment).getInt(RESPONSE_HEADER));
                requireNothingLeft(fault.getMessage());
                throw fault;
            }
            if (fragment[TYPE] != RESPONSE || fragment.length < RESPONSE_HEADER) {
                throw RpcException.malformed("an answer of type " + fragment[TYPE] + " to a request");
            }
            fragment = sealing == null ? fragment : sealing.unseal(fragment);
            if (first != ((fragment[FLAGS] & FIRST) != 0)) {
                throw RpcException.malformed("fragments out of order");
            }
            if (fragment.length == RESPONSE_HEADER && (fragment[FLAGS] & LAST) == 0) {
                throw RpcException.malformed("an empty fragment before the last");
            }
            first = false;
            whole.write(fragment, RESPONSE_HEADER, fragment.length - RESPONSE_HEADER);
            if (whole.size() > LARGEST_ANSWER) {
                throw RpcException.malformed("an answer without an end");
            }
            if ((fragment[FLAGS] & LAST) != 0) {
                requireNothingLeft("the answer");
                return whole.toByteArray();
            }
            if (ahead == 0 && unread.length == 0) {
                readAhead(fragment);
            }
        }
    }

    /** What is left would be taken for the answer to the next call, so that the pipe cannot be used any more. */
    private void requireNothingLeft(String behind) {
        if (unread.length != 0 || ahead != 0) {
            throw RpcException.malformed(unread.length + " bytes behind " + behind + ", " + ahead + " messages ahead");
        }
    }

    /**
     * Asks at once for what the rest of an answer takes, except its last fragment: what a server announces is a hint
     * only, and a message too many would take the answer to the next call.
     */
    private void readAhead(byte[] fragment) {
        int size = fragment.length - RESPONSE_HEADER;
        int left = ByteBuffer.wrap(fragment).order(ByteOrder.LITTLE_ENDIAN).getInt(SIZE_HINT) - size;
        int fragments = (left - 1) / size;
        if (fragments > 1) {
            ahead = transport.readAhead(Math.min(fragments, MOST_AHEAD));
        }
    }

    /** One whole fragment of the answer to that call, from the bytes that were read and those still to be read. */
    private byte[] fragment(int id) {
        readOn(HEADER);
        int length = length(id);
        readOn(length);
        byte[] fragment = Arrays.copyOf(unread, length);
        unread = Arrays.copyOfRange(unread, length, unread.length);
        return fragment;
    }

    private void readOn(int length) {
        while (unread.length < length) {
            byte[] more = transport.receive();
            ahead = Math.max(0, ahead - 1);
            if (more.length == 0) {
                throw RpcException.malformed("an answer cut off after " + unread.length + " bytes");
            }
            byte[] all = Arrays.copyOf(unread, unread.length + more.length);
            System.arraycopy(more, 0, all, unread.length, more.length);
            unread = all;
        }
    }

    private int length(int id) {
        ByteBuffer header = ByteBuffer.wrap(unread).order(ByteOrder.LITTLE_ENDIAN);
        boolean ours = unread[0] == 5 && unread[1] == 0 && (unread[4] & 0xF0) == LITTLE_ENDIAN;
        int length = Short.toUnsignedInt(header.getShort(8));
        boolean plain = header.getShort(10) == 0;
        if (!ours || length < HEADER || !(plain || sealing != null) || header.getInt(12) != id) {
            throw RpcException.malformed("no header of an answer to call " + id);
        }
        return length;
    }

    private static void header(ByteBuffer out, int type, int flags, int length, int id) {
        out.put((byte) 5).put((byte) 0).put((byte) type).put((byte) flags);
        out.put((byte) LITTLE_ENDIAN).put(new byte[3]); // little endian, ASCII, IEEE
        out.putShort((short) length).putShort((short) 0).putInt(id);
    }

    private static void syntax(ByteBuffer out, RpcInterface syntax) {
        long high = syntax.id().getMostSignificantBits();
        out.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
        for (int shift = 56; shift >= 0; shift -= 8) {
            out.put((byte) (syntax.id().getLeastSignificantBits() >>> shift));
        }
        out.putInt(syntax.version());
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
