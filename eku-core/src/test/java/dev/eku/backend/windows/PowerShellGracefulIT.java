package dev.eku.backend.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eku.backend.windows.powershell.PowerShell;
import dev.eku.backend.windows.powershell.PowerShellGraceful;
import dev.eku.host.Host;
import dev.eku.host.Hosts;
import dev.eku.service.GracefulControl;
import dev.eku.service.GracefulControl.Call;
import dev.eku.service.GracefulControl.Result;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The graceful stop against the lab's recorder, which stands where powershell.exe does and acts on the real service.
 */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "needs Windows or Wine: eku-core/src/lab/contracts.sh")
final class PowerShellGracefulIT {
    private static final ServiceName DATA_MCU = ServiceName.of("RTCDATAMCU");
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    private Path modules = Path.of("");

    private final Host host = Hosts.open("local:");
    private int logged;

    @BeforeEach
    void runTheService() throws IOException {
        assumeTrue(
                WindowsLab.hasObedientService(),
                "not shown: there is no C:\\eku-lab with a recorder in PowerShell's place");
        Files.createDirectory(modules.resolve("SkypeForBusiness"));
        behave("stop.delay=200");
        if (host.services().status(DATA_MCU).state() == ServiceState.STOPPED) {
            host.services().start(DATA_MCU);
        }
        await(ServiceState.RUNNING);
        logged = WindowsLab.powerShellLog().size();
    }

    @AfterEach
    void stopTheService() throws IOException {
        behave("stop.delay=200");
        if (host.services().status(DATA_MCU).state() != ServiceState.STOPPED) {
            host.services().command(DATA_MCU, ServiceCommand.STOP);
            await(ServiceState.STOPPED);
        }
        host.close();
    }

    private static void behave(String... settings) throws IOException {
        WindowsLab.behave(List.of(settings));
    }

    /** As the provider finds it, with the product's module on the path of this machine. */
    private GracefulControl graceful(Optional<String> server) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PSModulePath", modules.toString());
        return new PowerShellGraceful(PowerShell.find(environment).orElseThrow(), server);
    }

    private void await(ServiceState wanted) {
        Instant deadline = host.clock().now().plus(PATIENCE);
        while (host.services().status(DATA_MCU).state() != wanted) {
            assertThat(host.clock().now()).as("not yet %s", wanted).isBefore(deadline);
            host.clock().sleep(Duration.ofMillis(50));
        }
    }

    private Result await(Call call) {
        Instant deadline = host.clock().now().plus(PATIENCE);
        while (call.result().isEmpty()) {
            assertThat(host.clock().now()).as("PowerShell has not ended").isBefore(deadline);
            host.clock().sleep(Duration.ofMillis(50));
        }
        return call.result().orElseThrow();
    }

    private String recordedCall() throws IOException {
        Instant deadline = host.clock().now().plus(PATIENCE);
        while (WindowsLab.powerShellLog().size() <= logged) {
            assertThat(host.clock().now()).as("PowerShell was not called").isBefore(deadline);
            host.clock().sleep(Duration.ofMillis(50));
        }
        return WindowsLab.powerShellLog().get(logged);
    }

    @Test
    void stopWaitsUntilTheServiceHasDrainedAndStopped() throws IOException {
        behave("drain.delay=1500", "stop.delay=200");
        try (Call call = graceful(Optional.empty()).stop(DATA_MCU)) {
            await(ServiceState.PAUSED);
            assertThat(call.result()).as("sessions are still there").isEmpty();

            assertThat(await(call)).isEqualTo(new Result(0, ""));
        }
        assertThat(host.services().status(DATA_MCU).state()).isEqualTo(ServiceState.STOPPED);
        assertThat(recordedCall())
                .contains("\"argv\":[\"")
                .contains(
                        "\"-NoLogo\",\"-NoProfile\",\"-NonInteractive\",\"-OutputFormat\",\"Text\",\"-EncodedCommand\",\"")
                .contains(
                        "{\"command\":\"Stop-CsWindowsService\",\"name\":\"RTCDATAMCU\",\"computer\":null,\"graceful\":true,"
                                + "\"others\":[\"-Confirm:$false\"]}")
                .contains("Import-Module 'SkypeForBusiness'")
                .doesNotContain("ExecutionPolicy");
    }

    @Test
    void startReturnsWhenTheServiceRuns() throws IOException {
        host.services().command(DATA_MCU, ServiceCommand.STOP);
        await(ServiceState.STOPPED);

        try (Call call = graceful(Optional.empty()).start(DATA_MCU)) {
            assertThat(await(call)).isEqualTo(new Result(0, ""));
        }

        assertThat(host.services().status(DATA_MCU).state()).isEqualTo(ServiceState.RUNNING);
        assertThat(recordedCall())
                .contains(
                        "{\"command\":\"Start-CsWindowsService\",\"name\":\"RTCDATAMCU\",\"computer\":null,\"graceful\":false,"
                                + "\"others\":[\"-Confirm:$false\"]}");
    }

    @Test
    void aServerIsNamedAsTheComputer() throws IOException {
        try (Call call = graceful(Optional.of("fe01.contoso.com")).stop(DATA_MCU)) {
            assertThat(await(call).exitCode()).isZero();
        }
        assertThat(recordedCall())
                .contains("\"name\":\"RTCDATAMCU\",\"computer\":\"fe01.contoso.com\",\"graceful\":true");
    }

    /** The recorder writes like PowerShell itself: in the code page of the machine, not in UTF-8 as our script does. */
    @Test
    void theErrorTextOfAFailureIsReadable() throws IOException {
        boolean japanese = System.getProperty("native.encoding", "").equals("MS932");
        String expected =
                japanese ? "\u30b5\u30fc\u30d3\u30b9\u304c\u6b62\u307e\u3089\u306a\u3044" : "Le service refus\u00e9";
        behave("powershell.stop=fail", "powershell.exit=7", "powershell.error=" + expected);

        try (Call call = graceful(Optional.empty()).stop(DATA_MCU)) {
            Result result = await(call);
            assertThat(result.exitCode()).isEqualTo(7);
            // The OEM code page is not the system's outside of Asia, so of French only the plain letters are sure.
            assertThat(result.errorText()).contains(japanese ? expected : "Le service refus");
        }
        assertThat(host.services().status(DATA_MCU).state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void theErrorTextOfAFailureIsReadableWhenItComesAsXml() throws IOException {
        behave("powershell.stop=fail", "powershell.error.format=clixml", "powershell.error=refused");

        try (Call call = graceful(Optional.empty()).stop(DATA_MCU)) {
            assertThat(await(call).errorText())
                    .startsWith("Stop-CsWindowsService : refused\r\n")
                    .doesNotContain("CLIXML", "<S", "_x000D_");
        }
    }

    @Test
    void cmdletsThatAreMissingAfterAllAreAFailure() throws IOException {
        behave("powershell.cmdlets=absent");

        try (Call call = graceful(Optional.empty()).stop(DATA_MCU)) {
            Result result = await(call);
            assertThat(result.exitCode()).isNotZero();
            assertThat(result.errorText()).contains("Stop-CsWindowsService");
        }
    }

    @Test
    void closeEndsACmdletThatHangsAndLeavesTheServiceAlone() throws IOException {
        behave("powershell.stop=hang", "stop.delay=200");
        Call call = graceful(Optional.empty()).stop(DATA_MCU);
        String recorded = recordedCall();
        long pid = Long.parseLong(recorded.replaceAll(".*\"pid\":(\\d+).*", "$1"));
        assertThat(call.result()).isEmpty();

        call.close();

        assertThat(await(call).exitCode()).isNotZero();
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(host.services().status(DATA_MCU).state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void theProviderFindsNoCmdletsWithoutTheModule() {
        assertThat(System.getenv("PSModulePath") == null ? Optional.empty() : host.graceful())
                .isEmpty();
    }
}
