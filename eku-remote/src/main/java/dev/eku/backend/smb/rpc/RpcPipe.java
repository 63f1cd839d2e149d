package dev.eku.backend.smb.rpc;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
    /** The client may make a call before it has the answer to the one before (PFC_CONC_MPX). */
    private static final int CALLS_TOGETHER = 0x10;

    private static final int HEADER = 16;
    /** Header, size hint, context and operation. */
    private static final int REQUEST_HEADER = 24;

    private static final int RESPONSE_HEADER = 24;
    /** Where the server says how many bytes the answer has from this fragment on. */
    private static final int SIZE_HINT = 16;
    /** Far fewer messages, and calls, than a server lets a client have under way. */
    private static final int MOST_AHEAD = 32;
    /** The size that Windows' own client offers. */
    private static final int FRAGMENT = 4280;

    private static final int SMALLEST_FRAGMENT = 1024;

    private final RpcTransport transport;
    /** Absent if others protect the pipe. */
    private final @Nullable RpcSealing sealing;

    private int largestFragment = FRAGMENT;
    private int lastCall;
    /** Whether both sides take several calls at a time, as far as is known. */
    private boolean takesSeveral;

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
        return bindLater(transport, wanted, true).get();
    }

    /**
     * Asks the server to agree on the interface. What is returned waits for its answer, once, and throws the same.
     *
     * @param several whether to make several calls at a time, if the server takes them
     */
    public static Supplier<RpcPipe> bindLater(RpcTransport transport, RpcInterface wanted, boolean several) {
        RpcPipe pipe = new RpcPipe(transport, null);
        int flags = several ? CALLS_TOGETHER : 0;
        Supplier<byte[]> answer = transport.start(pipe.bindMessage(wanted, flags));
        return () -> {
            byte[] agreed = pipe.bound(answer.get());
            pipe.takesSeveral = (agreed[FLAGS] & flags) != 0;
            return pipe;
        };
    }

    /**
     * Agrees with the server on the interface and on the encryption of each call.
     *
     * @throws RpcException {@code BIND_REFUSED}, {@code NOT_SEALED}, or {@code MALFORMED}
     */
    public static RpcPipe bind(RpcTransport transport, RpcInterface wanted, RpcSecurity security) {
        RpcSealing sealing = new RpcSealing(security);
        RpcPipe pipe = new RpcPipe(transport, sealing);
        byte[] answer = pipe.bound(transport.exchange(sealing.bind(pipe.bindMessage(wanted, 0))));
        transport.send(sealing.authenticate(answer));
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

    /** Calls that were made, and are not yet answered. */
    public interface Started {
        /** How many of the calls were made: the first ones. */
        int count();

        /**
         * Waits for the answers. Must be called once, before the next call.
         *
         * @return for each call, what returns its answer or throws the {@link RpcException} {@code FAULT}
         * @throws RpcException {@code MALFORMED}
         */
        List<Supplier<Object>> finish();
    }

    /**
     * Makes calls without waiting for their answers: as many as both sides take at a time, but at least the first. They
     * may be carried out in any order, so only calls that change nothing may be made so. If a server refuses several
     * calls after all, they are made one by one, and so are all later ones.
     *
     * @param calls at least one
     */
    public Started start(List<? extends RpcCall<?>> calls) {
        RpcCall<?> first = calls.get(0);
        if (sealing != null || first.rawStub().length > largestFragment - REQUEST_HEADER) {
            RpcCall.Answer<?> answer = call(first);
            return started(1, () -> List.of(() -> answer));
        }
        List<RpcCall<?>> together = new ArrayList<>();
        for (RpcCall<?> call : calls) {
            if (together.size() == MOST_AHEAD || call.rawStub().length > largestFragment - REQUEST_HEADER) {
                break;
            }
            together.add(call);
        }
        return takesSeveral && together.size() > 1 ? post(together) : startOne(first);
    }

    private Started startOne(RpcCall<?> call) {
        int id = ++lastCall;
        Supplier<byte[]> sent = transport.start(whole(call, id));
        return started(1, () -> {
            unread = sent.get();
            Assembly answer = new Assembly(id);
            gather(List.of(answer));
            return List.of(() -> call.decode(answer.content()));
        });
    }

    private Started post(List<RpcCall<?>> calls) {
        List<Assembly> answers = new ArrayList<>();
        List<byte[]> messages = new ArrayList<>();
        for (RpcCall<?> call : calls) {
            answers.add(new Assembly(++lastCall));
            messages.add(whole(call, lastCall));
        }
        Optional<Supplier<BitSet>> posted = transport.post(messages);
        if (posted.isEmpty()) {
            takesSeveral = false;
            return startOne(calls.get(0));
        }
        ahead = messages.size();
        return started(calls.size(), () -> {
            BitSet refused = posted.get().get();
            List<Assembly> taken = new ArrayList<>();
            for (int i = 0; i < answers.size(); i++) {
                if (!refused.get(i)) {
                    taken.add(answers.get(i));
                }
            }
            // What was asked for the refused ones remains, and serves them when they are sent again.
            int kept = refused.cardinality();
            gather(taken, kept);
            takesSeveral = kept == 0;
            for (int i = refused.nextSetBit(0); i >= 0; i = refused.nextSetBit(i + 1)) {
                transport.repost(messages.get(i));
                gather(List.of(answers.get(i)), --kept);
            }
            List<Supplier<Object>> decoded = new ArrayList<>();
            for (int i = 0; i < calls.size(); i++) {
                RpcCall<?> call = calls.get(i);
                Assembly answer = answers.get(i);
                decoded.add(() -> call.decode(answer.content()));
            }
            return decoded;
        });
    }

    private byte[] whole(RpcCall<?> call, int id) {
        return request(call.operation(), id, call.rawStub(), 0, call.rawStub().length);
    }

    private static Started started(int count, Supplier<List<Supplier<Object>>> finish) {
        return new Started() {
            @Override
            public int count() {
                return count;
            }

            @Override
            public List<Supplier<Object>> finish() {
                return finish.get();
            }
        };
    }

    private byte[] bindMessage(RpcInterface wanted, int flags) {
        byte[] bind = new byte[HEADER + 12 + 4 + 20 + 20];
        ByteBuffer body = little(bind);
        header(body, BIND, FIRST | LAST | flags, body.capacity(), ++lastCall);
        body.putShort((short) FRAGMENT).putShort((short) FRAGMENT).putInt(0);
        body.putInt(1); // one context
        body.putShort((short) 0).putShort((short) 1);
        syntax(body, wanted);
        syntax(body, RpcInterface.NDR);
        return bind;
    }

    private byte[] bound(byte[] begun) {
        unread = begun;
        byte[] answer = fragment(Set.of(lastCall));
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
        return answer;
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
        Assembly assembly = new Assembly(id);
        gather(List.of(assembly));
        return assembly.content();
    }

    private void gather(List<Assembly> answers) {
        gather(answers, 0);
    }

    /**
     * Reads until these answers are complete, in whatever order their fragments arrive.
     *
     * @param others how many messages that were asked for belong to later answers
     */
    private void gather(List<Assembly> answers, int others) {
        Map<Integer, Assembly> open = new HashMap<>();
        for (Assembly answer : answers) {
            open.put(answer.call, answer);
        }
        int size = 0;
        String last = "the answer";
        while (!open.isEmpty()) {
            byte[] fragment = fragment(open.keySet());
            Assembly answer = Objects.requireNonNull(open.get(call(fragment)));
            boolean ends = answer.endsWith(fragment, sealing);
            size += fragment.length - RESPONSE_HEADER;
            if (size > LARGEST_ANSWER) {
                throw RpcException.malformed("an answer without an end");
            }
            if (ends) {
                open.remove(answer.call);
                last = answer.fault == null ? last : answer.fault.getMessage();
            } else if (open.size() == 1 && ahead == 0 && unread.length == 0) {
                readAhead(fragment);
            }
        }
        // What is left would be taken for the answer to the next call, so that the pipe cannot be used any more.
        if (unread.length != 0 || ahead > others) {
            throw RpcException.malformed(unread.length + " bytes behind " + last + ", " + ahead + " messages ahead");
        }
    }

    /** The fragments of one answer, or the server's refusal. */
    private static final class Assembly {
        private final int call;
        private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
        private boolean isBegun;
        private @Nullable RpcException fault;

        Assembly(int call) {
            this.call = call;
        }

        /** Adds a fragment. Returns whether it is the last. */
        boolean endsWith(byte[] sent, @Nullable RpcSealing sealing) {
            // A fault need not be signed (SMB signs it), and nobody takes it for success.
            if (sent[TYPE] == FAULT && sent.length >= RESPONSE_HEADER + 4) {
                fault = RpcException.fault(
                        ByteBuffer.wrap(sent).order(ByteOrder.LITTLE_ENDIAN).getInt(RESPONSE_HEADER));
                return true;
            }
            if (sent[TYPE] != RESPONSE || sent.length < RESPONSE_HEADER) {
                throw RpcException.malformed("an answer of type " + sent[TYPE] + " to a request");
            }
            byte[] fragment = sealing == null ? sent : sealing.unseal(sent);
            if (isBegun == ((fragment[FLAGS] & FIRST) != 0)) {
                throw RpcException.malformed("fragments out of order");
            }
            if (fragment.length == RESPONSE_HEADER && (fragment[FLAGS] & LAST) == 0) {
                throw RpcException.malformed("an empty fragment before the last");
            }
            isBegun = true;
            whole.write(fragment, RESPONSE_HEADER, fragment.length - RESPONSE_HEADER);
            return (fragment[FLAGS] & LAST) != 0;
        }

        /** The whole answer; throws the server's refusal. */
        byte[] content() {
            if (fault != null) {
                throw fault;
            }
            return whole.toByteArray();
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

    /** One whole fragment of an answer to these calls, from the bytes that were read and those still to be read. */
    private byte[] fragment(Set<Integer> calls) {
        readOn(HEADER);
        int length = length(calls);
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

    private int length(Set<Integer> calls) {
        ByteBuffer header = ByteBuffer.wrap(unread).order(ByteOrder.LITTLE_ENDIAN);
        boolean ours = unread[0] == 5 && unread[1] == 0 && (unread[4] & 0xF0) == LITTLE_ENDIAN;
        int length = Short.toUnsignedInt(header.getShort(8));
        boolean plain = header.getShort(10) == 0;
        if (!ours || length < HEADER || !(plain || sealing != null) || !calls.contains(call(unread))) {
            throw RpcException.malformed("no header of an answer to call " + calls);
        }
        return length;
    }

    private static int call(byte[] fragment) {
        return ByteBuffer.wrap(fragment).order(ByteOrder.LITTLE_ENDIAN).getInt(12);
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
