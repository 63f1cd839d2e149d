package dev.eku.backend.windows;

import com.sun.jna.Native;
import com.sun.jna.win32.W32APIOptions;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.util.stream.Collectors;

/**
 * The system libraries that eku calls, bound by JNA. Thread-safe.
 *
 * @param advapi registry and services
 * @param kernel files and processes
 */
record NativeLibraries(Advapi advapi, Kernel kernel) {
    /**
     * Binds the libraries. This is the first use of JNA, so a missing or blocked native library is found here. JNA
     * unpacks its DLL, which is not signed, to a temporary folder, and this is often forbidden on front-end servers.
     *
     * @throws EkuException {@code NATIVE_LIBRARY}
     */
    static NativeLibraries load() {
        try {
            return new NativeLibraries(
                    Native.load("Advapi32", Advapi.class, W32APIOptions.UNICODE_OPTIONS),
                    Native.load("Kernel32", Kernel.class, W32APIOptions.UNICODE_OPTIONS));
        } catch (VirtualMachineError fatal) {
            throw fatal;
        } catch (Error | IllegalCallerException refused) {
            // Error, not LinkageError: a native library of another JNA version is reported as a plain java.lang.Error.
            throw new EkuException(refused, ErrorCode.NATIVE_LIBRARY, reason(refused));
        }
    }

    /**
     * Binds the library of event logs. It is bound separately, because only a diagnosis and the monitoring of a
     * restarted host need it.
     *
     * @throws EkuException {@code NATIVE_LIBRARY}
     */
    static WevtApi loadEvents() {
        try {
            return Native.load("wevtapi", WevtApi.class, W32APIOptions.UNICODE_OPTIONS);
        } catch (LinkageError refused) {
            throw new EkuException(refused, ErrorCode.NATIVE_LIBRARY, reason(refused));
        }
    }

    /** The innermost message, because a static initialiser wraps the cause of its failure. */
    private static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        // JNA repeats the loader's answer for each place that it has searched.
        return message == null
                ? innermost.getClass().getSimpleName()
                : message.lines().map(String::strip).distinct().collect(Collectors.joining(" "));
    }
}
