package dev.eku.backend.smb.session;

import com.hierynomus.mssmb2.SMB2MessageCommandCode;
import com.hierynomus.mssmb2.SMB2MessageFlag;
import com.hierynomus.mssmb2.SMB2PacketData;
import com.hierynomus.mssmb2.SMB2PacketHeader;
import com.hierynomus.protocol.PacketData;
import com.hierynomus.protocol.transport.TransportException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Refuses messages that the library would believe, from a server or from somebody who pretends to be the server. The
 * library checks a signature only if the message says that it has one and names our session. It continues to log on as
 * long as the server asks for it. And it allocates whatever size a logon token claims. Only the thread that reads from
 * the connection uses this class.
 */
final class MessageGuard {
    /** NTLM takes two rounds, and Kerberos not many more. */
    private static final int MOST_ROUNDS = 8;

    /** The start of a message that is not encrypted. */
    private static final int PLAIN = 0x424D_53FE;

    private static final int NEGOTIATE = 0;
    private static final int SESSION_SETUP = 1;
    private static final int COMMAND = 12;
    /** Where the offset and length of the token are: after the header, in the answers to both commands. */
    private static final int TOKEN_OF_NEGOTIATE = 64 + 56;

    private static final int TOKEN_OF_SETUP = 64 + 4;

    private static final int DEEPEST = 16;
    private static final int CONSTRUCTED = 0x20;
    private static final int LONG_TAG = 0x1F;
    private static final int LONG_LENGTH = 0x80;

    private boolean loggedOn;
    private int rounds;

    /** A message came without a signature that can be checked. The exception holds its status. */
    static final class UnsignedException extends TransportException {
        private static final long serialVersionUID = 1L;

        private final long status;

        UnsignedException(long status) {
            super("a message without a signature");
            this.status = status;
        }

        long status() {
            return status;
        }
    }

    /** Refuses a malformed message as it was received. */
    static void check(byte[] message) throws TransportException {
        if (message.length <= COMMAND + 1) {
            return;
        }
        ByteBuffer fields = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        int command = fields.getShort(COMMAND);
        if (fields.getInt(0) == PLAIN && (command == NEGOTIATE || command == SESSION_SETUP)) {
            int at = command == NEGOTIATE ? TOKEN_OF_NEGOTIATE : TOKEN_OF_SETUP;
            if (message.length >= at + 4) {
                int from = Short.toUnsignedInt(fields.getShort(at));
                int length = Short.toUnsignedInt(fields.getShort(at + 2));
                if (length > message.length - from || !isWhole(message, from, from + length, 0)) {
                    throw new TransportException("a logon token whose parts do not fit");
                }
            }
        }
    }

    /**
     * Whether every element of a DER text ends within the element around it, and none is nested deeper than in a valid
     * token.
     */
    private static boolean isWhole(byte[] der, int begin, int end, int depth) {
        int at = begin;
        while (at < end) {
            int tag = der[at++];
            if ((tag & LONG_TAG) == LONG_TAG || at == end) {
                return false;
            }
            int length = Byte.toUnsignedInt(der[at++]);
            if (length >= LONG_LENGTH) {
                int digits = length - LONG_LENGTH;
                if (digits == 0 || digits > 2 || digits > end - at) {
                    return false;
                }
                length = 0;
                while (digits-- > 0) {
                    length = (length << 8) | Byte.toUnsignedInt(der[at++]);
                }
            }
            boolean whole = length <= end - at
                    && ((tag & CONSTRUCTED) == 0 || (depth < DEEPEST && isWhole(der, at, at + length, depth + 1)));
            if (!whole) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** Refuses a message that must not come at this point. Encryption proves where an encrypted message comes from. */
    void check(PacketData<?> packet) throws TransportException {
        if (!(packet instanceof SMB2PacketData message)) {
            return;
        }
        SMB2PacketHeader header = message.getHeader();
        boolean isSetup = header.getMessage() == SMB2MessageCommandCode.SMB2_SESSION_SETUP;
        if (message.isCompounded()) {
            throw new TransportException("several messages in one, which nobody asked for");
        }
        if (isSetup && !loggedOn) {
            loggedOn = header.getStatusCode() == 0;
            if (++rounds > MOST_ROUNDS) {
                throw new TransportException("a logon without an end");
            }
            return;
        }
        boolean isSigned =
                header.isFlagSet(SMB2MessageFlag.SMB2_FLAGS_SIGNED) && header.getSessionId() != 0 && !isSetup;
        if (loggedOn && !isSigned && !message.isIntermediateAsyncResponse()) {
            throw new UnsignedException(header.getStatusCode());
        }
    }
}
