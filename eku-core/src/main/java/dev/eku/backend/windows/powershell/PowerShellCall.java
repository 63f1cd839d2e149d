package dev.eku.backend.windows.powershell;

import dev.eku.service.GracefulControl.Call;
import dev.eku.service.GracefulControl.Result;
import dev.eku.text.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecuteResultHandler;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.ProcessDestroyer;
import org.apache.commons.exec.PumpStreamHandler;
import org.jspecify.annotations.Nullable;

/** One script that runs in a PowerShell of its own. Not thread-safe. */
final class PowerShellCall implements Call {
    private static final int NOT_STARTED = -1;

    /**
     * How long reading continues after PowerShell has ended, in case a process that it started keeps its streams open.
     */
    private static final Duration READING_ON = Duration.ofMillis(500);

    private final PowerShellOutput output = new PowerShellOutput();
    private final PowerShellOutput errors = new PowerShellOutput();
    private final DefaultExecuteResultHandler end = new DefaultExecuteResultHandler();
    private final Running running = new Running();

    private PowerShellCall() {}

    /**
     * Starts PowerShell and returns at once.
     *
     * <p>The execution policy stays as the machine's administrator has set it. The product's own shell loads the same
     * signed module under the same policy, so if that works, this works too. A policy from a group policy could not be
     * overridden anyway. And virus scanners regard exactly the combination of {@code Bypass} with an encoded command as
     * an attack.
     */
    static PowerShellCall begin(PowerShell powerShell, PowerShellScript script) {
        PowerShellCall call = new PowerShellCall();
        CommandLine command = new CommandLine(powerShell.executable());
        command.addArguments(new String[] {"-NoLogo", "-NoProfile", "-NonInteractive"}, false);
        command.addArguments(new String[] {"-OutputFormat", "Text"}, false);
        command.addArguments(new String[] {"-EncodedCommand", script.encoded()}, false);
        DefaultExecutor executor = DefaultExecutor.builder()
                .setThreadFactory(PowerShellCall::daemon)
                .setExecuteStreamHandler(new Streams(call.output, call.errors))
                .get();
        executor.setProcessDestroyer(call.running);
        executor.setExitValues(null); // every exit code is an answer, not an exception
        try {
            executor.execute(command, powerShell.environment(), call.end);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return call;
    }

    /** A program that uses eku can end although a cmdlet is still waiting. */
    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "eku-powershell");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public Optional<Result> result() {
        if (!end.hasResult()) {
            return Optional.empty();
        }
        ExecuteException failure = end.getException();
        if (failure != null) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            return Optional.of(new Result(
                    NOT_STARTED,
                    "",
                    Optional.of(Message.of("windows.powershell-failed", String.valueOf(cause.getMessage())))));
        }
        String text = errors.text();
        boolean silent = text.isEmpty() && end.getExitValue() != 0;
        return Optional.of(new Result(end.getExitValue(), silent ? output.text() : text));
    }

    @Override
    public void close() {
        running.end();
    }

    /** Keeps what was read if reading has to be stopped. Commons Exec would lose the exit code then. */
    private static final class Streams extends PumpStreamHandler {
        Streams(PowerShellOutput output, PowerShellOutput errors) {
            super(output, errors, null); // no input: a program that asks for input gets its end at once
            setStopTimeout(READING_ON);
        }

        @Override
        public void stop() {
            try {
                super.stop();
            } catch (IOException brokenOff) {
                // Only what came later than READING_ON is lost.
            }
        }
    }

    /**
     * The process and all processes that it has started. Commons Exec starts it in a thread of its own, so it may start
     * after this call was told to end it. Commons Exec's own watchdog would leave the processes below it alive.
     */
    private static final class Running implements ProcessDestroyer {
        private @Nullable Process process;
        private boolean ended;

        @Override
        public synchronized boolean add(Process started) {
            process = started;
            if (ended) {
                end();
            }
            return true;
        }

        @Override
        public synchronized boolean remove(Process gone) {
            process = null;
            return true;
        }

        @Override
        public synchronized int size() {
            return process == null ? 0 : 1;
        }

        synchronized void end() {
            ended = true;
            if (process != null) {
                // The process itself first. Otherwise, it might regard the end of the processes that it has started as
                // success, and report success.
                List<ProcessHandle> started = process.descendants().toList();
                process.destroyForcibly();
                started.forEach(ProcessHandle::destroyForcibly);
            }
        }
    }
}
