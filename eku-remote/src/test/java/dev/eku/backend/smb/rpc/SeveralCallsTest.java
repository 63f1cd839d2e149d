package dev.eku.backend.smb.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.backend.smb.rpc.RpcException.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several calls under way on one pipe, whatever the server makes of them: the same answers as call by call. */
class SeveralCallsTest {
    private static final int FAULTING = 13;
    private static final int FRAGMENT = 1_024;

    /** A server that answers each call with its number, repeated, and in the order that chance gives. */
    private static final class Line implements RpcTransport {
        final List<String> traffic = new ArrayList<>();
        private final Random random;
        private final boolean echoes;
        private final double busy;
        /** The messages of each call under way. */
        private final List<Deque<byte[]>> underWay = new ArrayList<>();

        private int asked;

        Line(Random random, boolean echoes, double busy) {
            this.random = random;
            this.echoes = echoes;
            this.busy = busy;
        }

        @Override
        public void send(byte[] message) {
            traffic.add("send");
            underWay.add(answer(message));
        }

        @Override
        public byte[] exchange(byte[] message) {
            if (message[2] == 11) {
                return bound(message);
            }
            traffic.add("exchange");
            underWay.add(answer(message));
            return next();
        }

        @Override
        public Optional<Supplier<BitSet>> post(List<byte[]> messages) {
            traffic.add("post " + messages.size());
            asked += messages.size();
            BitSet refused = new BitSet();
            for (int i = 0; i < messages.size(); i++) {
                if (i > 0 && random.nextDouble() < busy) {
                    refused.set(i);
                } else {
                    underWay.add(answer(messages.get(i)));
                }
            }
            Collections.shuffle(underWay, random);
            return Optional.of(() -> refused);
        }

        @Override
        public byte[] receive() {
            asked = Math.max(0, asked - 1);
            return next();
        }

        /** Fragments of two answers may alternate. */
        private byte[] next() {
            if (underWay.isEmpty()) {
                return new byte[0];
            }
            Deque<byte[]> answer = underWay.get(random.nextInt(underWay.size()));
            byte[] message = answer.remove();
            if (answer.isEmpty()) {
                underWay.remove(answer);
            }
            return message;
        }

        private byte[] bound(byte[] bind) {
            ByteBuffer ack = ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN);
            int flags = 3 | (echoes ? bind[3] & 0x10 : 0);
            ack.put(new byte[] {5, 0, 12, (byte) flags, 0x10, 0, 0, 0});
            ack.putShort((short) 60).putShort((short) 0).putInt(1);
            ack.putShort((short) 4280).putShort((short) 4280).putInt(1);
            ack.putShort((short) 4).put(new byte[6]).putInt(1);
            return ack.array();
        }

        private static Deque<byte[]> answer(byte[] request) {
            ByteBuffer asked = ByteBuffer.wrap(request).order(ByteOrder.LITTLE_ENDIAN);
            int id = asked.getInt(12);
            int number = asked.getInt(24);
            int words = asked.getInt(28);
            if (number % 17 == FAULTING) {
                return new ArrayDeque<>(List.of(pdu(3, 3, id, new byte[] {5, 0, 0, 0, 0, 0, 0, 0})));
            }
            ByteBuffer stub = ByteBuffer.allocate(4 * words + 4).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < words; i++) {
                stub.putInt(number);
            }
            Deque<byte[]> fragments = new ArrayDeque<>();
            for (int from = 0; from < stub.capacity(); from += FRAGMENT) {
                int to = Math.min(stub.capacity(), from + FRAGMENT);
                int flags = (from == 0 ? 1 : 0) | (to == stub.capacity() ? 2 : 0);
                fragments.add(pdu(2, flags, id, Arrays.copyOfRange(stub.array(), from, to)));
            }
            return fragments;
        }

        private static byte[] pdu(int type, int flags, int id, byte[] stub) {
            ByteBuffer pdu = ByteBuffer.allocate(24 + stub.length).order(ByteOrder.LITTLE_ENDIAN);
            pdu.put(new byte[] {5, 0, (byte) type, (byte) flags, 0x10, 0, 0, 0});
            pdu.putShort((short) pdu.capacity()).putShort((short) 0).putInt(id);
            pdu.putInt(stub.length).putInt(0).put(stub);
            return pdu.array();
        }
    }

    private static RpcCall<List<Integer>> call(int number, int words) {
        return new RpcCall<>("call", 1, new NdrWriter().u32(number).u32(words), answer -> {
            List<Integer> told = new ArrayList<>();
            for (int i = 0; i < words; i++) {
                told.add(answer.u32());
            }
            return told;
        });
    }

    private static void assertAnswered(List<RpcCall<List<Integer>>> calls, List<Supplier<Object>> answers, int first) {
        for (int i = 0; i < answers.size(); i++) {
            int number = first + i;
            if (number % 17 == FAULTING) {
                Supplier<Object> refused = answers.get(i);
                assertThatThrownBy(refused::get)
                        .isInstanceOfSatisfying(
                                RpcException.class,
                                fault -> assertThat(fault.kind()).isEqualTo(Kind.FAULT));
            } else {
                RpcCall.Answer<?> answer = (RpcCall.Answer<?>) answers.get(i).get();
                assertThat((List<?>) answer.content())
                        .isNotEmpty()
                        .allSatisfy(told -> assertThat(told).isEqualTo(number));
            }
        }
        assertThat(calls).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "true, 0.3", "true, 1", "false, 0"})
    void answersAreTheSameHoweverTheServerTakesTheCalls(boolean echoes, double busy) {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Line line = new Line(random, echoes, busy);
            RpcPipe pipe = RpcPipe.bind(line, RpcInterface.WINREG);
            int number = 0;
            for (int round = 0; round < 4; round++) {
                List<RpcCall<List<Integer>>> calls = new ArrayList<>();
                for (int i = 0; i < 1 + random.nextInt(40); i++) {
                    calls.add(call(number + i, 1 + random.nextInt(random.nextInt(4) == 0 ? 2_000 : 20)));
                }
                RpcPipe.Started started = pipe.start(calls);
                assertThat(started.count()).isBetween(1, Math.min(32, calls.size()));
                assertAnswered(calls, started.finish(), number);
                assertThat(line.underWay).as("left behind").isEmpty();
                number += calls.size();
            }
        }
    }

    @Test
    void serverThatDoesNotEchoGetsOneCallAtATime() {
        Line line = new Line(new Random(1), false, 0);
        RpcPipe pipe = RpcPipe.bind(line, RpcInterface.WINREG);
        assertThat(pipe.start(List.of(call(1, 1), call(2, 1))).count()).isEqualTo(1);
    }

    @Test
    void serverThatEchoesWhatWasNotOfferedGetsOneCallAtATime() {
        Line line = new Line(new Random(1), true, 0);
        RpcPipe pipe = RpcPipe.bindLater(line, RpcInterface.WINREG, false).get();
        assertThat(pipe.start(List.of(call(1, 1), call(2, 1))).count()).isEqualTo(1);
    }

    /** As a pipe of Windows is believed to do while another request waits. */
    @Test
    void serverThatIsBusyGetsOneCallAtATimeFromThenOn() {
        Line line = new Line(new Random(1), true, 1);
        RpcPipe pipe = RpcPipe.bind(line, RpcInterface.WINREG);
        List<RpcCall<List<Integer>>> calls = List.of(call(1, 1), call(2, 1), call(3, 1));

        RpcPipe.Started started = pipe.start(calls);
        assertAnswered(calls, started.finish(), 1);
        assertThat(line.traffic).containsExactly("post 3", "send", "send");

        assertThat(pipe.start(calls).count()).isEqualTo(1);
    }

    @Test
    void atMost32CallsAreUnderWay() {
        Line line = new Line(new Random(1), true, 0);
        RpcPipe pipe = RpcPipe.bind(line, RpcInterface.WINREG);
        List<RpcCall<List<Integer>>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(call(i, 1));
        }
        assertThat(pipe.start(calls).count()).isEqualTo(32);
        assertThat(line.traffic).containsExactly("post 32");
    }

    @Test
    void answerToNoCallUnderWayEndsTheUseOfThePipe() {
        Line line = new Line(new Random(1), true, 0);
        RpcPipe pipe = RpcPipe.bind(line, RpcInterface.WINREG);
        RpcPipe.Started started = pipe.start(List.of(call(1, 1), call(2, 1)));
        line.underWay.get(0).element()[12] = 99;
        line.underWay.get(1).element()[12] = 99;
        assertThatThrownBy(started::finish)
                .isInstanceOfSatisfying(
                        RpcException.class, thrown -> assertThat(thrown.kind()).isEqualTo(Kind.MALFORMED));
    }

    /** However the answers are spoiled, the failure is the documented one. */
    @Test
    void spoiledAnswersNeverCauseAnotherException() {
        int inputs = Integer.getInteger("eku.fuzzInputs", 100_000) / 10;
        for (int seed = 0; seed < inputs; seed++) {
            Random random = new Random(seed);
            Line line = new Line(random, true, random.nextInt(2) * 0.3);
            RpcPipe pipe = RpcPipe.bind(line, RpcInterface.WINREG);
            RpcPipe.Started started = pipe.start(List.of(call(1, 3), call(2, 400), call(3, 3)));
            for (Deque<byte[]> answer : line.underWay) {
                byte[] message = answer.remove();
                message[random.nextInt(message.length)] ^= (byte) (1 << random.nextInt(8));
                answer.addFirst(
                        random.nextInt(4) == 0 ? Arrays.copyOf(message, random.nextInt(message.length)) : message);
            }
            try {
                for (Supplier<Object> answer : started.finish()) {
                    assertThat(answer.get()).isNotNull();
                }
            } catch (RpcException documented) {
                assertThat(documented.kind()).isNotNull();
            }
        }
    }
}
