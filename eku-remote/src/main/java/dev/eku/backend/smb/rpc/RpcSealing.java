package dev.eku.backend.smb.rpc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Puts the tokens, the encryption and the signatures of NTLM at packet privacy into the fragments of a pipe, and takes
 * them out (C706, chapter 13; MS-RPCE 2.2.2.11 and 3.3.1.5.2). A fragment that is larger or smaller than it says, or
 * that is not signed as the next one, is an {@link RpcException}. Not thread-safe.
 */
final class RpcSealing {
    /** Type, level, padding, reserved, and the number of the security context. */
    private static final int TRAILER = 8;

    private static final int AUTHENTICATE = 16;
    private static final int LENGTH = 8;
    private static final int TOKEN_LENGTH = 10;
    private static final int CALL = 12;
    private static final int HEADER = 16;
    /** Header, size hint, context and operation; the same size in both directions. */
    private static final int CALL_HEADER = 24;

    private static final byte NTLM = 10;
    private static final byte PRIVACY = 6;
    /** To a multiple of this size the parameters are padded. */
    private static final int ALIGNMENT = 16;

    private final RpcSecurity security;

    RpcSealing(RpcSecurity security) {
        this.security = security;
    }

    /** How many bytes of parameters fit into a fragment of that size. */
    static int room(int fragment) {
        return (fragment - CALL_HEADER - TRAILER - RpcSecurity.SIGNATURE) / ALIGNMENT * ALIGNMENT;
    }

    /** The bind with our first token. */
    byte[] bind(byte[] bind) {
        return with(bind, 0, security.negotiate());
    }

    /**
     * The message that proves who we are, which the server does not answer.
     *
     * @param bound the server's answer to the bind
     * @throws RpcException {@code NOT_SEALED}
     */
    byte[] authenticate(byte[] bound) {
        int length = tokenLength(bound);
        int trailer = bound.length - length - TRAILER;
        if (length == 0 || trailer < HEADER || !isOurs(bound, trailer)) {
            throw RpcException.notSealed("no token in the answer to the bind");
        }
        byte[] token = security.authenticate(Arrays.copyOfRange(bound, trailer + TRAILER, bound.length));
        // Four bytes without a meaning follow the header.
        byte[] message = Arrays.copyOf(bound, HEADER + 4);
        Arrays.fill(message, HEADER, message.length, (byte) 0);
        message[2] = AUTHENTICATE;
        message[3] = 3; // The first and the last fragment.
        little(message).putInt(CALL, little(bound).getInt(CALL));
        return with(message, 0, token);
    }

    /** A request with its parameters encrypted. */
    byte[] seal(byte[] request) {
        int padding = -(request.length - CALL_HEADER) & (ALIGNMENT - 1);
        byte[] message =
                with(Arrays.copyOf(request, request.length + padding), padding, new byte[RpcSecurity.SIGNATURE]);
        byte[] signed = Arrays.copyOf(message, message.length - RpcSecurity.SIGNATURE);
        byte[] signature = security.seal(signed, CALL_HEADER, signed.length - TRAILER - CALL_HEADER);
        System.arraycopy(signed, 0, message, 0, signed.length);
        System.arraycopy(signature, 0, message, signed.length, signature.length);
        return message;
    }

    /**
     * An answer with its content decrypted, and without the trailer.
     *
     * @throws RpcException {@code TAMPERED}
     */
    byte[] unseal(byte[] answer) {
        int trailer = answer.length - RpcSecurity.SIGNATURE - TRAILER;
        if (tokenLength(answer) != RpcSecurity.SIGNATURE || trailer < CALL_HEADER || !isOurs(answer, trailer)) {
            throw RpcException.tampered("an answer without a signature");
        }
        byte[] signed = Arrays.copyOf(answer, answer.length - RpcSecurity.SIGNATURE);
        byte[] signature = Arrays.copyOfRange(answer, signed.length, answer.length);
        if (!security.unseal(signed, CALL_HEADER, trailer - CALL_HEADER, signature)) {
            throw RpcException.tampered("a signature that is not the server's, or of another message");
        }
        int padding = Byte.toUnsignedInt(signed[trailer + 2]);
        if (padding > trailer - CALL_HEADER) {
            throw RpcException.malformed(padding + " bytes of padding in " + (trailer - CALL_HEADER));
        }
        return Arrays.copyOf(signed, trailer - padding);
    }

    private static byte[] with(byte[] message, int padding, byte[] token) {
        byte[] whole = Arrays.copyOf(message, message.length + TRAILER + token.length);
        ByteBuffer out = little(whole);
        out.putShort(LENGTH, (short) whole.length).putShort(TOKEN_LENGTH, (short) token.length);
        out.position(message.length);
        out.put(NTLM).put(PRIVACY).put((byte) padding).put((byte) 0).putInt(0).put(token);
        return whole;
    }

    private static boolean isOurs(byte[] message, int trailer) {
        return message[trailer] == NTLM && message[trailer + 1] == PRIVACY;
    }

    private static int tokenLength(byte[] message) {
        return Short.toUnsignedInt(little(message).getShort(TOKEN_LENGTH));
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
