package dev.eku.backend.smb.session;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hierynomus.mssmb2.SMB2PacketData;
import com.hierynomus.protocol.commons.buffer.Buffer;
import com.hierynomus.protocol.transport.TransportException;
import dev.eku.backend.smb.session.MessageGuard.UnsignedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is believed of a message, and what is not. */
class MessageGuardTest {
    private static final int NEGOTIATE = 0;
    private static final int SETUP = 1;
    private static final int IOCTL = 11;
    private static final int ANSWERS = 1;
    private static final int SIGNED = 8;
    private static final int OURS = 42;

    private static ByteBuffer message(int command, int flags, long session) {
        ByteBuffer message = ByteBuffer.wrap(new byte[160]).order(ByteOrder.LITTLE_ENDIAN);
        message.put(0, new byte[] {(byte) 0xFE, 'S', 'M', 'B', 64, 0});
        return message.putShort(12, (short) command)
                .putInt(16, flags)
                .putLong(24, 3)
                .putLong(40, session);
    }

    private static byte[] bytes(ByteBuffer message) {
        byte[] bytes = new byte[message.capacity()];
        message.get(0, bytes);
        return bytes;
    }

    private static SMB2PacketData packet(ByteBuffer message) {
        try {
            return new SMB2PacketData(bytes(message));
        } catch (Buffer.BufferException none) {
            throw new IllegalStateException(none);
        }
    }

    private static MessageGuard loggedOn() throws TransportException {
        MessageGuard guard = new MessageGuard();
        guard.check(packet(message(NEGOTIATE, ANSWERS, 0)));
        guard.check(packet(message(SETUP, ANSWERS, OURS).putInt(8, 0xC000_0016)));
        guard.check(packet(message(SETUP, ANSWERS | SIGNED, OURS)));
        return guard;
    }

    @Test
    void signedAnswerIsPassedOn() throws TransportException {
        MessageGuard guard = loggedOn();
        assertThatCode(() -> guard.check(packet(message(IOCTL, ANSWERS | SIGNED, OURS))))
                .doesNotThrowAnyException();
    }

    @Test
    void wordThatMoreWillComeNeedsNoSignature() throws TransportException {
        MessageGuard guard = loggedOn();
        assertThatCode(() ->
                        guard.check(packet(message(IOCTL, ANSWERS | 2, OURS).putInt(8, 0x103))))
                .doesNotThrowAnyException();
    }

    /** No signature; a signature for a session that there is none; a setup, which the library never checks. */
    @ParameterizedTest
    @CsvSource({"11, 1, 42", "11, 9, 0", "11, 1, 0", "1, 9, 42", "0, 1, 0"})
    void answerThatNobodyWouldCheckIsRefused(int command, int flags, long session) throws TransportException {
        MessageGuard guard = loggedOn();
        assertThatThrownBy(() -> guard.check(packet(message(command, flags, session))))
                .isInstanceOf(UnsignedException.class);
    }

    @Test
    void severalMessagesInOneAreRefused() throws TransportException {
        MessageGuard guard = loggedOn();
        assertThatThrownBy(() -> guard.check(
                        packet(message(IOCTL, ANSWERS | SIGNED, OURS).putInt(20, 80))))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("several messages in one");
    }

    /** What is encrypted looks like anything. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void encryptedMessageIsNotTakenForALogonToken(int asIfCommand) {
        ByteBuffer encrypted = message(asIfCommand, -1, -1);
        byte[] bytes = bytes(encrypted);
        Arrays.fill(bytes, 16, bytes.length, (byte) 0xA5);
        bytes[0] = (byte) 0xFD;
        assertThatCode(() -> MessageGuard.check(bytes)).doesNotThrowAnyException();
        bytes[0] = (byte) 0xFE;
        assertThatThrownBy(() -> MessageGuard.check(bytes)).isInstanceOf(TransportException.class);
    }
}
