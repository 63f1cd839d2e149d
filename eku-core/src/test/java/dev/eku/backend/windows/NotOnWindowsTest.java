package dev.eku.backend.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Credentials;
import dev.eku.host.HostAccess;
import dev.eku.host.HostRef;
import dev.eku.host.Hosts;
import dev.eku.host.Kerberos;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What users see where the Windows API is not, or where JNA may not load its library. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "shows what happens elsewhere")
final class NotOnWindowsTest {
    /** Run in a JVM of its own: JNA loads its library once and for all. */
    static final class Opening {
        private Opening() {}

        public static void main(String[] arguments) {
            try {
                if (arguments[0].equals("load")) {
                    loadTwice();
                } else if (arguments[0].equals("refuse")) {
                    refuse();
                } else {
                    Hosts.open(arguments[0]);
                }
            } catch (EkuException failure) {
                System.out.println(failure.getMessage());
            }
        }
    }

    private static void loadTwice() {
        assertThatThrownBy(NativeLibraries::load).isInstanceOf(EkuException.class);
        NativeLibraries.load();
    }

    private static void refuse() {
        for (HostAccess access : List.of(
                HostAccess.DEFAULT.by(new Kerberos.TicketCache(Optional.empty())),
                HostAccess.DEFAULT.encrypted(),
                HostAccess.DEFAULT.startingRemoteRegistry())) {
            try {
                Hosts.open(HostRef.parse("\\\\fe01"), access);
            } catch (EkuException refused) {
                System.out.println(refused.getMessage());
            }
        }
    }

    private static String outputOf(String argument, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Opening.class.getName(), argument));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    @Test
    void openSaysThatThisMachineDoesNotRunWindowsAndWhatElseCanBeOpened() {
        for (String ref : List.of("local:", "\\\\fe01")) {
            assertThatThrownBy(() -> Hosts.open(ref))
                    .isInstanceOfSatisfying(
                            EkuException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED))
                    .hasMessageStartingWith("UNSUPPORTED: the host " + ref + " cannot be reached from here\n"
                            + "  Cause: this machine runs " + System.getProperty("os.name")
                            + "; only a Windows machine")
                    .hasMessageContaining("\n  Next: run on a Windows machine, or name a host in one of these forms: ")
                    .hasMessageNotContainingAny("local:,", ", local:", "\\\\fe01,", ", \\\\fe01");
        }
    }

    /** A front-end server is no place to wait for a native library that nobody has asked for. */
    @Test
    void nothingOfJnaIsLoadedBeforeAHostIsOpened() throws IOException, InterruptedException {
        assertThat(outputOf("local:", "-Xlog:class+load"))
                .contains("dev.eku.backend.windows.WindowsHostProvider")
                .doesNotContain("com.sun.jna", "org.apache.commons.exec");
    }

    @Test
    void aLibraryThatIsNotThereIsExplained() {
        assertThatThrownBy(NativeLibraries::load)
                .isInstanceOfSatisfying(
                        EkuException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NATIVE_LIBRARY))
                .hasMessageContaining("Advapi32")
                .hasMessageContaining("jna.boot.library.path")
                .hasRootCauseInstanceOf(UnsatisfiedLinkError.class);
    }

    /**
     * The second attempt in one JVM fails in another way, since the class that loads the library is broken for good.
     */
    @Test
    void aTemporaryFolderThatCannotBeWrittenIsExplained() throws IOException, InterruptedException {
        assertThat(outputOf("load", "-Djna.tmpdir=/dev/null/nowhere", "-Djna.nosys=true"))
                .contains("NATIVE_LIBRARY: ", "AppLocker", "jna.tmpdir", "--enable-native-access=ALL-UNNAMED");
    }

    /** A JVM that takes this machine for Windows; nothing native is needed to refuse. */
    @Test
    void whatWindowsCannotGrantIsRefusedWithTheWayRoundIt() throws IOException, InterruptedException {
        assertThat(outputOf("refuse", "-Dos.name=Windows Server 2016"))
                .contains("UNSUPPORTED: the host \\\\fe01 cannot be opened with a chosen Kerberos ticket")
                .contains("UNSUPPORTED: eku cannot make sure that the connection to \\\\fe01 is encrypted")
                .contains("UNSUPPORTED: RemoteRegistry is not started on \\\\fe01 from here")
                .contains("sc.exe \\\\fe01 start RemoteRegistry")
                .doesNotContain("Exception in thread");
    }

    @Test
    void credentialsNeverShowTheirPassword() {
        Credentials credentials = new Credentials("CONTOSO\\admin", "secret");

        assertThatThrownBy(() -> new WindowsHostProvider()
                        .open(HostRef.parse("\\\\fe01"), HostAccess.as(Optional.of(credentials))))
                .hasMessageNotContaining("secret");
    }
}
