package dev.eku.backend.smb.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eku.backend.smb.rpc.RpcException.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A pipe against captured answers, whole, in pieces, cut off and spoiled. */
class RpcPipeTest {
    private static final Capture BIND = Capture.of("impacket/winreg-bind");
    private static final Capture LARGE =
            Capture.of("samba-python/winreg-17-QueryValue.query-value-large-room-for-32768-bytes");
    private static final Capture SMALL =
            Capture.of("samba-python/winreg-17-QueryValue.query-value-exe-room-for-4096-bytes");
    private static final int CALL_ID = 12;

    /**
     * Answers from a script, each with the id of the request it answers; once the script is over the line is silent.
     */
    private static final class Script implements RpcTransport {
        final List<byte[]> requests = new ArrayList<>();
        private final Deque<byte[]> answers = new ArrayDeque<>();
        private final int piece;

        Script(int piece) {
            this.piece = piece;
        }

        Script then(List<byte[]> pdus) {
            for (byte[] pdu : pdus) {
                for (int from = 0; from < pdu.length; from += piece) {
                    answers.add(Arrays.copyOfRange(pdu, from, Math.min(pdu.length, from + piece)));
                }
            }
            return this;
        }

        @Override
        public void send(byte[] message) {
            requests.add(message);
        }

        @Override
        public byte[] exchange(byte[] message) {
            requests.add(message);
            return receive();
        }

        @Override
        public byte[] receive() {
            return answers.isEmpty() ? new byte[0] : answers.remove();
        }
    }

    /** A transport that can read ahead, and says how often it was asked for how much. */
    private static final class Ahead implements RpcTransport {
        final List<Integer> asked = new ArrayList<>();
        private final Script script;

        Ahead(Script script) {
            this.script = script;
        }

        @Override
        public void send(byte[] message) {
            script.send(message);
        }

        @Override
        public byte[] exchange(byte[] message) {
            return script.exchange(message);
        }

        @Override
        public byte[] receive() {
            return script.receive();
        }

        @Override
        public int readAhead(int messages) {
            asked.add(messages);
            return messages;
        }
    }

    @Test
    void restOfALongAnswerIsAskedForAtOnceButForItsLastFragment() {
        int fragments = LARGE.responsePdus().size();
        Ahead transport = new Ahead(script(Integer.MAX_VALUE, LARGE));

        RpcPipe pipe = RpcPipe.bind(transport, RpcInterface.WINREG);
        Winreg.Data answer = pipe.call(Winreg.queryValue(RpcHandle.of(new byte[RpcHandle.SIZE]), "x", 32768))
                .content();

        assertThat(fragments).isGreaterThan(3);
        assertThat(answer.value().bytes()).hasSize(20_000);
        assertThat(transport.asked).containsExactly(fragments - 2);
    }

    /** Otherwise the message too many would take the answer to the next call. */
    @Test
    void answerThatIsShorterThanAnnouncedEndsTheUseOfThePipe() {
        List<byte[]> pdus = numbered(LARGE, 2);
        ByteBuffer.wrap(pdus.get(0)).order(ByteOrder.LITTLE_ENDIAN).putInt(16, 100_000);
        Ahead transport =
                new Ahead(new Script(Integer.MAX_VALUE).then(numbered(BIND, 1)).then(pdus));
        RpcPipe pipe = RpcPipe.bind(transport, RpcInterface.WINREG);

        assertThatThrownBy(() -> pipe.call(Winreg.queryValue(RpcHandle.of(new byte[RpcHandle.SIZE]), "x", 32768)))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("ahead");
    }

    /** What was asked for ahead, or came with the fault, would be taken for the answer to the next call. */
    @Test
    void faultInTheMiddleOfAnAnswerEndsTheUseOfThePipe() {
        Capture fault = Capture.of("impacket/winreg-200-unknown.a-call-number-that-the-interface-does-not-have");
        byte[] refused = numbered(fault, 2).get(0);
        byte[] two = Arrays.copyOf(refused, 2 * refused.length);
        System.arraycopy(refused, 0, two, refused.length, refused.length);
        byte[] first = numbered(LARGE, 2).get(0);
        for (List<byte[]> pdus : List.of(List.of(first, refused), List.of(two))) {
            RpcException thrown = catchThrowableOfType(
                    RpcException.class,
                    () -> RpcPipe.bind(
                                    new Ahead(new Script(Integer.MAX_VALUE)
                                            .then(numbered(BIND, 1))
                                            .then(pdus)),
                                    RpcInterface.WINREG)
                            .call(Winreg.queryValue(RpcHandle.of(new byte[RpcHandle.SIZE]), "x", 32768)));
            assertThat(thrown.kind()).isEqualTo(Kind.MALFORMED);
            assertThat(thrown).hasMessageContaining(fault.said("result").replaceFirst(".*(0x[0-9a-f]+).*", "$1"));
        }
    }

    private static List<byte[]> numbered(Capture capture, int id) {
        return capture.responsePdus().stream()
                .map(byte[]::clone)
                .peek(pdu -> pdu[CALL_ID] = (byte) id)
                .toList();
    }

    private static Script script(int piece, Capture answer) {
        return new Script(piece).then(numbered(BIND, 1)).then(numbered(answer, 2));
    }

    private static Winreg.Data ask(Script script) {
        return RpcPipe.bind(script, RpcInterface.WINREG)
                .call(Winreg.queryValue(RpcHandle.of(new byte[RpcHandle.SIZE]), "x", 32768))
                .content();
    }

    @Test
    void answerInFragmentsIsPutTogetherHoweverItArrives() {
        assertThat(LARGE.responsePdus()).hasSizeGreaterThan(1);
        for (int piece : new int[] {1, 7, 1024, 65_536}) {
            assertThat(ask(script(piece, LARGE)).value().bytes())
                    .as("pieces of " + piece)
                    .hasSize(20_000);
        }
    }

    @Test
    void bindIsTheOneOfAnotherClientButForItsSizesAndThatItTakesSeveralCalls() {
        Script script = new Script(65_536).then(numbered(BIND, 1));
        RpcPipe.bind(script, RpcInterface.WINREG);
        byte[] ours = script.requests.get(0);
        byte[] theirs = BIND.block("request pdu").get(0).clone();
        theirs[3] |= 0x10;
        int sizes = 16;
        int context = 24;
        assertThat(Arrays.copyOf(ours, sizes)).isEqualTo(Arrays.copyOf(theirs, sizes));
        assertThat(Arrays.copyOfRange(ours, context, ours.length))
                .isEqualTo(Arrays.copyOfRange(theirs, context, theirs.length));
    }

    @Test
    void largeRequestIsSentInFragmentsThatOneServerTook() {
        Script script = new Script(65_536)
                .then(numbered(BIND, 1))
                .then(numbered(
                        Capture.of("samba-python/winreg-22-SetValue.set-value-large-reg-binary-of-20000-bytes"), 2));
        RpcPipe pipe = RpcPipe.bind(script, RpcInterface.WINREG);
        assertThat(pipe.call(Winreg.setValue(RpcHandle.of(new byte[RpcHandle.SIZE]), "large", 3, new byte[20_000]))
                        .isSuccess())
                .isTrue();
        assertThat(script.requests).hasSize(6);
        assertThat(script.requests.stream().skip(1))
                .allSatisfy(pdu -> assertThat(pdu).hasSizeLessThanOrEqualTo(4280));
    }

    @Test
    void faultSaysWhy() {
        Capture fault = Capture.of("impacket/winreg-200-unknown.a-call-number-that-the-interface-does-not-have");
        RpcException thrown = catchThrowableOfType(RpcException.class, () -> ask(script(65_536, fault)));
        assertThat(thrown.kind()).isEqualTo(Kind.FAULT);
        assertThat(fault.said("result")).contains(Integer.toHexString(thrown.status()));
    }

    @Test
    void interfaceThatTheServerDoesNotHaveIsRefused() {
        Capture refused = Capture.of("impacket/12345678-1234-abcd-ef00-0123456789ac-bind");
        assertThatThrownBy(() -> RpcPipe.bind(new Script(65_536).then(numbered(refused, 1)), RpcInterface.WINREG))
                .isInstanceOfSatisfying(
                        RpcException.class, thrown -> assertThat(thrown.kind()).isEqualTo(Kind.BIND_REFUSED));
    }

    @Test
    void answerCutOffAnywhereIsNoAnswer() {
        byte[] whole = numbered(SMALL, 2).get(0);
        for (int length = 0; length < whole.length; length++) {
            Script cut = new Script(65_536).then(numbered(BIND, 1)).then(List.of(Arrays.copyOf(whole, length)));
            assertThatThrownBy(() -> ask(cut))
                    .as("cut off after " + length)
                    .isInstanceOfSatisfying(
                            RpcException.class,
                            thrown -> assertThat(thrown.kind()).isEqualTo(Kind.MALFORMED));
        }
    }

    @Test
    void answerToAnotherCallIsNoAnswer() {
        Script other = new Script(65_536).then(numbered(BIND, 1)).then(numbered(SMALL, 3));
        assertThatThrownBy(() -> ask(other))
                .isInstanceOf(RpcException.class)
                .hasMessage("no header of an answer to call [2]");
    }

    @Test
    void serverThatSendsFragmentsWithoutEndIsCutOff() {
        byte[] empty = Arrays.copyOf(numbered(SMALL, 2).get(0), 24);
        empty[3] = 1; // the first, not the last
        empty[8] = 24;
        Script endless = new Script(65_536).then(numbered(BIND, 1)).then(List.of(empty, empty, empty));
        assertThatThrownBy(() -> ask(endless))
                .isInstanceOf(RpcException.class)
                .hasMessage("an empty fragment before the last");
    }
}
