package dev.eku.backend.windows;

import dev.eku.contract.ProcessesContract;
import dev.eku.host.Host;
import dev.eku.host.Hosts;
import dev.eku.host.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The contract of a host's processes on those of a Windows machine: our own one, which runs java.exe. */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "needs Windows or Wine: eku-core/src/lab/contracts.sh")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WindowsProcessesContractIT implements ProcessesContract {
    private final Host host = Hosts.open("local:");

    @AfterAll
    void close() {
        host.close();
    }

    @Override
    public Processes processes() {
        return host.processes().orElseThrow();
    }

    @Override
    public long running() {
        return ProcessHandle.current().pid();
    }

    @Override
    public String file() {
        try {
            return Path.of(System.getProperty("java.home"), "bin", "java.exe")
                    .toRealPath()
                    .toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public long ended() {
        try {
            Process process = new ProcessBuilder(file(), "-version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            process.waitFor();
            return process.pid();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
