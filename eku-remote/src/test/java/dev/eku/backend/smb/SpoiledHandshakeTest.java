package dev.eku.backend.smb;

import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.backend.smb.FakeServer.Script;
import dev.eku.contract.SpoiledInputs;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.registry.KeyPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What a server says before anything is signed, spoiled: anybody may say that, so it is the library's decoders that are
 * tried. {@code -Deku.fuzzInputs=...} sets how many for 100,000 of others, {@code -Deku.fuzzSeed=...} repeats a run.
 */
class SpoiledHandshakeTest {
    private static final List<String> UNPROTECTED = List.of("negotiate", "setup 1", "setup 2");
    private static final int AT_ONCE = 16;
    private static final int[] ODD = {0, 1, 0x7F, 0x80, 0xFF, 0x30, 0x60, 0xA1};

    @Test
    void spoiledHandshakeEndsWellOrInOneError() throws InterruptedException {
        int handshakes = SpoiledInputs.inputs(400);
        long seed = SpoiledInputs.seed();
        Random random = new Random(seed);
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<String>> ends = new ArrayList<>();
            for (int i = 0; i < handshakes; i++) {
                String at = UNPROTECTED.get(random.nextInt(UNPROTECTED.size()));
                long own = random.nextLong();
                Script script = (asked, message, usual) ->
                        asked.equals(at) ? usual.with(bytes -> spoiled(bytes, new Random(own))) : usual;
                ends.add(workers.submit(() -> end(script)));
            }
            Map<String, Integer> counts = new TreeMap<>();
            for (int i = 0; i < handshakes; i++) {
                try {
                    counts.merge(ends.get(i).get(), 1, Integer::sum);
                } catch (ExecutionException other) {
                    throw new AssertionError("seed " + seed + ", handshake " + i, other.getCause());
                }
            }
            System.out.println("SpoiledHandshakeTest: seed " + seed + ": " + counts);
            assertThat(counts.keySet())
                    .contains("HOST_UNREACHABLE", "READ")
                    .isSubsetOf(
                            "READ",
                            ErrorCode.HOST_UNREACHABLE.name(),
                            ErrorCode.ACCESS_DENIED.name(),
                            ErrorCode.UNSUPPORTED.name());
        } finally {
            workers.shutdownNow();
        }
    }

    /** The code of the error, or that a value was read. Only the documented exception is caught. */
    private static String end(Script script) {
        try (FakeServer server = FakeServer.start(script)) {
            try (Host host = server.open()) {
                host.registry().value(VIEW_64, KeyPath.of("SOFTWARE"), "v");
                return "READ";
            } catch (EkuException documented) {
                assertThat(documented.getMessage()).contains("Cause: ", "Next: ");
                return documented.code().name();
            }
        }
    }

    private static byte[] spoiled(byte[] message, Random random) {
        byte[] spoiled = message.clone();
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            // The number of the message decides nothing but whether it is waited for.
            int at = random.nextInt(4) == 0 ? random.nextInt(24) : 32 + random.nextInt(message.length - 32);
            switch (random.nextInt(4)) {
                case 0 -> spoiled[at % spoiled.length] = (byte) ODD[random.nextInt(ODD.length)];
                case 1 -> spoiled[at % spoiled.length] = (byte) random.nextInt();
                case 2 -> spoiled[at % spoiled.length] ^= (byte) (1 << random.nextInt(8));
                default -> spoiled = Arrays.copyOf(spoiled, Math.max(40, at));
            }
        }
        return spoiled;
    }
}
