package dev.eku.backend.windows;

import com.sun.jna.platform.win32.WinReg;
import com.sun.jna.platform.win32.WinReg.HKEY;
import com.sun.jna.platform.win32.WinReg.HKEYByReference;
import com.sun.jna.ptr.IntByReference;
import dev.eku.backend.common.PerformanceData;
import dev.eku.error.Win32Code;
import dev.eku.time.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When the processes of {@code \\server} started, from its performance data (Microsoft Learn, "Using the Registry
 * Functions to Consume Counter Data"). A process id of another machine means nothing on ours. No failure to learn it is
 * a failure of the run: counters can be disabled, and few accounts may read them. Thread-safe.
 */
final class RemoteProcessStarts {
    private final Advapi advapi;
    private final String server;
    /** Whether the server did not tell. Then it is not asked again, because each failure may take long. */
    private boolean isSilent;

    /** Asks nothing yet. */
    RemoteProcessStarts(Advapi advapi, String server) {
        this.advapi = advapi;
        this.server = server;
    }

    /** When the process with that id started, by the server's own clock; empty if the server does not tell. */
    synchronized Optional<Instant> of(long processId) {
        if (isSilent) {
            return Optional.empty();
        }
        try {
            Optional<byte[]> processes = processes();
            isSilent = processes.isEmpty();
            return processes
                    .map(data -> PerformanceData.started(data, processId))
                    .filter(OptionalLong::isPresent)
                    .flatMap(started -> FileTime.of(started.getAsLong()));
        } catch (PerformanceData.MalformedException notTold) {
            isSilent = true;
            return Optional.empty();
        }
    }

    /** The root is closed after each question, so that the server unloads what gathers its data. */
    private Optional<byte[]> processes() {
        HKEYByReference root = new HKEYByReference();
        int result = advapi.RegConnectRegistry("\\\\" + server, WinReg.HKEY_PERFORMANCE_DATA, root);
        if (result != Win32Code.SUCCESS) {
            return Optional.empty();
        }
        try {
            return processes(root.getValue());
        } finally {
            advapi.RegCloseKey(root.getValue());
        }
    }

    /** How much room is needed is not told: after ERROR_MORE_DATA the size has no meaning. */
    private Optional<byte[]> processes(HKEY root) {
        for (int room = PerformanceData.USUAL_ROOM; room <= PerformanceData.MOST_ROOM; room *= 2) {
            byte[] data = new byte[room];
            IntByReference size = new IntByReference(room);
            int result = advapi.RegQueryValueEx(root, PerformanceData.PROCESSES, 0, new IntByReference(), data, size);
            boolean fits = size.getValue() >= 0 && size.getValue() < room;
            byte[] told = Arrays.copyOf(data, fits ? size.getValue() : 0);
            if (result == Win32Code.SUCCESS && fits && !PerformanceData.isCut(told)) {
                return Optional.of(told);
            }
            if (result != Win32Code.SUCCESS && result != Win32Code.MORE_DATA) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
