package dev.eku.backend.windows;

import static dev.eku.backend.common.AccessRights.PROCESS_QUERY_LIMITED_INFORMATION;

import com.sun.jna.Native;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import com.sun.jna.ptr.IntByReference;
import dev.eku.error.Win32Code;
import dev.eku.host.Processes;
import java.util.Optional;

/**
 * The processes of this machine. It opens them with {@code PROCESS_QUERY_LIMITED_INFORMATION}, which is enough for this
 * question (Microsoft Learn, "QueryFullProcessImageNameW") and is granted for nearly all processes. Thread-safe.
 */
final class WindowsProcesses implements Processes {

    private static final int STILL_ACTIVE = 259;

    private static final long LARGEST_ID = 0xFFFF_FFFFL;

    private final Kernel kernel;
    private final WindowsErrors place;

    /** Opens nothing yet. */
    WindowsProcesses(Kernel kernel, WindowsErrors place) {
        this.kernel = kernel;
        this.place = place;
    }

    @Override
    public Optional<String> imagePath(long processId) {
        if (processId <= 0 || processId > LARGEST_ID) {
            return Optional.empty();
        }
        HANDLE process = kernel.OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, false, (int) processId);
        if (process == null) {
            // There is no such process (Microsoft Learn, "OpenProcess").
            return failOrGone(Win32Code.INVALID_PARAMETER, "OpenProcess", processId);
        }
        try {
            if (hasEnded(process)) {
                return Optional.empty();
            }
            char[] path = new char[WindowsPath.LONGEST];
            IntByReference length = new IntByReference(path.length);
            // ERROR_GEN_FAILURE: the process has ended, and exists only because a handle to it is open.
            return kernel.QueryFullProcessImageName(process, 0, path, length)
                    ? Optional.of(new String(path, 0, length.getValue()))
                    : failOrGone(Win32Code.GEN_FAILURE, "QueryFullProcessImageName", processId);
        } finally {
            kernel.CloseHandle(process);
        }
    }

    /** A process that has ended still exists while a handle to it is open, and then reports what it ran. */
    private boolean hasEnded(HANDLE process) {
        IntByReference exitCode = new IntByReference();
        return kernel.GetExitCodeProcess(process, exitCode) && exitCode.getValue() != STILL_ACTIVE;
    }

    private Optional<String> failOrGone(int gone, String call, long processId) {
        int error = Native.getLastError();
        if (error == gone) {
            return Optional.empty();
        }
        throw place.failed(error, call, processId);
    }
}
