package dev.eku.backend.windows.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.backend.common.SystemClock;
import dev.eku.service.GracefulControl.Call;
import dev.eku.service.GracefulControl.Result;
import dev.eku.service.ServiceName;
import dev.eku.text.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How a PowerShell is run and ended, with a shell script in its place. */
@DisabledOnOs(
        value = OS.WINDOWS,
        disabledReason = "a shell script stands for PowerShell here; see PowerShellGracefulIT")
final class PowerShellCallTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder = Path.of("");

    private Call begin(String script) throws IOException {
        Path executable = folder.resolve("powershell.exe");
        Files.writeString(executable, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwx------"));
        return begin(executable);
    }

    private static Call begin(Path executable) {
        PowerShell powerShell = new PowerShell(executable, "Lync", Map.of("PATH", "/usr/bin:/bin", "EKU", "given"));
        return new PowerShellGraceful(powerShell, Optional.empty()).stop(ServiceName.of("RTCDATAMCU"));
    }

    private static Result await(Call call) {
        Instant deadline = Instant.now().plus(PATIENCE);
        SystemClock clock = new SystemClock();
        while (call.result().isEmpty()) {
            assertThat(Instant.now()).as("PowerShell has not ended").isBefore(deadline);
            clock.sleep(Duration.ofMillis(10));
        }
        return call.result().orElseThrow();
    }

    @Test
    void argumentsAndEnvironmentAreHandedOn() throws IOException {
        Path seen = folder.resolve("seen");
        try (Call call = begin("printf '%s\\n' \"$@\" \"$EKU\" > " + seen)) {
            assertThat(await(call)).isEqualTo(new Result(0, ""));
        }
        assertThat(Files.readAllLines(seen))
                .startsWith("-NoLogo", "-NoProfile", "-NonInteractive", "-OutputFormat", "Text", "-EncodedCommand")
                .contains(PowerShellScript.stop("Lync", ServiceName.of("RTCDATAMCU"), Optional.empty())
                        .encoded())
                .endsWith("given")
                .doesNotContain("-ExecutionPolicy");
    }

    @Test
    void exitCodeAndErrorTextAreTold() throws IOException {
        try (Call call = begin("echo output; echo 'Cannot stop \u4f1a\u8b70 [id]' >&2; exit 3")) {
            assertThat(await(call)).isEqualTo(new Result(3, "Cannot stop \u4f1a\u8b70 [id]"));
        }
    }

    @Test
    void outputIsTheErrorTextOfAFailureThatSaysNothingElse() throws IOException {
        try (Call call = begin("echo 'said on the wrong stream'; exit 1")) {
            assertThat(await(call)).isEqualTo(new Result(1, "said on the wrong stream"));
        }
    }

    @Test
    void aSuccessHasNoErrorTextBecauseOfItsOutput() throws IOException {
        try (Call call = begin("echo done")) {
            assertThat(await(call)).isEqualTo(new Result(0, ""));
        }
    }

    @Test
    void inputIsAtItsEnd() throws IOException {
        try (Call call = begin("cat; exit 4")) {
            assertThat(await(call).exitCode()).isEqualTo(4);
        }
    }

    @Test
    void muchOutputBlocksNobody() throws IOException {
        try (Call call = begin("yes 0123456789 | head -c 3000000; yes error | head -c 3000000 >&2; exit 5")) {
            Result result = await(call);
            assertThat(result.exitCode()).isEqualTo(5);
            assertThat(result.errorText())
                    .hasSizeLessThanOrEqualTo(PowerShellOutput.LIMIT)
                    .startsWith("error\nerror");
        }
    }

    @Test
    void closeEndsItAndWhatItHasStarted() throws IOException {
        Path pids = folder.resolve("pids");
        Call call = begin("sleep 300 & echo $$ $! > " + pids + ".new; mv " + pids + ".new " + pids + "; wait");
        SystemClock clock = new SystemClock();
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!Files.exists(pids)) {
            assertThat(Instant.now()).isBefore(deadline);
            clock.sleep(Duration.ofMillis(10));
        }
        assertThat(call.result()).isEmpty();

        call.close();

        for (String pid : Files.readString(pids).strip().split(" ", -1)) {
            while (ProcessHandle.of(Long.parseLong(pid))
                    .filter(ProcessHandle::isAlive)
                    .isPresent()) {
                assertThat(Instant.now()).as("%s lives", pid).isBefore(deadline);
                clock.sleep(Duration.ofMillis(10));
            }
        }
        assertThat(await(call).exitCode()).isNotZero();
    }

    @Test
    void closeRightAfterTheBeginningEndsItToo() throws IOException {
        Call call = begin("sleep 300");

        call.close();

        assertThat(await(call).exitCode()).isNotZero();
    }

    @Test
    void closeAfterTheEndDoesNothing() throws IOException {
        Call call = begin("exit 0");
        Result result = await(call);

        call.close();
        call.close();

        assertThat(call.result()).contains(result);
    }

    /** Something that PowerShell leaves behind may keep its streams open; that is no reason to wait for it. */
    @Test
    void theExitCodeIsToldAlthoughSomebodyKeepsTheStreamsOpen() throws IOException {
        try (Call call = begin("echo seen >&2; sleep 30 & exit 6")) {
            assertThat(await(call)).isEqualTo(new Result(6, "seen"));
        }
    }

    @Test
    void aPowerShellThatIsNotThereIsAFailureThatSaysSo() {
        try (Call call = begin(folder.resolve("missing.exe"))) {
            Result result = await(call);
            assertThat(result.exitCode()).isEqualTo(-1);
            assertThat(Words.ENGLISH.text(result.why()))
                    .startsWith("powershell.exe could not be run: ")
                    .contains("missing.exe");
        }
    }
}
