package dev.eku.backend.smb.session;

import dev.eku.backend.smb.rpc.RpcTransport;
import dev.eku.host.Credentials;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A line to a server whose pipe is sealed. It answers each call with the next of the given contents, each in fragments
 * of a given size, and changes whole messages as it is told. Not thread-safe.
 */
final class SealedLine implements RpcTransport {
    static final Credentials USER = new Credentials("FAKE\\admin", "not a secret");

    private static final String NDR = "045d888aeb1cc9119fe808002b10486002000000";

    private final NtlmServer server;
    private final Deque<byte[]> contents;
    private final int most;
    private final UnaryOperator<List<byte[]>> change;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    final List<byte[]> asked = new ArrayList<>();
    int given;

    /** @param change what becomes of the messages that answer a bind or a call */
    SealedLine(int flags, List<byte[]> contents, int most, UnaryOperator<List<byte[]>> change) {
        this.server = new NtlmServer(USER, flags);
        this.contents = new ArrayDeque<>(contents);
        this.most = most;
        this.change = change;
    }

    @Override
    public void send(byte[] message) {
        server.authenticated(message);
    }

    @Override
    public byte[] exchange(byte[] message) {
        int id = little(message).getInt(12);
        if (message[2] == 11) {
            byte[] bound = new byte[56];
            ByteBuffer out = header(bound, 12, 3, id).putShort((short) 4280).putShort((short) 4280);
            out.putInt(1).putShort((short) 2).putShort((short) 0).putInt(1).putInt(0);
            out.put(HexFormat.of().parseHex(NDR));
            answer(List.of(server.bound(message, bound)));
        } else {
            asked.add(server.parameters(message));
            answer(fragments(contents.remove(), id));
        }
        return receive();
    }

    private void answer(List<byte[]> messages) {
        waiting.clear();
        waiting.addAll(change.apply(messages));
    }

    private List<byte[]> fragments(byte[] content, int id) {
        List<byte[]> fragments = new ArrayList<>();
        for (int at = 0; at == 0 || at < content.length; at += most) {
            byte[] part = Arrays.copyOfRange(content, at, Math.min(content.length, at + most));
            int flags = (at == 0 ? 1 : 0) | (at + most >= content.length ? 2 : 0);
            byte[] response = new byte[24 + part.length];
            header(response, 2, flags, id).putInt(content.length - at).putInt(0).put(part);
            fragments.add(server.sealed(response));
        }
        return fragments;
    }

    @Override
    public byte[] receive() {
        byte[] next = waiting.isEmpty() ? new byte[0] : waiting.remove();
        given += next.length;
        return next;
    }

    private static ByteBuffer header(byte[] message, int type, int flags, int id) {
        ByteBuffer out = little(message).put(new byte[] {5, 0, (byte) type, (byte) flags, 0x10, 0, 0, 0});
        return out.putShort((short) message.length).putShort((short) 0).putInt(id);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
