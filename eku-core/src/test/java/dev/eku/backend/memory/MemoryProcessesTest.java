package dev.eku.backend.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.contract.ProcessesContract;
import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.HostSnapshot;
import dev.eku.host.HostSnapshotFile;
import dev.eku.host.Processes;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The memory host's processes are a host's processes. */
final class MemoryProcessesTest implements ProcessesContract {
    private static final String FILE = "C:\\Program Files\\Some Product\\App Server.exe";
    private static final String SHORT = "C:\\PROGRA~1\\SOMEPR~1\\APPSER~1.EXE";
    private static final ServiceName APP = ServiceName.of("App");
    private static final KeyPath KEY = ServiceConfig.keyOf(APP);

    private final MemoryHost host = describe("\"" + SHORT + "\" -x").build();

    private static MemoryHostBuilder describe(String imagePath) {
        return MemoryHost.builder()
                .file(FILE, SHORT)
                .service(new ServiceConfig(
                        APP,
                        "An application",
                        imagePath,
                        ServiceConfig.StartType.AUTOMATIC,
                        0x10,
                        "LocalSystem",
                        List.of()));
    }

    @Override
    public Processes processes() {
        return host.processes().orElseThrow();
    }

    @Override
    public long running() {
        return process(host);
    }

    @Override
    public String file() {
        return FILE;
    }

    @Override
    public long ended() {
        long before = process(host);
        restart(host);
        return before;
    }

    private static long process(MemoryHost host) {
        return host.services().status(APP).processId().orElseThrow();
    }

    private static void restart(MemoryHost host) {
        host.services().command(APP, ServiceCommand.STOP);
        await(host, ServiceState.STOPPED);
        host.services().start(APP);
        await(host, ServiceState.RUNNING);
    }

    private static void await(MemoryHost host, ServiceState state) {
        while (host.services().status(APP).state() != state) {
            host.clock().sleep(Duration.ofSeconds(1));
        }
    }

    private static Optional<String> runs(MemoryHost host) {
        return host.processes().orElseThrow().imagePath(process(host));
    }

    private static KeyContents key(MemoryHost host) {
        return host.registry().read(RegistryView.VIEW_64, KEY).orElseThrow();
    }

    private static RegistryValue imagePath(MemoryHost host) {
        return host.registry().value(RegistryView.VIEW_64, KEY, "ImagePath").orElseThrow();
    }

    @Test
    void imagePathIsWhatALinkLeadsTo() {
        MemoryHost linked = describe("C:\\Current\\App Server.exe")
                .link("C:\\Current\\App Server.exe", FILE)
                .build();

        assertThat(runs(linked)).hasValue(FILE);
        assertThat(linked.files().isFile("C:\\Current\\App Server.exe")).isTrue();
        assertThat(linked.files().longPath("C:\\Current\\App Server.exe")).hasValue("C:\\Current\\App Server.exe");
        restart(linked);
        assertThat(runs(linked)).hasValue(FILE);
        assertThat(runs(MemoryHost.from(linked.snapshot()))).hasValue(FILE);
    }

    @Test
    void linkReadsAsWhatItLeadsTo() {
        MemoryHost linked = MemoryHost.builder()
                .file("D:\\a.exe", HostSnapshot.Content.of((byte) 1, (byte) 2))
                .link("C:\\a.exe", "D:\\a.exe")
                .build();

        assertThat(linked.files().read("C:\\a.exe", 2)).hasValue(new byte[] {1, 2});
        assertThat(linked.files().read("C:\\a.exe", 1, 5)).hasValue(new byte[] {2});
    }

    @Test
    void processGoesOnWithTheFileItWasStartedFromWhenItsServiceIsGivenAnother() {
        Instant setUp = key(host).lastWritten().orElseThrow();
        RegistryValue other = RegistryValue.string("C:\\Other\\b.exe");
        host.service("App").reconfigure(other);

        assertThat(host.services().config(APP).orElseThrow().imagePath()).isEqualTo("C:\\Other\\b.exe");
        assertThat(imagePath(host)).isEqualTo(other);
        assertThat(setUp).isBefore(host.services().status(APP).processStarted().orElseThrow());
        assertThat(key(host).lastWritten()).hasValue(host.clock().now());
        assertThat(runs(host)).hasValue(FILE);
        assertThat(runs(host.copy())).hasValue(FILE);
        assertThat(runs(MemoryHost.from(host.snapshot()))).hasValue(FILE);

        restart(host);
        assertThat(runs(host)).hasValue("C:\\Other\\b.exe");
    }

    @Test
    void processCanBeSaidToRunAnotherFile() {
        MemoryHost other =
                describe(FILE).running("App", "C:\\Old\\App Server.exe").build();

        assertThat(runs(other)).hasValue("C:\\Old\\App Server.exe");
        restart(other);
        assertThat(runs(other)).hasValue(FILE);
    }

    @Test
    void hostThatIsReachedOverANetworkTellsNoProcesses() {
        MemoryHost far = describe(FILE).processes(false).build();

        assertThat(far.processes()).isEmpty();
        assertThat(far.copy().processes()).isEmpty();
        assertThat(MemoryHost.from(far.snapshot()).processes()).isEmpty();
    }

    @Test
    void snapshotOfAnEarlierVersionTellsNoProcesses() {
        String text = HostSnapshotFile.print(host.snapshot()).replaceAll(",\\s*\"(processes|runs)\" : [^,\\r\\n]*", "");

        assertThat(text).doesNotContain("processes", "runs");
        assertThat(MemoryHost.from(HostSnapshotFile.parse(text, "old")).processes())
                .isEmpty();
    }

    @Test
    void processOfWhichASnapshotDoesNotTellWhatItRunsMayNotBeKnown() {
        HostSnapshot told = host.snapshot();
        HostSnapshot denied = new HostSnapshot(
                told.instant(),
                told.keys(),
                told.services().stream()
                        .map(service -> new HostSnapshot.StoredService(
                                service.config(), service.status(), service.controllable()))
                        .toList(),
                told.files(),
                told.logs(),
                told.cmdlets(),
                true);
        MemoryHost opened = MemoryHost.from(denied);

        assertThatThrownBy(() -> runs(opened))
                .isInstanceOfSatisfying(
                        Win32Exception.class,
                        refused -> assertThat(refused.error()).isEqualTo(Win32Error.ACCESS_DENIED));
        assertThat(opened.snapshot()).isEqualTo(denied);
    }

    @Test
    void keyOfAServiceFollowsHowItIsDescribed() {
        assertThat(imagePath(host)).isEqualTo(RegistryValue.expandString("\"" + SHORT + "\" -x"));
        MemoryHost manual = host.toBuilder()
                .startType("App", ServiceConfig.StartType.MANUAL)
                .build();
        assertThat(manual.registry().value(RegistryView.VIEW_64, KEY, "Start")).hasValue(RegistryValue.dword(3));
        assertThat(host.toBuilder().withoutService("App").build().registry().exists(RegistryView.VIEW_64, KEY))
                .isFalse();
    }

    /** Else a text that was expanded already would be taken for the one that was given. */
    @Test
    void keyThatASnapshotLacksIsNotMadeUp() {
        MemoryHost old = host.toBuilder()
                .withoutKey(RegistryView.VIEW_64, KEY)
                .startType("App", ServiceConfig.StartType.MANUAL)
                .build();

        assertThat(old.registry().exists(RegistryView.VIEW_64, KEY)).isFalse();
    }
}
