package dev.eku.backend.windows;

import static dev.eku.registry.RegistryView.VIEW_32;
import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.host.Host;
import dev.eku.host.Hosts;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.Registry.Disposition;
import dev.eku.registry.RegistryValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * What the contract cannot ask: several callers at once, what other programs see, what is left behind in our own
 * process.
 */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "needs Windows or Wine: eku-core/src/lab/contracts.sh")
final class WindowsRegistryIT {
    private static final KeyPath KEY = KeyPath.of("SOFTWARE", "eku tests", "registry");

    private final Host host = Hosts.open("local:");
    private final Registry registry = host.registry();

    @AfterEach
    void tidy() {
        registry.deleteKey(VIEW_64, KEY.child("lock"));
        registry.deleteKey(VIEW_64, KEY);
        registry.deleteKey(VIEW_32, KEY);
        host.close();
    }

    /** The lock of a host rests on this. */
    @Test
    void ofManyCallersAtOnceOneIsToldThatItCreatedTheKey() throws Exception {
        int callers = 8;
        registry.createKey(VIEW_64, KEY);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            for (int round = 0; round < 50; round++) {
                CyclicBarrier together = new CyclicBarrier(callers);
                Callable<Disposition> creates = () -> {
                    together.await();
                    return registry.createKey(VIEW_64, KEY.child("lock"));
                };
                int created = 0;
                for (Future<Disposition> answer : threads.invokeAll(
                        IntStream.range(0, callers).mapToObj(i -> creates).toList())) {
                    created += answer.get() == Disposition.CREATED ? 1 : 0;
                }
                assertThat(created).as("round %s", round).isEqualTo(1);
                assertThat(registry.deleteKey(VIEW_64, KEY.child("lock"))).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void noHandleIsLeftOpen() {
        useEverything();
        int before = WindowsLab.handles();

        for (int i = 0; i < 200; i++) {
            useEverything();
        }

        // Not exactly equal: the JVM opens and closes handles of its own. 200 rounds of 12 calls would show.
        assertThat(WindowsLab.handles()).isLessThan(before + 50);
    }

    private void useEverything() {
        registry.createKey(VIEW_64, KEY);
        registry.setValue(VIEW_64, KEY, "v", RegistryValue.dword(1));
        registry.value(VIEW_64, KEY, "v");
        registry.value(VIEW_64, KEY.child("missing"), "v");
        registry.read(VIEW_64, KEY);
        registry.flush(VIEW_64, KEY);
        registry.writable(VIEW_64, KEY.child("missing"));
        registry.deleteValue(VIEW_64, KEY, "v");
        registry.deleteKey(VIEW_64, KEY);
        host.services().config(dev.eku.service.ServiceName.of("EkuNoSuchService"));
        host.files().isFile("C:\\windows\\no such file");
    }

    @Test
    void otherProgramsSeeWhatWeWrite() throws IOException, InterruptedException {
        String name = "C:\\Program Files\\\u4f1a\u8b70\\DATAMCUSVC.exe";
        registry.createKey(VIEW_64, KEY);
        registry.setValue(VIEW_64, KEY, name, RegistryValue.dword(0));

        assertThat(query(name, "/reg:64")).isZero();
        assertThat(query(name, "/reg:32")).isEqualTo(1);
        assertThat(query(name + "x", "/reg:64")).isEqualTo(1);
    }

    private static int query(String name, String view) throws IOException, InterruptedException {
        return WindowsLab.run("reg.exe", "query", KEY.toString(), "/v", name, view);
    }

    @Test
    void weSeeWhatOtherProgramsWrite() throws IOException, InterruptedException {
        String name = "C:\\Program Files\\App\\a.exe";
        String[] add = {"reg.exe", "add", KEY.toString(), "/v", name, "/t", "REG_DWORD", "/d", "7", "/f", "/reg:32"};
        assertThat(WindowsLab.run(add)).isZero();

        assertThat(registry.value(VIEW_32, KEY, name)).contains(RegistryValue.dword(7));
        assertThat(registry.value(VIEW_64, KEY, name)).isEmpty();
    }

    /** A megabyte, to go through several sizes of the buffer. */
    @Test
    void aLargeValueIsReadWhole() {
        byte[] bytes = new byte[1 << 20];
        bytes[bytes.length - 1] = 1;
        registry.createKey(VIEW_64, KEY);
        registry.setValue(VIEW_64, KEY, "large", RegistryValue.binary(bytes));

        assertThat(registry.value(VIEW_64, KEY, "large")).contains(RegistryValue.binary(bytes));
        assertThat(registry.read(VIEW_64, KEY).flatMap(contents -> contents.value("large")))
                .contains(RegistryValue.binary(bytes));
    }

    /** Lone surrogates are legal in the registry and in a Java string, but in no charset. */
    @Test
    void aNameThatIsNoValidUtf16IsKept() {
        String name = "lone \ud800 surrogate";
        registry.createKey(VIEW_64, KEY);
        registry.setValue(VIEW_64, KEY, name, RegistryValue.dword(1));

        assertThat(registry.value(VIEW_64, KEY, name)).contains(RegistryValue.dword(1));
        assertThat(registry.read(VIEW_64, KEY).orElseThrow().values().get(0).name())
                .isEqualTo(name);
    }

    @Test
    void aFailureIsInOurWordsWhateverTheLanguageOfTheMachine() {
        registry.createKey(VIEW_64, KEY);
        assertThatThrownBy(() -> registry.setValue(VIEW_64, KEY.child("missing"), "v", RegistryValue.dword(1)))
                .hasMessageStartingWith(
                        "WIN32_FAILURE: RegOpenKeyEx failed on local: 64-bit HKLM\\SOFTWARE\\eku tests\\registry\\missing:"
                                + " ERROR_FILE_NOT_FOUND (2)")
                .satisfies(failure -> assertThat(
                                StandardCharsets.US_ASCII.newEncoder().canEncode(failure.toString()))
                        .isTrue());
    }

    @Test
    void lastWrittenIsNow() {
        registry.createKey(VIEW_64, KEY);
        registry.setValue(VIEW_64, KEY, "v", RegistryValue.dword(1));

        assertThat(Optional.of(
                        registry.read(VIEW_64, KEY).orElseThrow().lastWritten().orElseThrow()))
                .hasValueSatisfying(written -> assertThat(written)
                        .isBetween(
                                host.clock().now().minusSeconds(10),
                                host.clock().now().plusSeconds(10)));
    }
}
