package dev.eku.backend.memory;

import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.eku.error.EkuException;
import dev.eku.host.Credentials;
import dev.eku.host.Host;
import dev.eku.host.HostAccess;
import dev.eku.host.HostRef;
import dev.eku.host.HostSnapshotFile;
import dev.eku.host.Hosts;
import dev.eku.host.Kerberos;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class MemoryHostProviderTest {
    private static final KeyPath KEY = KeyPath.of("SOFTWARE", "Vendor");
    private static final ServiceName DATA_MCU = ServiceName.of("RTCDATAMCU");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeSnapshot() throws IOException {
        file = folder.resolve("fe01.json");
        MemoryHost host = MemoryHost.skypeForBusiness2015FrontEnd().build();
        Files.writeString(file, HostSnapshotFile.print(host.snapshot()));
    }

    @Test
    void openFindsTheBackendByItsScheme() {
        try (Host host = open()) {
            assertThat(host).isInstanceOf(MemoryHost.class);
            assertThat(host.ref()).hasToString("memory:" + file);
            assertThat(host.services().config(DATA_MCU)).isPresent();
        }
    }

    @Test
    void nextRunGoesOnWhereThisOneEnded() {
        try (Host host = open()) {
            host.registry().createKey(VIEW_64, KEY);
            host.registry().setValue(VIEW_64, KEY, "日本語\\v", RegistryValue.of(55, new byte[] {1}));
            host.services().command(DATA_MCU, ServiceCommand.PAUSE);
            host.clock().sleep(Duration.ofHours(1));
        }
        try (Host host = open()) {
            assertThat(host.registry().value(VIEW_64, KEY, "日本語\\V")).contains(RegistryValue.of(55, new byte[] {1}));
            assertThat(host.services().status(DATA_MCU).state()).isEqualTo(ServiceState.PAUSED);
            assertThat(host.clock().now()).isEqualTo("2017-06-10T04:00:00Z");
        }
    }

    @Test
    void eachChangeIsInTheFileWhenItsCallReturns() {
        try (Host host = open()) {
            host.registry().createKey(VIEW_64, KEY);
            assertThat(HostSnapshotFile.read(file)).isEqualTo(((MemoryHost) host).snapshot());
            host.registry().setValue(VIEW_64, KEY, "v", RegistryValue.dword(0));
            assertThat(HostSnapshotFile.read(file)).isEqualTo(((MemoryHost) host).snapshot());
            host.services().command(DATA_MCU, ServiceCommand.STOP);
            assertThat(HostSnapshotFile.read(file)).isEqualTo(((MemoryHost) host).snapshot());
            host.clock().sleep(Duration.ofMinutes(1));
            assertThat(HostSnapshotFile.read(file)).isEqualTo(((MemoryHost) host).snapshot());
        }
    }

    @Test
    void killedRunLeavesTheHalfDoneStateAndFreesTheFile() {
        MemoryHost opened = (MemoryHost) open();
        MemoryHost run = opened.reconnect(Faults.killAt(2));
        run.registry().createKey(VIEW_64, KEY);
        assertThatThrownBy(() -> run.registry().setValue(VIEW_64, KEY, "v", RegistryValue.dword(0)))
                .isInstanceOf(RunKilled.class);
        opened.close();

        try (Host next = open()) {
            assertThat(next.registry().read(VIEW_64, KEY).orElseThrow().isEmpty())
                    .isTrue();
        }
    }

    @Test
    void runThatChangesNothingDoesNotTouchTheFile() throws IOException {
        FileTime longAgo = FileTime.fromMillis(1_000_000_000);
        Files.setLastModifiedTime(file, longAgo);
        byte[] before = Files.readAllBytes(file);

        try (Host host = open()) {
            host.registry().read(VIEW_64, KEY);
            host.services().status(DATA_MCU);
            host.files().isFile("C:\\a.exe");
        }

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(longAgo);
    }

    @Test
    void nothingIsLeftBesideTheFile() throws IOException {
        try (Host host = open()) {
            host.registry().createKey(VIEW_64, KEY);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void openRefusesAFileThatAnotherRunHas() {
        try (Host host = open()) {
            assertThat(host.ref().scheme()).isEqualTo("memory");
            assertThatThrownBy(this::open)
                    .isInstanceOf(EkuException.class)
                    .hasMessageStartingWith("FILE_FAILURE: the file " + file
                            + " cannot be read or written: another run has opened it (process "
                            + ProcessHandle.current().pid());
        }
        open().close();
    }

    /** A lock file that a killed run has left locks nothing. */
    @Test
    void openTakesAFileWhoseLockFileIsStale() throws IOException {
        Files.writeString(folder.resolve("fe01.json.lock"), "process 1");
        open().close();

        assertThat(folder.resolve("fe01.json.lock")).doesNotExist();
    }

    @Test
    void openRefusesAFileThatAnotherProcessHas() throws Exception {
        Process other = holder();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('!');
            assertThatThrownBy(this::open).hasMessageContaining("another run has opened it (process " + other.pid());
        } finally {
            other.destroyForcibly().waitFor();
        }
        try (Host host = open()) {
            assertThat(host.registry().read(VIEW_64, KEY))
                    .as("the killed process's change")
                    .isPresent();
        }
    }

    /** On Unix a process loses its lock when it closes any channel on the file, also one it opened in vain. */
    @Test
    void refusedSecondOpeningDoesNotLetAnotherProcessIn() throws Exception {
        try (Host host = open()) {
            assertThatThrownBy(this::open).hasMessageStartingWith("FILE_FAILURE");

            Process other = holder();
            assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("another run has opened it (process "
                            + ProcessHandle.current().pid());
            assertThat(other.waitFor()).isNotZero();
            assertThat(host.registry().read(VIEW_64, KEY)).isEmpty();
        }
    }

    private Process holder() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPathOf(Holder.class, Hosts.class, JSON.class, JsonFactory.class),
                        Holder.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
    }

    /** Opens a file, changes something, says so, and never ends. */
    static final class Holder {
        private Holder() {}

        @SuppressWarnings("resource") // never closed: to be killed
        public static void main(String[] arguments) throws IOException {
            Host host = Hosts.open("memory:" + arguments[0]);
            host.registry().createKey(VIEW_64, KEY);
            System.out.write('!');
            System.out.flush();
            System.in.read();
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a right of their own there")
    void openFollowsASymbolicLinkAndKeepsIt() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);
        try (Host host = Hosts.open("memory:" + link)) {
            host.registry().createKey(VIEW_64, KEY);
        }
        assertThat(link).isSymbolicLink();
        assertThat(HostSnapshotFile.read(file).keys())
                .anyMatch(key -> key.path().equals(KEY));
    }

    @Test
    void openTellsHowToMakeAFileThatIsMissing() {
        Path missing = folder.resolve("missing.json");

        assertThatThrownBy(() -> Hosts.open("memory:" + missing))
                .hasMessageStartingWith("FILE_FAILURE: the file " + missing
                        + " cannot be read or written: there is no such file; capture makes one");
        assertThat(folder).isDirectoryNotContaining("glob:**.lock");
    }

    @Test
    void openRefusesADamagedFileAndLetsGoOfIt() throws IOException {
        String good = Files.readString(file);
        for (String bad : List.of(
                good.substring(0, good.length() / 2),
                good.replaceFirst("\"cmdlets\"", "\"colour\" : 1, \"cmdlets\""),
                good.replaceFirst("\"name\" : \"Release\"", "\"name\" : \"INSTALL\""))) {
            Files.writeString(file, bad);
            assertThatThrownBy(this::open).hasMessageStartingWith("MALFORMED_FILE: " + file.toRealPath());
            assertThat(Files.readString(file)).isEqualTo(bad);
        }
        Files.writeString(file, good);
        open().close();
    }

    @Test
    void openGivesANewFrontEndForAProduct() {
        try (Host host = Hosts.open("memory:sfb-2015")) {
            assertThat(host.ref()).hasToString("memory:sfb-2015");
            assertThat(((MemoryHost) host).snapshot())
                    .isEqualTo(MemoryHost.skypeForBusiness2015FrontEnd().build().snapshot());
        }
        assertThatThrownBy(() -> Hosts.open("memory:fe01"))
                .hasMessageStartingWith("INVALID_PARAMETER: the host memory:fe01 cannot be opened");
        assertThatThrownBy(() -> Hosts.open("memory:")).hasMessageStartingWith("INVALID_PARAMETER");
    }

    @Test
    void openRefusesCredentials() {
        assertThatThrownBy(() -> Hosts.open(HostRef.parse("memory:sfb-2015"), new Credentials("me", "secret")))
                .hasMessage("""
                        UNSUPPORTED: nobody can log on to memory:sfb-2015 as me
                          Cause: it is a simulated host; it is kept by this program, and has no accounts
                          Next: remove credentials, or name a real host""");
        HostAccess kerberos = HostAccess.DEFAULT.by(new Kerberos.TicketCache(Optional.empty()));
        assertThatThrownBy(() -> Hosts.open(HostRef.parse("memory:sfb-2015"), kerberos))
                .hasMessageStartingWith("UNSUPPORTED: nobody can log on to memory:sfb-2015 by Kerberos")
                .hasMessageContaining("Next: remove kerberos, or name a real host");
    }

    @Test
    void oneFileByTwoPathsIsOneHost() throws IOException {
        Path link = folder.resolve("sub").resolve("link.json");
        Files.createDirectory(link.getParent());
        try {
            Files.createSymbolicLink(link, file);
        } catch (UnsupportedOperationException | IOException noLinksHere) {
            Files.createLink(link, file);
        }
        HostRef first = HostRef.parse("memory:" + file);
        for (Path again : List.of(link, folder.resolve("sub/../fe01.json"))) {
            HostRef second = HostRef.parse("memory:" + again);
            assertThatThrownBy(() -> Hosts.requireServed(List.of(first, second)))
                    .hasMessage("INVALID_PARAMETER: " + first + " and " + second + " are one host: both are the file "
                            + again + "\n  Next: name each host once");
        }
        Hosts.requireServed(List.of(first, HostRef.parse("memory:sfb-2015"), HostRef.parse("memory:none.json")));
    }

    @Test
    void writeThatFailsIsReported() throws IOException {
        MemoryHost host = (MemoryHost) open();
        Files.createDirectories(folder.resolve("fe01.json.tmp").resolve("in the way"));

        assertThatThrownBy(() -> host.registry().createKey(VIEW_64, KEY)).hasMessageStartingWith("FILE_FAILURE");

        Files.delete(folder.resolve("fe01.json.tmp").resolve("in the way"));
        Files.delete(folder.resolve("fe01.json.tmp"));
        host.close();
        assertThat(HostSnapshotFile.read(file).keys())
                .anyMatch(key -> key.path().equals(KEY));
    }

    private static String classPathOf(Class<?>... types) {
        return Arrays.stream(types)
                .map(type -> Path.of(URI.create(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString()))
                        .toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Host open() {
        return Hosts.open("memory:" + file);
    }
}
