package dev.eku.backend.windows;

import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.Advapi32;
import com.sun.jna.platform.win32.WinReg.HKEY;
import com.sun.jna.platform.win32.Winsvc.SC_HANDLE;
import com.sun.jna.ptr.IntByReference;
import org.jspecify.annotations.Nullable;

/** {@code advapi32.dll} with the functions that JNA's own mapping lacks (5.19.1). Named as in the Windows API. */
interface Advapi extends Advapi32 {
    int RegDeleteKeyEx(HKEY key, String subkey, int view, int reserved);

    int RegFlushKey(HKEY key);

    boolean QueryServiceConfig(SC_HANDLE service, @Nullable Pointer config, int size, IntByReference needed);
}
