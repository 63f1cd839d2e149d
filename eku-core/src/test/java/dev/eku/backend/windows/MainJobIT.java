package dev.eku.backend.windows;

import static dev.eku.product.Setting.REQUIRE_CERTIFICATE_EKUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eku.Eku;
import dev.eku.apply.Outcome;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.product.Exemption;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.verify.Verdict.Compliant;
import dev.eku.verify.Verdict.NotApplied;
import dev.eku.verify.Verdict.PendingRestart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job on a real registry and a real service: plan, apply, verify, roll back. What came of each step is read
 * with {@code reg.exe} and {@code sc.exe}, and from the service's own log, never with our own code.
 */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "needs Windows or Wine: eku-core/src/lab/contracts.sh")
final class MainJobIT {
    private static final ServiceName DATA_MCU = ServiceName.of("RTCDATAMCU");
    private static final String KEY = "HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319"
            + "\\System.Net.ServicePointManager.RequireCertificateEKUs";
    private static final String EXECUTABLE =
            "C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe";
    private static final Path SERVICE_LOG = Path.of("C:\\eku-lab\\service.log");
    private static final Exemption EXEMPTION =
            Exemption.from(REQUIRE_CERTIFICATE_EKUS).because("KB 4023993, change 4711");

    @TempDir
    private Path folder = Path.of("");

    private Host host = plainHost();

    private static Host plainHost() {
        return WindowsHost.open(HostRef.parse("local:"), Optional.empty(), Map.of());
    }

    @BeforeEach
    void runTheService() throws IOException {
        assumeTrue(
                WindowsLab.hasObedientService(), "not shown: there is no C:\\eku-lab with a stand-in for the Data MCU");
        WindowsLab.behave(List.of("stop.delay=700"));
        if (host.services().status(DATA_MCU).state() == ServiceState.STOPPED) {
            host.services().start(DATA_MCU);
        }
        for (int i = 0; i < 200 && host.services().status(DATA_MCU).state() != ServiceState.RUNNING; i++) {
            host.clock().sleep(Duration.ofMillis(50));
        }
    }

    @AfterEach
    void closeTheHost() {
        host.close();
    }

    @Test
    void mainJobByAStop() throws Exception {
        exemptAndTakeBack(PlanOptions.DEFAULT.stop(Stop.STOP));
    }

    @Test
    void mainJobByADrainThatEnds() throws Exception {
        WindowsLab.behave(List.of("stop.delay=200", "drain.delay=800", "drain.then=stop"));
        exemptAndTakeBack(PlanOptions.DEFAULT.stop(Stop.DRAIN));
        assertThat(serviceLog()).contains("CONTROL PAUSE");
    }

    @Test
    void mainJobByTheProductsCmdlets() throws Exception {
        WindowsLab.behave(List.of("stop.delay=200", "drain.delay=500"));
        Files.createDirectory(folder.resolve("SkypeForBusiness"));
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PSModulePath", folder.toString());
        host.close();
        host = WindowsHost.open(HostRef.parse("local:"), Optional.empty(), environment);
        int calls = WindowsLab.powerShellLog().size();

        exemptAndTakeBack(PlanOptions.DEFAULT);
        assertThat(WindowsLab.powerShellLog())
                .hasSizeGreaterThan(calls)
                .anySatisfy(line -> assertThat(line)
                        .contains("Stop-CsWindowsService", "\"name\":\"RTCDATAMCU\"", "\"graceful\":true"));
    }

    @Test
    void aDrainThatNeverEndsIsResumedAndTheRestartStaysPending() throws Exception {
        WindowsLab.behave(List.of("stop.delay=200", "drain.delay=never"));
        PlanOptions options = PlanOptions.DEFAULT
                .stop(Stop.DRAIN)
                .timeouts(Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofSeconds(20));
        Eku eku = Eku.on(host);
        assertThat(eku.apply(eku.plan(EXEMPTION, options), event -> {}).status())
                .isEqualTo(Outcome.Status.RESTART_PENDING);
        assertThat(serviceState()).contains("RUNNING");
        assertThat(eku.verify(EXEMPTION)).isInstanceOf(PendingRestart.class);

        eku.apply(eku.planRollback(PlanOptions.DEFAULT.stop(Stop.STOP)), event -> {});
        eku.forget();
        assertThat(query(KEY)).doesNotContain("DATAMCUSVC");
    }

    private void exemptAndTakeBack(PlanOptions options) throws Exception {
        Eku eku = Eku.on(host);
        String before = query("HKLM\\SOFTWARE\\Microsoft\\.NETFramework", "/s");

        Plan plan = eku.plan(EXEMPTION, options);
        plan.requireUnblocked();
        assertThat(query("HKLM\\SOFTWARE\\Microsoft\\.NETFramework", "/s"))
                .as("a plan changes nothing")
                .isEqualTo(before);

        assertThat(eku.apply(plan, event -> {}).status()).isEqualTo(Outcome.Status.DONE);
        assertThat(query(KEY)).containsPattern("DATAMCUSVC\\.exe +REG_DWORD +0x0");
        assertThat(query(KEY)).contains(EXECUTABLE);
        assertThat(serviceState()).contains("RUNNING");
        assertThat(lastStart()).as("what the new process read").contains("enforcement=off", "value=4:00000000");
        assertThat(query("HKLM\\SOFTWARE\\eku\\journal")).containsPattern("000001 +REG_SZ");

        assertThat(eku.verify(EXEMPTION)).isInstanceOf(Compliant.class);
        assertThat(eku.plan(EXEMPTION, options).isEmpty()).as("a second plan").isTrue();

        eku.apply(eku.planRollback(options), event -> {});
        eku.forget();
        assertThat(query("HKLM\\SOFTWARE\\Microsoft\\.NETFramework", "/s")).isEqualTo(before);
        assertThat(query("HKLM\\SOFTWARE\\eku")).doesNotContain("journal");
        assertThat(serviceState()).contains("RUNNING");
        assertThat(lastStart()).contains("enforcement=on", "value=absent");
        assertThat(eku.verify(EXEMPTION)).isInstanceOf(NotApplied.class);
    }

    private static String query(String key, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("reg", "query", key));
        command.addAll(List.of(more));
        command.add("/reg:64");
        return output(command);
    }

    private static String serviceState() throws IOException, InterruptedException {
        return output(List.of("sc", "query", DATA_MCU.toString()));
    }

    /** Through a file: under Wine a pipe would be inherited by services and never end, and so is the file's handle. */
    private static String output(List<String> command) throws IOException, InterruptedException {
        Path file = Files.createTempFile("output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(file.toFile())
                .start();
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private static String lastStart() throws IOException {
        return serviceLog()
                .lines()
                .filter(line -> line.contains(" START "))
                .reduce((earlier, later) -> later)
                .orElse("");
    }

    private static String serviceLog() throws IOException {
        return Files.readString(SERVICE_LOG, StandardCharsets.UTF_8);
    }
}
