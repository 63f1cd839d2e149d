package dev.eku.backend.windows;

import com.sun.jna.platform.win32.Kernel32;

/** {@code kernel32.dll} with the function that JNA's own mapping lacks (5.19.1). Named as in the Windows API. */
interface Kernel extends Kernel32 {
    int GetLongPathName(String path, char[] longPath, int size);
}
