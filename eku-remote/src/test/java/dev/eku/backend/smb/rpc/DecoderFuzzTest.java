package dev.eku.backend.smb.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.contract.SpoiledInputs;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Spoils the answers of a real server and reads them: nothing but an {@link RpcException} may come of it. {@code
 * -Deku.fuzzInputs=...} sets how many, {@code -Deku.fuzzSeed=...} repeats a run.
 */
class DecoderFuzzTest {
    private static final int[] ODD = {0, 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0xFFFF_FFFE, 0x1000_0000, 3};

    @Test
    void spoiledAnswerEndsInTheDocumentedExceptionOrIsRead() {
        int inputs = SpoiledInputs.inputs(100_000);
        long seed = SpoiledInputs.seed();
        Random random = new Random(seed);
        List<Capture> answers = CapturedCallsTest.answers();
        int refused = 0;
        for (int input = 0; input < inputs; input++) {
            Capture capture = answers.get(random.nextInt(answers.size()));
            // An answer to another call now and then: a server that mixes them up.
            Capture asked = random.nextInt(20) == 0 ? answers.get(random.nextInt(answers.size())) : capture;
            byte[] spoiled = spoil(capture.response(), random);
            try {
                CapturedCallsTest.call(asked).decode(spoiled);
            } catch (RpcException documented) {
                assertThat(documented.kind()).isEqualTo(RpcException.Kind.MALFORMED);
                refused++;
            } catch (RuntimeException | Error other) {
                throw new AssertionError("seed " + seed + ", input " + input + " from " + capture, other);
            }
        }
        System.out.println(
                "DecoderFuzzTest: seed " + seed + ": " + inputs + " spoiled answers, " + refused + " refused");
        assertThat(refused).isBetween(inputs / 20, inputs);
    }

    private static byte[] spoil(byte[] answer, Random random) {
        byte[] spoiled = answer.clone();
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            if (spoiled.length == 0) {
                return spoiled;
            }
            int at = random.nextInt(spoiled.length);
            switch (random.nextInt(5)) {
                case 0 -> spoiled[at] = (byte) random.nextInt();
                case 1 -> spoiled[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> number(spoiled, at & ~3, ODD[random.nextInt(ODD.length)]);
                case 3 -> spoiled = Arrays.copyOf(spoiled, at);
                default -> spoiled = Arrays.copyOf(spoiled, spoiled.length + random.nextInt(64));
            }
        }
        return spoiled;
    }

    private static void number(byte[] bytes, int at, int number) {
        for (int i = 0; i < 4 && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (number >>> (8 * i));
        }
    }
}
