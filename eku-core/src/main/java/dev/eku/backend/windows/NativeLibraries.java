package dev.eku.backend.windows;

import com.sun.jna.Native;
import com.sun.jna.win32.W32APIOptions;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.util.stream.Collectors;

/**
 * The system libraries we call, bound by JNA. Thread-safe.
 *
 * @param advapi registry and services
 * @param kernel files and processes
 */
record NativeLibraries(Advapi advapi, Kernel kernel) {
    /**
     * Binds them. The first thing of JNA that is touched, and so the place where a missing or blocked native library
     * shows: JNA unpacks its DLL, which is not signed, to a temporary folder, and front-end servers are just the
     * machines where that is forbidden.
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
            // Error, not LinkageError: a native library of another JNA version is reported as a bare java.lang.Error.
            throw new EkuException(refused, ErrorCode.NATIVE_LIBRARY, reason(refused));
        }
    }

    /**
     * Binds the library of event logs. By itself, since nothing but a diagnosis and the watching of a restarted host
     * need it.
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

    /** The innermost message: a static initialiser wraps what it failed at. */
    private static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        // JNA says once for each place where it has looked what the loader answered.
        return message == null
                ? innermost.getClass().getSimpleName()
                : message.lines().map(String::strip).distinct().collect(Collectors.joining(" "));
    }
}
