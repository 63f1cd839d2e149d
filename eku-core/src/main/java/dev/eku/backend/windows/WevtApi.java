package dev.eku.backend.windows;

import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.Winevt.EVT_HANDLE;
import com.sun.jna.platform.win32.Winevt.EVT_RPC_LOGIN;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.win32.StdCallLibrary;
import org.jspecify.annotations.Nullable;

/**
 * The functions of {@code wevtapi.dll} that eku calls. JNA's own mapping binds the library as soon as the class is
 * used, which is too early on a system without it. Named as in the Windows API.
 */
interface WevtApi extends StdCallLibrary {
    @Nullable
    EVT_HANDLE EvtOpenSession(int loginClass, EVT_RPC_LOGIN login, int reserved, int flags);

    @Nullable
    EVT_HANDLE EvtQuery(@Nullable EVT_HANDLE session, String path, String query, int flags);

    boolean EvtNext(
            EVT_HANDLE results, int size, EVT_HANDLE[] events, int milliseconds, int flags, IntByReference returned);

    boolean EvtRender(
            @Nullable EVT_HANDLE context,
            EVT_HANDLE event,
            int flags,
            int size,
            Pointer buffer,
            IntByReference used,
            IntByReference properties);

    boolean EvtClose(EVT_HANDLE handle);
}
