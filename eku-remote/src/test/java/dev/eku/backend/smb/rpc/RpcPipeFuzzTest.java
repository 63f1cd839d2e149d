package dev.eku.backend.smb.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.eku.contract.SpoiledInputs;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Spoils what a real server sent through a pipe, PDU by PDU and with their order: nothing but an {@link RpcException}
 * may come of it, and no more is allocated than what was sent warrants. {@code -Deku.fuzzInputs=...} sets how many,
 * {@code -Deku.fuzzSeed=...} repeats a run.
 */
class RpcPipeFuzzTest {
    /** Every byte sent is copied a few times; what a count alone claims must not matter. */
    private static final long MOST_PER_BYTE = 32;

    /** What the first inputs make the JVM load is less. */
    private static final long MOST_AT_LEAST = 4 * 1024 * 1024;

    private static final int CALL_ID = 12;
    private static final int[] ODD = {0, 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0x0100_0000, 0xFFFF, 0x8000, 24, 16};

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final Capture BIND = Capture.of("impacket/winreg-bind");
    private static final List<Capture> ANSWERS = Capture.all().stream()
            .filter(capture -> !capture.said("call").equals("bind"))
            .toList();
    private static final List<Capture> SMALL = ANSWERS.stream()
            .filter(capture ->
                    capture.responsePdus().size() == 1 && capture.responsePdus().get(0).length < 1000)
            .toList();

    private static final RpcCall<?> ANY = Winreg.closeKey(RpcHandle.of(new byte[RpcHandle.SIZE]));

    /** Says what it was given, in messages; then it is silent. */
    private static final class Line implements RpcTransport {
        private final Deque<byte[]> messages;
        long given;

        Line(List<byte[]> messages) {
            this.messages = new ArrayDeque<>(messages);
        }

        @Override
        public void send(byte[] message) {}

        @Override
        public byte[] exchange(byte[] message) {
            return receive();
        }

        @Override
        public byte[] receive() {
            byte[] next = messages.isEmpty() ? new byte[0] : messages.remove();
            given += next.length;
            return next;
        }
    }

    @Test
    void spoiledPdusEndInTheDocumentedExceptionOrAreRead() {
        int inputs = SpoiledInputs.inputs(100_000);
        long seed = SpoiledInputs.seed();
        Random random = new Random(seed);
        Map<String, Integer> ends = new TreeMap<>();
        assertThat(SMALL).hasSizeGreaterThan(100);
        for (int input = 0; input < inputs; input++) {
            List<Capture> from = random.nextInt(200) == 0 ? ANSWERS : SMALL;
            Capture capture = from.get(random.nextInt(from.size()));
            Line line = new Line(spoil(capture, random));
            long before = THREADS.getCurrentThreadAllocatedBytes();
            String end = end(line, capture, "seed " + seed + ", input " + input + " from " + capture);
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            if (allocated > MOST_AT_LEAST + MOST_PER_BYTE * line.given) {
                throw new AssertionError("seed " + seed + ", input " + input + " from " + capture + ": " + allocated
                        + " bytes allocated for " + line.given);
            }
            ends.merge(end, 1, Integer::sum);
        }
        System.out.println("RpcPipeFuzzTest: seed " + seed + ": " + inputs + " spoiled exchanges: " + ends);
        assertThat(ends.keySet()).containsExactly("BIND_REFUSED", "FAULT", "MALFORMED", "READ");
    }

    /** The kind of the exception, or that the answer is read. */
    private static String end(Line line, Capture capture, String input) {
        try {
            RpcPipe pipe = RpcPipe.bind(line, RpcInterface.WINREG);
            pipe.call(CapturedCallsTest.CALLS.getOrDefault(CapturedCallsTest.key(capture), ANY));
            return "READ";
        } catch (RpcException documented) {
            return documented.kind().name();
        } catch (RuntimeException | Error other) {
            throw new AssertionError(input, other);
        }
    }

    /** The bind's answer and the call's, one of them spoiled, or their order, or both. */
    private static List<byte[]> spoil(Capture capture, Random random) {
        List<byte[]> pdus = new ArrayList<>();
        pdus.add(numbered(BIND.responsePdus().get(0), 1));
        capture.responsePdus().forEach(pdu -> pdus.add(numbered(pdu, 2)));
        // Most of them behind the bind: what is spoiled there decides little, and early.
        int first = random.nextInt(4) == 0 ? 0 : 1;
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = first + random.nextInt(pdus.size() - first);
            byte[] pdu = pdus.get(at);
            switch (random.nextInt(8)) {
                case 0, 1 -> pdus.set(at, flipped(pdu, random));
                case 2 -> pdus.set(at, numberSet(pdu, random));
                case 3 -> pdus.set(at, Arrays.copyOf(pdu, random.nextInt(pdu.length + 1)));
                case 4 -> pdus.set(at, Arrays.copyOf(pdu, pdu.length + random.nextInt(64)));
                case 5 -> pdus.add(at, pdus.get(random.nextInt(pdus.size())).clone());
                case 6 -> pdus.set(at, spliced(pdu, random));
                default -> pdus.set(at, typed(pdu, random));
            }
        }
        if (random.nextInt(10) == 0) {
            cutInTwo(pdus, random);
        }
        return pdus;
    }

    private static byte[] numbered(byte[] pdu, int id) {
        byte[] copy = pdu.clone();
        copy[CALL_ID] = (byte) id;
        return copy;
    }

    private static byte[] flipped(byte[] pdu, Random random) {
        byte[] copy = pdu.clone();
        if (copy.length > 0) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private static byte[] numberSet(byte[] pdu, Random random) {
        byte[] copy = pdu.clone();
        int number = ODD[random.nextInt(ODD.length)];
        int at = 2 * random.nextInt(copy.length / 2 + 1);
        for (int i = 0; i < 4 && at + i < copy.length; i++) {
            copy[at + i] = (byte) (number >>> (8 * i));
        }
        return copy;
    }

    /** The start of one PDU and the end of another. */
    private static byte[] spliced(byte[] pdu, Random random) {
        byte[] other = Objects.requireNonNull(
                SMALL.get(random.nextInt(SMALL.size())).responsePdus().get(0));
        int kept = random.nextInt(pdu.length + 1);
        int from = random.nextInt(other.length);
        byte[] both = Arrays.copyOf(pdu, kept + other.length - from);
        System.arraycopy(other, from, both, kept, other.length - from);
        return both;
    }

    /** Of another type, or with other flags. */
    private static byte[] typed(byte[] pdu, Random random) {
        byte[] copy = pdu.clone();
        if (copy.length > 3) {
            copy[2 + random.nextInt(2)] = (byte) random.nextInt(16);
        }
        return copy;
    }

    private static void cutInTwo(List<byte[]> pdus, Random random) {
        int at = random.nextInt(pdus.size());
        byte[] whole = pdus.get(at);
        if (whole.length > 1) {
            int cut = 1 + random.nextInt(whole.length - 1);
            pdus.set(at, Arrays.copyOf(whole, cut));
            pdus.add(at + 1, Arrays.copyOfRange(whole, cut, whole.length));
        }
    }
}
