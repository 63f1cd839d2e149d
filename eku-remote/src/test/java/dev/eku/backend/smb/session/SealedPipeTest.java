package dev.eku.backend.smb.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import dev.eku.backend.smb.rpc.Eventlog;
import dev.eku.backend.smb.rpc.RpcCall;
import dev.eku.backend.smb.rpc.RpcException;
import dev.eku.backend.smb.rpc.RpcException.Kind;
import dev.eku.backend.smb.rpc.RpcHandle;
import dev.eku.backend.smb.rpc.RpcInterface;
import dev.eku.backend.smb.rpc.RpcPipe;
import dev.eku.contract.SpoiledInputs;
import dev.eku.host.HostAccess;
import dev.eku.host.HostRef;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls over a pipe that is sealed by NTLM, with a server that checks all of it, and with others that lie. */
class SealedPipeTest {
    /** What the first inputs make the JVM load is less. */
    private static final long MOST_AT_LEAST = 16_000_000;

    private static final long MOST_PER_BYTE = 100;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final RpcCall<Integer> COUNT = Eventlog.count(RpcHandle.of(new byte[20]));
    private static final int WHOLE = 4096;

    private static byte[] numbers(int... numbers) {
        ByteBuffer out = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(numbers).forEach(out::putInt);
        return out.array();
    }

    private static SealedLine line(UnaryOperator<List<byte[]>> change) {
        return new SealedLine(NtlmServer.FLAGS, List.of(numbers(7, 0), numbers(8, 0), numbers(9, 0)), WHOLE, change);
    }

    private static RpcPipe bind(SealedLine line) {
        SmbErrors place = SmbErrors.of(HostRef.parse("smb://fe01"));
        SmbFailures failures = new SmbFailures(place, HostAccess.as(Optional.of(SealedLine.USER)));
        return RpcPipe.bind(
                line, RpcInterface.EVENTLOG, new NtlmSecurity(new PasswordLogon(SealedLine.USER, failures).context()));
    }

    private static RpcException failure(SealedLine line) {
        return catchThrowableOfType(RpcException.class, () -> {
            RpcPipe pipe = bind(line);
            pipe.call(COUNT);
            pipe.call(COUNT);
        });
    }

    @Test
    void callsAreSealedAndSoAreTheirAnswers() {
        SealedLine line = line(answer -> answer);
        RpcPipe pipe = bind(line);
        assertThat(pipe.call(COUNT).content()).isEqualTo(7);
        assertThat(pipe.call(COUNT).content()).isEqualTo(8);
        assertThat(line.asked).hasSize(2).allSatisfy(stub -> assertThat(stub).isEqualTo(COUNT.stub()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 60, 4224})
    void answerInFragmentsIsPutTogether(int most) {
        byte[] content = new byte[4 + 9000 + 12];
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putInt(9000);
        SealedLine line = new SealedLine(NtlmServer.FLAGS, List.of(content), most, answer -> answer);
        assertThat(bind(line)
                        .call(Eventlog.read(RpcHandle.of(new byte[20]), 1, false, 9000))
                        .content()
                        .all())
                .isEmpty();
    }

    /** An answer to the first call that differs in any bit, apart from what is told to nobody. */
    @Test
    void anyOtherBitEndsThePipe() {
        int size = 24 + 16 + 8 + 16;
        for (int bit = 0; bit < size * 8; bit++) {
            int flipped = bit;
            int[] answers = new int[1];
            SealedLine line = line(answer -> {
                if (answers[0]++ == 1) {
                    answer.get(0)[flipped / 8] ^= (byte) (1 << (flipped % 8));
                }
                return answer;
            });
            assertThat(failure(line)).as("bit " + bit).isNotNull();
        }
    }

    @Test
    void contentThatWasChangedIsCalledSo() {
        int[] answers = new int[1];
        SealedLine line = line(answer -> {
            answer.get(0)[30] ^= (byte) answers[0]++;
            return answer;
        });
        assertThat(failure(line).kind()).isEqualTo(Kind.TAMPERED);
    }

    /** Answers to the same call, but of another place in the order. */
    @Test
    void answerThatWasSentBeforeOrIsMissingEndsThePipe() {
        List<byte[]> sent = new ArrayList<>();
        SealedLine repeating = line(answer -> {
            sent.add(answer.get(0));
            byte[] before = sent.get(sent.size() == 3 ? 1 : sent.size() - 1).clone();
            before[12] = (byte) sent.size();
            return List.of(before);
        });
        assertThat(failure(repeating).kind()).isEqualTo(Kind.TAMPERED);

        byte[] content = new byte[4 + 64 + 12];
        content[0] = 64;
        SealedLine losing = new SealedLine(
                NtlmServer.FLAGS,
                List.of(content),
                16,
                answer -> answer.size() > 2 ? List.of(answer.get(0), answer.get(2)) : answer);
        RpcException lost = catchThrowableOfType(
                RpcException.class, () -> bind(losing).call(Eventlog.read(RpcHandle.of(new byte[20]), 1, false, 64)));
        assertThat(lost.kind()).isEqualTo(Kind.TAMPERED);
    }

    @Test
    void answerWithoutASignatureEndsThePipe() {
        int[] answers = new int[1];
        SealedLine line = line(answer -> answers[0]++ == 0
                ? answer
                : List.of(ByteBuffer.wrap(Arrays.copyOf(answer.get(0), 32))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putShort(8, (short) 32)
                        .putShort(10, (short) 0)
                        .array()));
        assertThat(failure(line).kind()).isEqualTo(Kind.TAMPERED);
    }

    /** Without 128 bits, key exchange, extended security, encryption, signatures. */
    @ParameterizedTest
    @ValueSource(ints = {0x2000_0000, 0x4000_0000, 0x0008_0000, 0x20, 0x10})
    void serverThatDoesNotEncryptIsAskedNothing(int missing) {
        SealedLine line = new SealedLine(NtlmServer.FLAGS & ~missing, List.of(), WHOLE, answer -> answer);
        assertThat(failure(line).kind()).isEqualTo(Kind.NOT_SEALED);
        assertThat(line.asked).isEmpty();
    }

    @Test
    void serverWithoutNtlmIsAskedNothing() {
        SealedLine line = line(answer -> List.of(ByteBuffer.wrap(Arrays.copyOf(answer.get(0), 56))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(8, (short) 56)
                .putShort(10, (short) 0)
                .array()));
        assertThat(failure(line).kind()).isEqualTo(Kind.NOT_SEALED);
        assertThat(line.asked).isEmpty();
    }

    /** A server that does not believe us says so in the answer to the first call, without a signature. */
    @Test
    void faultIsReadWithoutASignature() {
        int[] answers = new int[1];
        SealedLine line = line(answer -> {
            ByteBuffer fault = ByteBuffer.wrap(Arrays.copyOf(answer.get(0), 32)).order(ByteOrder.LITTLE_ENDIAN);
            fault.put(2, (byte) 3).putShort(8, (short) 32).putShort(10, (short) 0);
            return answers[0]++ == 0 ? answer : List.of(fault.putInt(24, 5).array());
        });
        RpcException fault = failure(line);
        assertThat(fault.kind()).isEqualTo(Kind.FAULT);
        assertThat(fault.status()).isEqualTo(5);
    }

    /** Of a hundred thousand spoiled binds and answers none does more than end the pipe. */
    @Test
    void spoiledMessagesEndInTheDocumentedException() {
        Map<Kind, Integer> ends = new EnumMap<>(Kind.class);
        int[] read = new int[1];
        SpoiledInputs.each("SealedPipeTest", 100_000, (random, number) -> {
            int[] answers = new int[1];
            int spoiled = random.nextInt(3);
            SealedLine line = line(answer ->
                    answers[0]++ == spoiled ? List.of(SpoiledInputs.spoil(List.of(answer.get(0)), random)) : answer);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            try {
                RpcPipe pipe = bind(line);
                pipe.call(COUNT);
                pipe.call(COUNT);
                read[0]++;
            } catch (RpcException documented) {
                ends.merge(documented.kind(), 1, Integer::sum);
            } catch (IllegalStateException notAuthenticated) {
                // A right server refuses what was made of a spoiled challenge.
                assertThat(notAuthenticated).hasMessageStartingWith("a wrong ");
                assertThat(spoiled).isZero();
            }
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .as("allocated for " + line.given + " bytes")
                    .isLessThan(MOST_AT_LEAST + MOST_PER_BYTE * line.given);
        });
        System.out.println("SealedPipeTest: " + ends + ", " + read[0] + " read");
        assertThat(ends).containsKeys(Kind.MALFORMED, Kind.TAMPERED, Kind.NOT_SEALED);
    }
}
