package dev.eku.backend.smb.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eku.backend.smb.rpc.RpcException.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How much a server may send, and what of an answer to a bind must fit. */
class RpcPipeLimitsTest {
    private static final int FRAGMENT = 65_535;
    private static final int RESPONSE_HEADER = 24;
    private static final byte[] BOUND = numbered(Capture.of("impacket/winreg-bind"));
    private static final byte[] REFUSED = numbered(Capture.of("impacket/12345678-1234-abcd-ef00-0123456789ac-bind"));

    /** Where in the answer to a bind something stands. */
    private static final int LARGEST_FRAGMENT = 18;

    private static final int NAME_LENGTH = 24;
    private static final int RESULTS = 40;

    private static byte[] numbered(Capture bind) {
        byte[] pdu = bind.responsePdus().get(0).clone();
        pdu[12] = 1;
        return pdu;
    }

    private record Line(Deque<byte[]> messages) implements RpcTransport {
        @Override
        public void send(byte[] message) {}

        @Override
        public byte[] exchange(byte[] message) {
            return receive();
        }

        @Override
        public byte[] receive() {
            return messages.isEmpty() ? new byte[0] : messages.remove();
        }
    }

    private static Line says(byte[]... messages) {
        return new Line(new ArrayDeque<>(List.of(messages)));
    }

    /** Binds, and then answers with fragments of one size, of which the one of that number is the last. */
    private static final class Talker implements RpcTransport {
        private final int size;
        private final long fragments;
        private long sent;

        Talker(int size, long fragments) {
            this.size = size;
            this.fragments = fragments;
        }

        @Override
        public void send(byte[] message) {}

        @Override
        public byte[] exchange(byte[] message) {
            return message[2] == 11 ? BOUND : receive();
        }

        @Override
        public byte[] receive() {
            sent++;
            int flags = (sent == 1 ? 1 : 0) | (sent == fragments ? 2 : 0);
            return little(new byte[size])
                    .put(new byte[] {5, 0, 2, (byte) flags, 0x10})
                    .putShort(8, (short) size)
                    .putInt(12, 2)
                    .array();
        }
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Takes an answer of any size. */
    private static int ask(Talker talker, int expected) {
        RpcCall<byte[]> call = new RpcCall<>("Any", 0, new NdrWriter(), answer -> {
            answer.skip(expected - 4);
            return new byte[0];
        });
        return RpcPipe.bind(talker, RpcInterface.WINREG).call(call).error();
    }

    @Test
    void largestAnswerIsTaken() {
        int content = RpcPipe.LARGEST_ANSWER / 128;
        assertThat(ask(new Talker(RESPONSE_HEADER + content / 2, 256), RpcPipe.LARGEST_ANSWER))
                .isZero();
    }

    @Test
    void oneFragmentMoreIsRefused() {
        int content = RpcPipe.LARGEST_ANSWER / 128;
        RpcException thrown = catchThrowableOfType(
                RpcException.class,
                () -> ask(new Talker(RESPONSE_HEADER + content / 2, 257), RpcPipe.LARGEST_ANSWER + content / 2));
        assertThat(thrown).hasMessage("an answer without an end");
        assertThat(thrown.kind()).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void answerWithoutEndIsCutOffOnceItIsTooLarge() {
        for (int size : new int[] {FRAGMENT, 4280, RESPONSE_HEADER + 1024}) {
            Talker endless = new Talker(size, Long.MAX_VALUE);
            RpcException thrown = catchThrowableOfType(RpcException.class, () -> ask(endless, 4));
            assertThat(thrown).as("fragments of " + size).hasMessage("an answer without an end");
            assertThat((endless.sent - 1) * (size - RESPONSE_HEADER))
                    .as("taken before the last fragment")
                    .isLessThanOrEqualTo(RpcPipe.LARGEST_ANSWER);
        }
    }

    @Test
    void answerToBindCutOffAnywhereIsNone() {
        for (byte[] whole : List.of(BOUND, REFUSED)) {
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThat(bind(cut).kind()).as("cut off after " + length).isEqualTo(Kind.MALFORMED);
            }
        }
    }

    /** As if that were all the server wanted to say. */
    @Test
    void shorterAnswerToBindWithItsTrueLengthIsNone() {
        for (int length = 16; length < RESULTS + 8; length++) {
            byte[] cut = little(Arrays.copyOf(BOUND, length))
                    .putShort(8, (short) length)
                    .array();
            assertThat(bind(cut).kind()).as("length " + length).isEqualTo(Kind.MALFORMED);
        }
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                misfit("no result", pdu -> pdu.putInt(RESULTS, 0), Kind.MALFORMED),
                misfit("two results", pdu -> pdu.putInt(RESULTS, 2), Kind.MALFORMED),
                misfit("255 results", pdu -> pdu.putInt(RESULTS, 255), Kind.MALFORMED),
                misfit("a name longer than the answer", pdu -> pdu.putShort(NAME_LENGTH, (short) -1), Kind.MALFORMED),
                misfit("a name up to the end", pdu -> pdu.putShort(NAME_LENGTH, (short) 42), Kind.MALFORMED),
                misfit("no name at all", pdu -> pdu.putShort(NAME_LENGTH, (short) 0), Kind.MALFORMED),
                misfit("fragments of no size", pdu -> pdu.putShort(LARGEST_FRAGMENT, (short) 0), Kind.MALFORMED),
                misfit("fragments of a header", pdu -> pdu.putShort(LARGEST_FRAGMENT, (short) 24), Kind.MALFORMED),
                misfit("a length shorter than a header", pdu -> pdu.putShort(8, (short) 15), Kind.MALFORMED),
                misfit("a length beyond the answer", pdu -> pdu.putShort(8, (short) -1), Kind.MALFORMED),
                misfit("another version", pdu -> pdu.put(0, (byte) 4), Kind.MALFORMED),
                misfit("big endian", pdu -> pdu.put(4, (byte) 0), Kind.MALFORMED),
                misfit("an authentication", pdu -> pdu.putShort(10, (short) 8), Kind.MALFORMED),
                misfit("an answer to another call", pdu -> pdu.putInt(12, 9), Kind.MALFORMED),
                misfit("the type of a response", pdu -> pdu.put(2, (byte) 2), Kind.MALFORMED),
                misfit("a user's refusal", pdu -> pdu.putShort(RESULTS + 4, (short) 1), Kind.BIND_REFUSED),
                misfit("a provider's refusal", pdu -> pdu.putShort(RESULTS + 4, (short) 2), Kind.BIND_REFUSED),
                misfit("a refused bind", pdu -> pdu.put(2, (byte) 13), Kind.BIND_REFUSED));
    }

    private static Arguments misfit(String what, UnaryOperator<ByteBuffer> spoil, Kind kind) {
        return Arguments.of(what, spoil, kind);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misfits")
    void answerToBindThatDoesNotFitIsNone(String what, UnaryOperator<ByteBuffer> spoil, Kind kind) {
        byte[] pdu = spoil.apply(little(BOUND.clone())).array();
        assertThat(bind(pdu).kind()).isEqualTo(kind);
    }

    /** So that each test above fails for the one thing it spoils. */
    @Test
    void answerToBindAsItIsIsTaken() {
        assertThat(RpcPipe.bind(says(BOUND), RpcInterface.WINREG)).isNotNull();
    }

    private static RpcException bind(byte[] answer) {
        return catchThrowableOfType(RpcException.class, () -> RpcPipe.bind(says(answer), RpcInterface.WINREG));
    }
}
