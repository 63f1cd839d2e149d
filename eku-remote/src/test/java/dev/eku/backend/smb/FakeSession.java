package dev.eku.backend.smb;

import com.hierynomus.asn1.types.primitive.ASN1ObjectIdentifier;
import com.hierynomus.ntlm.functions.NtlmFunctions;
import com.hierynomus.ntlm.functions.NtlmV2Functions;
import com.hierynomus.protocol.commons.buffer.Buffer;
import com.hierynomus.protocol.commons.buffer.Endian;
import com.hierynomus.security.SecurityProvider;
import com.hierynomus.security.bc.BCSecurityProvider;
import com.hierynomus.spnego.NegTokenTarg;
import com.hierynomus.spnego.SpnegoException;
import dev.eku.backend.smb.session.NtlmServer;
import dev.eku.registry.NameFolding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * One client's session with {@link FakeServer}: what it asks, and what a right server says to that. Not thread-safe.
 */
final class FakeSession {
    static final int HEADER = 64;
    private static final int SIGNATURE = 48;
    private static final int MORE_PROCESSING = 0xC000_0016;
    /** How much of a sealed answer a fragment holds. */
    private static final int FRAGMENT = 4_224;

    private static final int NTLM_FLAGS = 0xE288_8235;
    private static final SecurityProvider SECURITY = new BCSecurityProvider();
    private static final String NDR = "045d888aeb1cc9119fe808002b10486002000000";

    private final Map<Long, String> pipes = new HashMap<>();
    private final Map<Long, NtlmServer> sealed = new HashMap<>();
    private int setups;
    private long nextFile = 1;
    private byte @Nullable [] key;

    /** A request: its name, as {@link FakeServer.Script} calls it, and what a right server says, unsigned. */
    static final class Understood {
        final String name;
        final byte[] answer;
        /** Without encryption on the pipe. */
        final byte[] request;

        Understood(String name, byte[] answer, byte[] request) {
            this.name = name;
            this.answer = answer;
            this.request = request;
        }
    }

    Understood understand(byte[] sent) throws IOException {
        byte[] message = unsealed(sent);
        Understood understood = understood(message);
        return new Understood(understood.name, understood.answer, message);
    }

    private static Understood named(String name, byte[] answer) {
        return new Understood(name, answer, new byte[0]);
    }

    private Understood understood(byte[] message) throws IOException {
        ByteBuffer request = little(message);
        return switch (request.getShort(12)) {
            case 0 -> named("negotiate", answer(message, 0, negotiated()));
            case 1 -> setup(message);
            case 2 -> named("logoff", done(message));
            case 3 -> named("tree " + lastName(message, 68), answer(message, 0, tree(message)));
            case 4 -> named("leave tree", done(message));
            case 5 -> create(message);
            case 6 -> named("close", answer(message, 0, body(60, 60)));
            case 8 -> named("read", status(message, 0xC000_0011));
            case 9 -> named("write", answer(message, 0, written(request.getInt(68))));
            case 11 -> transceive(message);
            default -> named("other " + request.getShort(12), status(message, 0xC000_00BB));
        };
    }

    /** An answer without content. */
    static byte[] status(byte[] request, int status) {
        return answer(request, status, body(9, 9));
    }

    /** An answer that says success and nothing else. */
    static byte[] done(byte[] request) {
        return answer(request, 0, numbers(4, 0));
    }

    /** The answer to a call through a pipe. */
    static byte[] result(byte[] request, byte[] stub) {
        byte[] pdu = pdu(request);
        ByteBuffer out = header(2, 24 + stub.length, little(pdu).getInt(12));
        out.putInt(stub.length).putInt(0).put(stub);
        return piped(request, bytes(out));
    }

    /** The answer to a call through a pipe that brings a Win32 code alone. */
    static byte[] result(byte[] request, int error) {
        return result(request, little(new byte[4]).putInt(error).array());
    }

    /** The answer to opening something through a pipe. */
    static byte[] opened(byte[] request, int error) {
        return result(
                request,
                little(new byte[24]).putInt(4, 0x1234).putInt(20, error).array());
    }

    /** A fault. */
    static byte[] fault(byte[] request, int status) {
        ByteBuffer out = header(3, 32, little(pdu(request)).getInt(12));
        return piped(request, bytes(out.putLong(0).putInt(status).putInt(0)));
    }

    /** The answer to a bind, without a token. */
    static byte[] bound(byte[] request) {
        return piped(request, bound(little(pdu(request)).getInt(12)));
    }

    /** What refuses a bind, for no reason. */
    static byte[] bindRefused(byte[] request) {
        return bytes(header(13, 24, little(pdu(request)).getInt(12)));
    }

    /** The answer that lets us in, with its flags: 1 says as a guest, 2 as nobody. */
    static byte[] setUp(byte[] request, int flags) {
        return answer(request, 0, setup(flags, new byte[0]));
    }

    /** The answer that says how many bytes of a write were taken. */
    static byte[] tookOf(byte[] request, int count) {
        return answer(request, 0, written(count));
    }

    /** The answer that wants to know more. */
    static byte[] challenged(byte[] request) {
        return answer(request, MORE_PROCESSING, setup(0, challenge()));
    }

    /** The answer to a negotiation or a setup, with that token. */
    static byte[] withToken(byte[] request, int... token) {
        byte[] bytes = bytes(token);
        if (little(request).getShort(12) == 1) {
            return answer(request, MORE_PROCESSING, setup(0, bytes));
        }
        ByteBuffer whole =
                little(new byte[64 + bytes.length]).put(0, bytes(negotiated())).put(64, bytes);
        return answer(request, 0, whole.putShort(58, (short) bytes.length));
    }

    /** Any bytes as what comes through a pipe. */
    static byte[] piped(byte[] request, byte[] pdu) {
        ByteBuffer out = body(49, 48 + pdu.length).putInt(4, 0x0011_C017);
        out.put(8, message(request, 72, 16)).putInt(32, HEADER + 48).putInt(36, pdu.length);
        return answer(request, 0, out.put(48, pdu));
    }

    /** What a read of a pipe brings. */
    static byte[] read(byte[] request, byte[] pdu) {
        ByteBuffer out = body(17, 16 + pdu.length).put(2, (byte) (HEADER + 16)).putInt(4, pdu.length);
        return answer(request, 0, out.put(16, pdu));
    }

    /** The PDU that a request sends through a pipe. */
    static byte[] pdu(byte[] request) {
        return message(request, little(request).getInt(88), little(request).getInt(92));
    }

    /** The message as if the pipe were not sealed. What has no answer is used up here. */
    private byte[] unsealed(byte[] message) {
        ByteBuffer asked = little(message);
        if (asked.getShort(12) == 9 && sealed.containsKey(asked.getLong(80))) {
            byte[] token = message(message, asked.getShort(66), asked.getInt(68));
            server(asked.getLong(80)).authenticated(token);
        }
        if (asked.getShort(12) != 11 || !sealed.containsKey(asked.getLong(72)) || pdu(message)[2] != 0) {
            return message;
        }
        byte[] pdu = pdu(message);
        byte[] parameters = server(asked.getLong(72)).parameters(pdu);
        byte[] plain = Arrays.copyOf(message, asked.getInt(88) + 24 + parameters.length);
        System.arraycopy(parameters, 0, plain, asked.getInt(88) + 24, parameters.length);
        little(plain).putInt(92, 24 + parameters.length);
        return plain;
    }

    /** An answer to a call through a sealed pipe, sealed; every other one as it is. */
    private byte[] sealed(byte[] message) {
        ByteBuffer answer = little(message);
        if (message.length < HEADER + 48 + 24
                || answer.getShort(12) != 11
                || message[HEADER + 48 + 2] != 2
                || !sealed.containsKey(answer.getLong(HEADER + 8))) {
            return message;
        }
        ByteArrayOutputStream fragments = new ByteArrayOutputStream();
        int from = HEADER + 48 + 24;
        for (int at = from; at < message.length; at += FRAGMENT) {
            int end = Math.min(message.length, at + FRAGMENT);
            byte[] part = Arrays.copyOfRange(message, at - 24, end);
            System.arraycopy(message, from - 24, part, 0, 24);
            part[3] = (byte) ((at == from ? 1 : 0) | (end == message.length ? 2 : 0));
            fragments.writeBytes(server(answer.getLong(HEADER + 8)).sealed(part));
        }
        byte[] whole = Arrays.copyOf(message, HEADER + 48 + fragments.size());
        System.arraycopy(fragments.toByteArray(), 0, whole, HEADER + 48, fragments.size());
        little(whole).putInt(HEADER + 36, fragments.size());
        return whole;
    }

    private NtlmServer server(long pipe) {
        return Objects.requireNonNull(sealed.get(pipe));
    }

    byte[] signed(byte[] plain) {
        byte[] message = sealed(plain);
        if (key == null || message.length < HEADER || little(message).getShort(12) <= 1) {
            return message;
        }
        byte[] signed = little(message.clone()).putInt(16, 9).array();
        Arrays.fill(signed, SIGNATURE, HEADER, (byte) 0);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            System.arraycopy(mac.doFinal(signed), 0, signed, SIGNATURE, HEADER - SIGNATURE);
            return signed;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static byte[] answer(byte[] request, int status, ByteBuffer body) {
        ByteBuffer asked = little(request);
        byte[] content = bytes(body);
        ByteBuffer out = little(new byte[HEADER + content.length]);
        out.put(new byte[] {(byte) 0xFE, 'S', 'M', 'B'}).putShort((short) 64).putShort((short) 1);
        out.putInt(status).putShort(asked.getShort(12)).putShort((short) Math.max(1, asked.getShort(14)));
        out.putInt(1).putInt(0).putLong(asked.getLong(24)).putInt(0).putInt(7).putLong(42);
        return bytes(out.put(HEADER, content));
    }

    private static ByteBuffer negotiated() {
        ByteBuffer out = body(65, 64).putShort(2, (short) 1).putShort(4, (short) 0x0210);
        out.putLong(8, 1).putLong(16, 2).putInt(28, 65_536).putInt(32, 65_536).putInt(36, 65_536);
        return out.putShort(56, (short) 128);
    }

    private Understood setup(byte[] message) throws IOException {
        setups++;
        byte[] token =
                message(message, little(message).getShort(76), little(message).getShort(78));
        if (setups == 1) {
            return named("setup 1", challenged(message));
        }
        if (setups == 2) {
            learnKey(token);
        }
        return named("setup " + setups, answer(message, 0, setup(0, new byte[0])));
    }

    private static ByteBuffer setup(int flags, byte[] token) {
        ByteBuffer out = body(9, 8 + token.length).putShort(2, (short) flags);
        return out.putShort(4, (short) (HEADER + 8))
                .putShort(6, (short) token.length)
                .put(8, token);
    }

    private static byte[] challenge() {
        byte[] name = "FAKE".getBytes(StandardCharsets.UTF_16LE);
        ByteBuffer out = little(new byte[56 + name.length + 4 + name.length + 4]);
        out.put("NTLMSSP\0".getBytes(StandardCharsets.US_ASCII)).putInt(2);
        out.putShort((short) name.length).putShort((short) name.length).putInt(56);
        out.putInt(NTLM_FLAGS).putLong(0x0123_4567_89AB_CDEFL).putLong(0);
        out.putShort((short) (name.length + 8))
                .putShort((short) (name.length + 8))
                .putInt(56 + name.length);
        out.put(new byte[] {6, 1, 0, 0, 0, 0, 0, 15}).put(name);
        out.putShort((short) 1).putShort((short) name.length).put(name).putInt(0);
        NegTokenTarg token = new NegTokenTarg();
        token.setSupportedMech(new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.2.10"));
        token.setResponseToken(bytes(out));
        Buffer.PlainBuffer buffer = new Buffer.PlainBuffer(Endian.LE);
        try {
            token.write(buffer);
        } catch (SpnegoException failure) {
            throw new IllegalStateException(failure);
        }
        return buffer.getCompactData();
    }

    /** The session's key, as NTLM has the client send it. */
    private void learnKey(byte[] token) throws IOException {
        try {
            byte[] sent = new NegTokenTarg().read(token).getResponseToken();
            NtlmV2Functions functions = new NtlmV2Functions(new Random(), SECURITY);
            String[] user = FakeServer.USER.user().split("\\\\", 2);
            byte[] response = field(sent, 20);
            byte[] owf = functions.NTOWFv2(FakeServer.USER.password(), NameFolding.fold(user[1]), user[0]);
            byte[] base = functions.getSessionBaseKey(owf, Arrays.copyOf(response, 16));
            key = NtlmFunctions.rc4k(SECURITY, base, field(sent, 52));
        } catch (SpnegoException failure) {
            throw new IOException(failure);
        }
    }

    private static byte[] field(byte[] message, int at) {
        return message(message, little(message).getInt(at + 4), little(message).getShort(at));
    }

    private static ByteBuffer tree(byte[] message) {
        int type = lastName(message, 68).equals("IPC$") ? 2 : 1;
        return body(16, 16).put(2, (byte) type).putInt(12, 0x001F_01FF);
    }

    private Understood create(byte[] message) {
        String name = lastName(message, 108);
        long file = nextFile++;
        pipes.put(file, name);
        ByteBuffer out =
                body(89, 88).putInt(4, 1).putInt(56, 0x80).putLong(64, file).putLong(72, file);
        return named("pipe " + name, answer(message, 0, out));
    }

    private static ByteBuffer written(int count) {
        return body(17, 16).putInt(4, count);
    }

    private Understood transceive(byte[] message) {
        String pipe = pipes.getOrDefault(little(message).getLong(72), "?");
        byte[] pdu = pdu(message);
        if (pdu[2] == 11 && pipe.equals("eventlog")) {
            NtlmServer server = new NtlmServer(FakeServer.USER, NtlmServer.FLAGS);
            sealed.put(little(message).getLong(72), server);
            byte[] bound = server.bound(pdu, bound(little(pdu).getInt(12)));
            return named("bind " + pipe, piped(message, bound));
        }
        if (pdu[2] == 11) {
            return named("bind " + pipe, piped(message, bound(little(pdu).getInt(12))));
        }
        int operation = little(pdu).getShort(22);
        return named(pipe + " " + operation, usual(message, pipe + " " + operation));
    }

    private static byte[] bound(int id) {
        byte[] syntax = HexFormat.of().parseHex(NDR);
        ByteBuffer out =
                header(12, 56, id).putShort((short) 4280).putShort((short) 4280).putInt(1);
        out.putShort((short) 2).putShort((short) 0).putInt(1);
        return bytes(out.putInt(0).put(syntax));
    }

    /** What a server says to whom it lets do everything: all is there and stopped, and everything succeeds. */
    static byte[] usual(byte[] message, String call) {
        return switch (call) {
            case "winreg 2", "winreg 15", "svcctl 15", "svcctl 16", "winreg 5", "svcctl 0" -> opened(message, 0);
            case "winreg 16" -> result(message, bytes(numbers(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)));
            case "eventlog 7", "eventlog 2" -> opened(message, 0);
            case "eventlog 4", "eventlog 5" -> result(message, bytes(numbers(0, 0)));
            case "winreg 6" -> result(message, bytes(numbers(0, 0x1234, 0, 0, 0, 0x2_0000, 1, 0)));
            case "winreg 17" ->
                result(message, bytes(numbers(0x2_0000, 4, 0x2_0004, 4, 0, 4, 0, 0x2_0008, 4, 0x2_000C, 4, 0)));
            case "svcctl 1" -> result(message, bytes(numbers(0x10, 3, 0, 0, 0, 0, 0, 0))); // about to stop
            case "svcctl 6" -> result(message, bytes(numbers(0x10, 1, 0, 0, 0, 0, 0, 0)));
            case "svcctl 40" -> result(message, bytes(numbers(36, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 36, 0)));
            default -> result(message, 0);
        };
    }

    private static ByteBuffer header(int type, int length, int id) {
        ByteBuffer out = little(new byte[length]).put(new byte[] {5, 0, (byte) type, 3, 0x10, 0, 0, 0});
        return out.putShort((short) length).putShort((short) 0).putInt(id);
    }

    /** The last part of the path whose offset and length stand at a place. */
    private static String lastName(byte[] message, int at) {
        String path = new String(
                message(message, little(message).getShort(at), little(message).getShort(at + 2)),
                StandardCharsets.UTF_16LE);
        return path.substring(path.lastIndexOf('\\') + 1);
    }

    private static byte[] message(byte[] whole, int from, int length) {
        return Arrays.copyOfRange(whole, from, from + length);
    }

    /** A body that says what size it has, which is not always true. */
    private static ByteBuffer body(int said, int size) {
        return little(new byte[size]).putShort(0, (short) said);
    }

    private static ByteBuffer numbers(int... numbers) {
        ByteBuffer out = little(new byte[4 * numbers.length]);
        for (int number : numbers) {
            out.putInt(number);
        }
        return out;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity()];
        buffer.get(0, bytes);
        return bytes;
    }

    static byte[] bytes(int... numbers) {
        byte[] bytes = new byte[numbers.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) numbers[i];
        }
        return bytes;
    }
}
